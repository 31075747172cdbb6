import type { Hole } from '../text/holedText.ts';
import {
  itemsOf,
  memberOf,
  type ObjectNode,
  type OpaqueNode,
  type Reference,
  type StringNode,
  type ValueNode,
} from '../tree/node.ts';
import type { Template, TemplatePart } from '../tree/source.ts';
import { isLookup } from './intrinsics.ts';
import { ReferredString } from './referredString.ts';
import type { Filling } from './settle.ts';
import { resolvedAtDeploy } from './subString.ts';

const KINDS: Readonly<Record<string, TemplatePart>> = {
  'AWS::IAM::Role': 'role',
  'AWS::IAM::User': 'user',
  'AWS::IAM::OIDCProvider': 'identity provider',
  'AWS::IAM::SAMLProvider': 'identity provider',
};

/** A CloudFormation template: what its names stand for, and what of its text a deploy fills in. */
export class CloudFormationTemplate implements Template, Filling {
  readonly noun = 'template';
  readonly #resources: ObjectNode;
  readonly #parameters: ValueNode | undefined;
  readonly #mappings: ValueNode | undefined;
  /** Whether something that we do not know may fill in any text. */
  readonly #isOpen: boolean;
  /** Whether it surely is one: others have members of these names too. */
  readonly isSure: boolean;

  /**
   * Undefined for a document that is none.
   * @param isOpen whether something else than CloudFormation fills in text too
   */
  static of(root: ValueNode | undefined, isOpen = false): CloudFormationTemplate | undefined {
    const resources = memberOf(root, 'Resources')?.value;
    return resources?.kind === 'object' ? new CloudFormationTemplate(root, resources, isOpen) : undefined;
  }

  private constructor(root: ValueNode | undefined, resources: ObjectNode, isOpen: boolean) {
    this.#resources = resources;
    this.#parameters = memberOf(root, 'Parameters')?.value;
    this.#mappings = memberOf(root, 'Mappings')?.value;
    this.isSure = memberOf(root, 'AWSTemplateFormatVersion') !== undefined || resources.members.some(isAwsResource);
    const transforms = itemsOf(memberOf(root, 'Transform')?.value);
    this.#isOpen =
      isOpen || !this.isSure || transforms.some((t) => t.kind !== 'string' || !t.value.startsWith('AWS::'));
  }

  kindOf(name: string): TemplatePart | undefined {
    if (name === 'AWS::AccountId') return 'account';
    const type = this.#typeOf(name);
    if (type !== undefined) return Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
    return memberOf(this.#parameters, name) ? 'parameter' : undefined;
  }

  refersTo(hole: string): Reference | undefined {
    const path = hole.slice(2, -1);
    const dot = path.indexOf('.');
    return dot < 0
      ? { name: path, attribute: undefined }
      : { name: path.slice(0, dot), attribute: path.slice(dot + 1) };
  }

  /** The names of its parameters. */
  get parameters(): readonly string[] {
    return this.#parameters?.kind === 'object' ? this.#parameters.members.map(({ key }) => key.value) : [];
  }

  /** The names that it gives, with the default of a parameter. */
  get declared(): readonly { readonly key: StringNode; readonly preset: ValueNode | undefined }[] {
    const parameters = this.#parameters?.kind === 'object' ? this.#parameters.members : [];
    return [
      ...parameters.map(({ key, value }) => ({ key, preset: memberOf(value, 'Default')?.value })),
      ...this.#resources.members.map(({ key }) => ({ key, preset: undefined })),
    ];
  }

  /** The roles and identity providers that it declares, with what their ARNs end with where that is known. */
  get named(): readonly {
    readonly logicalId: string;
    readonly kind: 'role' | 'identity provider';
    readonly name: string | undefined;
  }[] {
    return this.#resources.members.flatMap(({ key: { value: logicalId } }) => {
      const kind = this.kindOf(logicalId);
      if (kind !== 'role' && kind !== 'identity provider') return [];
      return [{ logicalId, kind, name: this.#nameOf(logicalId) }];
    });
  }

  #nameOf(logicalId: string): string | undefined {
    const properties = memberOf(memberOf(this.#resources, logicalId)?.value, 'Properties')?.value;
    const text = (name: string): string | undefined => {
      const value = memberOf(properties, name)?.value;
      return value?.kind === 'string' && !value.holes.length ? value.value : undefined;
    };
    switch (this.#typeOf(logicalId)) {
      case 'AWS::IAM::OIDCProvider':
        return ending('oidc-provider/', text('Url')?.replace(/^https:\/\//, ''));
      case 'AWS::IAM::SAMLProvider':
        return ending('saml-provider/', text('Name'));
      default:
        return ending('role/', text('RoleName'));
    }
  }

  /** The parts of a text without a function that a deploy fills in, and those that only look so. */
  holesOf(text: string): readonly Hole[] {
    const holes: Hole[] = [...resolvedAtDeploy(text)];
    if (this.#isOpen || !text.includes('${')) return holes;
    for (const { 0: token, 1: name = '', index: from } of text.matchAll(/\$\{([\w:.]+)\}/g))
      if (this.#isName(name)) holes.push({ from, to: from + token.length, reason: 'unsubstituted' });
    return holes.sort((a, b) => a.from - b.from);
  }

  /** The text or list that a call which only a deploy makes is sure to bring. */
  meaningOf(node: OpaqueNode): ValueNode | undefined {
    const { refersTo } = node;
    if (refersTo) return this.#providerOf(node, refersTo);
    const keys = isLookup(node) ? node.keys : [];
    const value = keys.reduce((at: ValueNode | undefined, key) => memberOf(at, key)?.value, this.#mappings);
    if (!keys.length || !value) return undefined;
    return value.kind === 'string' ? ReferredString.to(value, node.span) : value.kind === 'array' ? value : undefined;
  }

  /** Who gets in hangs on it: a reference to an identity provider of the template is that provider. */
  #providerOf(node: OpaqueNode, { name, attribute }: Reference): StringNode | undefined {
    if (attribute !== undefined && attribute !== 'Arn') return undefined;
    const properties = memberOf(memberOf(this.#resources, name)?.value, 'Properties')?.value;
    switch (this.#typeOf(name)) {
      case 'AWS::IAM::OIDCProvider':
        return providerArn(node, 'oidc-provider', memberOf(properties, 'Url')?.value, /^https:\/\//);
      case 'AWS::IAM::SAMLProvider':
        return providerArn(node, 'saml-provider', memberOf(properties, 'Name')?.value, /^/);
      default:
        return undefined;
    }
  }

  #typeOf(name: string): string | undefined {
    const type = memberOf(memberOf(this.#resources, name)?.value, 'Type')?.value;
    return type?.kind === 'string' ? type.value : undefined;
  }

  #isName(name: string): boolean {
    if (/^AWS::\w+$/.test(name)) return true;
    const [first = ''] = name.split('.', 1);
    return memberOf(this.#resources, first) !== undefined || memberOf(this.#parameters, name) !== undefined;
  }
}

function ending(type: string, name: string | undefined): string | undefined {
  return name === undefined ? undefined : type + name;
}

function isAwsResource({ value }: ObjectNode['members'][number]): boolean {
  const type = memberOf(value, 'Type')?.value;
  return type?.kind === 'string' && type.value.startsWith('AWS::');
}

/** @param before what stands before the name in the property and not in the ARN */
function providerArn(
  node: OpaqueNode,
  type: string,
  named: ValueNode | undefined,
  before: RegExp,
): StringNode | undefined {
  if (named?.kind !== 'string' || named.holes.length || !before.test(named.value)) return undefined;
  const start = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:';
  const holes = [...start.matchAll(/\$\{[^{}$]*\}/g)].map(({ 0: hole, index: from }): Hole => ({
    from,
    to: from + hole.length,
    reason: 'intrinsic',
  }));
  const name = named.value.replace(before, ''); // a slash at its end is a part of it
  return ReferredString.made(`${start}${type}/${name}`, holes, node.span, node.refersTo?.name ?? '');
}
