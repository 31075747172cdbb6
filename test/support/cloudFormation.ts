import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';

type Spec = Awaited<ReturnType<typeof loadAwsServiceSpec>>;
type Properties = NonNullable<ReturnType<typeof resourceIn>>['properties'];
type PropertyType = Properties[string]['type'];
type Json = Readonly<Record<string, unknown>>;

interface Template {
  readonly Parameters?: Readonly<Record<string, Json>>;
  readonly Conditions?: Json;
  readonly Resources: Readonly<Record<string, Json>>;
  readonly Outputs?: Readonly<Record<string, Json>>;
}

let spec: Promise<Spec> | undefined;

/** What CloudFormation would find wrong with a template, by the specification that AWS publishes of its resources. */
export async function templateProblems(text: string): Promise<readonly string[]> {
  spec ??= loadAwsServiceSpec();
  return new Check(await spec, JSON.parse(text) as Template).problems();
}

function resourceIn(spec: Spec, type: string) {
  return spec.lookup('resource', 'cloudFormationType', 'equals', type)[0];
}

/** What a resource may have besides its properties. */
const ATTRIBUTES = [
  'Type',
  'Properties',
  'Metadata',
  'Condition',
  'DependsOn',
  'DeletionPolicy',
  'UpdateReplacePolicy',
];

class Check {
  private readonly spec: Spec;
  private readonly template: Template;

  constructor(spec: Spec, template: Template) {
    this.spec = spec;
    this.template = template;
  }

  problems(): readonly string[] {
    const { Parameters = {}, Conditions = {}, Resources, Outputs = {} } = this.template;
    const used = JSON.stringify([Conditions, Resources, Outputs]);
    return [
      ...Object.keys(this.template).flatMap((name) => (SECTIONS.includes(name) ? [] : [`no section ${name}`])),
      ...[Parameters, Conditions, Resources, Outputs].flatMap((section) =>
        Object.keys(section).flatMap((id) => (/^[A-Za-z0-9]{1,255}$/.test(id) ? [] : [`no logical ID: ${id}`])),
      ),
      ...Object.entries(Parameters).flatMap(([id, parameter]) => this.parameter(id, parameter)),
      ...Object.keys(Parameters).flatMap((id) => (used.includes(`{"Ref":"${id}"}`) ? [] : [`${id} is used nowhere`])),
      ...Object.keys(Conditions).flatMap((id) =>
        used.includes(`"Condition":"${id}"`) ? [] : [`${id} is used nowhere`],
      ),
      ...Object.entries(Resources).flatMap(([id, resource]) => this.resource(id, resource)),
      ...Object.entries(Outputs).flatMap(([id, { Value }]) => this.value(`Outputs/${id}`, Value, { type: 'string' })),
      ...this.intrinsics(this.template, ''),
    ];
  }

  private parameter(id: string, { Type, Default, AllowedValues, Description, ...rest }: Json): readonly string[] {
    return [
      ...Object.keys(rest).map((name) => `${id} has ${name}`),
      ...(Type === 'String' && typeof Description === 'string' ? [] : [`${id} has no type or description`]),
      ...(AllowedValues === undefined || (AllowedValues as unknown[]).includes(Default)
        ? []
        : [`${id} has no such value`]),
    ];
  }

  private resource(id: string, resource: Json): readonly string[] {
    const type = String(resource['Type']);
    const known = resourceIn(this.spec, type);
    if (!known) return [`no such resource: ${type}`];
    const condition = resource['Condition'] as string | undefined;
    return [
      ...Object.keys(resource).flatMap((name) => (ATTRIBUTES.includes(name) ? [] : [`${id} has ${name}`])),
      ...(condition === undefined || condition in (this.template.Conditions ?? {}) ? [] : [`no ${condition}`]),
      ...this.members(id, resource['Properties'], known.properties),
    ];
  }

  private members(where: string, value: unknown, properties: Properties): readonly string[] {
    if (!isObject(value)) return [`${where} is no object`];
    return [
      ...Object.entries(properties).flatMap(([name, { required }]) =>
        required === true && !(name in value) ? [`${where} has no ${name}`] : [],
      ),
      ...Object.entries(value).flatMap(([name, member]) => {
        const property = properties[name];
        return property ? this.value(`${where}/${name}`, member, property.type) : [`${where} has no property ${name}`];
      }),
    ];
  }

  private value(where: string, value: unknown, type: PropertyType): readonly string[] {
    if (isIntrinsic(value)) return [];
    const wrong = [`${where} is no ${type.type}: ${JSON.stringify(value)}`];
    switch (type.type) {
      case 'string':
        return typeof value === 'string' && (type.allowedValues?.includes(value) ?? true) ? [] : wrong;
      case 'integer':
        return Number.isInteger(value) ? [] : wrong;
      case 'number':
        return typeof value === 'number' ? [] : wrong;
      case 'boolean':
        return typeof value === 'boolean' ? [] : wrong;
      case 'json':
        return isObject(value) ? [] : wrong;
      case 'array':
        return Array.isArray(value) ? value.flatMap((v, i) => this.value(`${where}/${i}`, v, type.element)) : wrong;
      case 'tag':
        return isObject(value) && Object.keys(value).sort().join() === 'Key,Value' ? [] : wrong;
      case 'ref':
        return this.members(where, value, this.spec.get('typeDefinition', type.reference).properties);
      case 'union':
        return type.types.some((one) => this.value(where, value, one).length === 0) ? [] : wrong;
      default:
        return wrong;
    }
  }

  /** What functions name has to be there. */
  private intrinsics(value: unknown, where: string): readonly string[] {
    if (Array.isArray(value)) return value.flatMap((item) => this.intrinsics(item, where));
    if (!isObject(value)) return [];
    const { Parameters = {}, Conditions = {}, Resources } = this.template;
    const missing = (id: unknown, ...sections: readonly object[]): readonly string[] =>
      sections.some((section) => Object.hasOwn(section, String(id))) ? [] : [`${where} names ${String(id)}`];
    const attribute = (id: unknown, name: unknown): readonly string[] => {
      const known = resourceIn(this.spec, String(Resources[String(id)]?.['Type']));
      return known && String(name) in known.attributes ? [] : [`${where} names ${String(id)}.${String(name)}`];
    };
    return Object.entries(value).flatMap(([name, member]) => {
      const at = `${where}/${name}`;
      const list = Array.isArray(member) ? (member as readonly unknown[]) : [];
      switch (name) {
        case 'Ref':
          return missing(member, Parameters, Resources);
        case 'Fn::GetAtt':
          return attribute(list[0], list[1]);
        case 'Fn::Sub':
          return [...String(member).matchAll(/\$\{([^.}]*)\.?([^}]*)\}/g)].flatMap(([, id, of]) => attribute(id, of));
        case 'Fn::If':
          return [...missing(list[0], Conditions), ...this.intrinsics(list.slice(1), at)];
        default:
          return this.intrinsics(member, at);
      }
    });
  }
}

const SECTIONS = ['AWSTemplateFormatVersion', 'Description', 'Parameters', 'Conditions', 'Resources', 'Outputs'];

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIntrinsic(value: unknown): boolean {
  const names = isObject(value) ? Object.keys(value) : [];
  return names.length === 1 && /^(?:Ref|Fn::\w+)$/.test(names[0] ?? '');
}
