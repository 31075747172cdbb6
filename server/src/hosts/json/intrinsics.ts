import { itemsOf, memberOf, type Member, type OpaqueNode, type ValueNode } from '../../tree/node.ts';
import type { Template } from '../../tree/source.ts';

/**
 * A CloudFormation function as a value that only a deploy knows, with what it refers to.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function intrinsicOf({ key, value }: Member): Pick<OpaqueNode, 'label' | 'refersTo'> {
  const name = key.value;
  if (name !== 'Ref' && name !== 'Fn::GetAtt') {
    return { label: value?.kind === 'string' ? `${name} ${value.value}` : name, refersTo: undefined };
  }
  const path = itemsOf(value).map((item) => (item.kind === 'string' ? item.value : '?'));
  const written = path.join('.');
  // `Ref` has a name with no attribute; `Fn::GetAtt` both, as a list or with a dot between them.
  const dot = name === 'Ref' ? -1 : written.indexOf('.');
  return {
    label: `${name} ${written}`,
    refersTo:
      dot < 0
        ? { name: written, attribute: undefined }
        : { name: written.slice(0, dot), attribute: written.slice(dot + 1) },
  };
}

/** Whether an object is a call of a CloudFormation function. */
export function isIntrinsic(members: readonly Member[]): boolean {
  const name = members.length === 1 ? members[0]?.key.value : undefined;
  return name !== undefined && (name === 'Ref' || name.startsWith('Fn::'));
}

const KINDS: Readonly<Record<string, ReturnType<Template['kindOf']>>> = {
  'AWS::IAM::Role': 'role',
  'AWS::IAM::User': 'user',
  'AWS::IAM::OIDCProvider': 'identity provider',
  'AWS::IAM::SAMLProvider': 'identity provider',
};

/** What the names of a CloudFormation template stand for; undefined for a document that is none. */
export function templateOf(root: ValueNode | undefined): Template | undefined {
  const resources = memberOf(root, 'Resources')?.value;
  const parameters = memberOf(root, 'Parameters')?.value;
  if (resources?.kind !== 'object') return undefined;
  return {
    kindOf: (name) => {
      if (name === 'AWS::AccountId') return 'account';
      const type = memberOf(memberOf(resources, name)?.value, 'Type')?.value;
      if (type?.kind === 'string') return Object.hasOwn(KINDS, type.value) ? KINDS[type.value] : undefined;
      return memberOf(parameters, name) ? 'parameter' : undefined;
    },
  };
}
