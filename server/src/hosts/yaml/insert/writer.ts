import type { JsonValue } from '../../../tree/node.ts';
import { BlockPen } from '../write/pen.ts';
import type { Style } from '../write/style.ts';

/** Writes new roles as the document has its own, each as lines. */
export class RoleWriter {
  readonly #pen: BlockPen;
  readonly #style: Style;

  constructor(style: Style) {
    this.#style = style;
    this.#pen = new BlockPen(style);
  }

  /**
   * A role of a CloudFormation template.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
   * @param column of its logical ID
   */
  resource(logicalId: string, name: string | undefined, policy: JsonValue, column: number): readonly string[] {
    const role = {
      Type: 'AWS::IAM::Role',
      Properties: { ...(name === undefined ? {} : { RoleName: name }), AssumeRolePolicyDocument: policy },
    };
    return (' '.repeat(column) + this.#pen.mapping([[logicalId, role]], column)).split(/\r?\n/);
  }

  /** A CloudFormation template with a role. */
  template(logicalId: string, name: string | undefined, policy: JsonValue): readonly string[] {
    return [
      this.#member('AWSTemplateFormatVersion', '2010-09-09'),
      'Resources:',
      ...this.resource(logicalId, name, policy, this.#style.unit),
    ];
  }

  /** A role of Crossplane's AWS provider. https://marketplace.upbound.io/providers/upbound/provider-aws-iam */
  crossplane(name: string | undefined, policy: JsonValue): readonly string[] {
    const called = manifestName(name);
    return this.#manifest('iam.aws.upbound.io/v1beta1', [
      ...(name === undefined || name === called
        ? []
        : [`  annotations:`, `    ${this.#member('crossplane.io/external-name', name)}`]),
      `  ${this.#member('name', called)}`,
      'spec:',
      '  forProvider:',
      ...this.#text('assumeRolePolicy', policy, 4),
    ]);
  }

  /** A role of the IAM controller of AWS. https://aws-controllers-k8s.github.io/community/reference/iam/v1alpha1/role/ */
  ack(name: string | undefined, policy: JsonValue): readonly string[] {
    return this.#manifest('iam.services.k8s.aws/v1alpha1', [
      `  ${this.#member('name', manifestName(name))}`,
      'spec:',
      `  ${this.#member('name', name ?? manifestName(name))}`,
      ...this.#text('assumeRolePolicyDocument', policy, 2),
    ]);
  }

  /** @param rest from what is in its metadata on, indented by two blanks a level */
  #manifest(apiVersion: string, rest: readonly string[]): readonly string[] {
    const lines = [this.#member('apiVersion', apiVersion), this.#member('kind', 'Role'), 'metadata:', ...rest];
    return lines.map((line) => this.#indented(line));
  }

  /** JSON text in lines of its own. @param column in blanks, two a level */
  #text(name: string, policy: JsonValue, column: number): readonly string[] {
    const pad = ' '.repeat(column);
    return [
      `${pad}${name}: |`,
      ...JSON.stringify(policy, null, 2)
        .split('\n')
        .map((line) => `${pad}  ${line}`),
    ];
  }

  #member(name: string, value: string): string {
    return this.#pen.mapping([[name, value]], 0);
  }

  /** By the document's own indentation. */
  #indented(line: string): string {
    return line.replace(/^ +/, (blanks) => ' '.repeat((blanks.length / 2) * this.#style.unit));
  }
}

/** A logical ID that says the role's name, and that no other part of the template has. */
export function logicalIdFor(name: string | undefined, taken: readonly string[]): string {
  const words = (name ?? '').split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const said = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const own = said === '' ? 'Role' : /Role$/i.test(said) ? said : `${said}Role`;
  for (let n = 1; ; n++) {
    const id = n === 1 ? own : `${own}${n}`;
    if (!taken.includes(id)) return id;
  }
}

/** Names of Kubernetes are in small letters. https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
function manifestName(name: string | undefined): string {
  const words = (name ?? '').toLowerCase().split(/[^a-z0-9]/);
  return words.filter((word) => word !== '').join('-') || 'role';
}
