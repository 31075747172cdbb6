import type { Reference } from '../../tree/node.ts';
import type { Template, TemplatePart } from '../../tree/source.ts';
import { pathOf } from './places.ts';
import { readExpression } from './reader.ts';
import type { Expression } from './syntax.ts';

/** What a policy may refer to in its module, told by the types in the addresses. */
export const MODULE: Template = {
  noun: 'module',
  kindOf(address) {
    if (address.startsWith('var.')) return 'parameter';
    const [first = '', second = ''] = address.split('.');
    return KINDS.get(first === 'data' ? second : first);
  },
  refersTo: (hole) => referenceOf(readExpression(hole, { start: 2, end: hole.length - 1 })),
};

const KINDS: ReadonlyMap<string, TemplatePart> = new Map([
  ['aws_iam_role', 'role'],
  ['awscc_iam_role', 'role'],
  ['aws_iam_user', 'user'],
  ['aws_iam_openid_connect_provider', 'identity provider'],
  ['aws_iam_saml_provider', 'identity provider'],
  ['aws_caller_identity', 'account'],
]);

/** The part of its module that an expression refers to, and nothing else; of an index, the resource that has it. */
export function referenceOf(expression: Expression | undefined): Reference | undefined {
  const path = pathOf(expression);
  if (!path) return undefined;
  const length = path[0] === 'data' ? 3 : 2;
  const attribute = path.slice(length).join('.');
  return { name: path.slice(0, length).join('.'), attribute: attribute === '' ? undefined : attribute };
}
