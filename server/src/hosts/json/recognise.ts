import { itemsOf, memberOf, type ObjectNode, type ValueNode } from '../../tree/node.ts';
import type { PolicyKind } from '../../tree/source.ts';

const TRUST_MEMBERS = new Set([
  'assumerolepolicydocument',
  'assumerolepolicy',
  'trustpolicy',
  'trustpolicydocument',
  'trustrelationship',
]);

/** Whether a member of that name holds a role's trust policy: `AssumeRolePolicyDocument`, `assume_role_policy`, … */
export function isTrustMember(name: string): boolean {
  const first = name.charCodeAt(0) | 32;
  if ((first !== 97 && first !== 116) || name.length < 11 || name.length > 27) return false;
  return TRUST_MEMBERS.has(name.replace(/[_-]/g, '').toLowerCase());
}

const PRINCIPAL = /^(not)?princip(al|le|els?)s?$/i;
const ASSUME = /^sts:(assume|\*)/i;

/** Whether an object has at least the outline of a policy. */
export function looksLikePolicy(node: ObjectNode): boolean {
  return node.members.some((m) => /^(statements?|version|effect|(not)?principals?)$/i.test(m.key.value));
}

/**
 * Whether the content alone makes it a trust policy: some statement has a principal and an sts assume action, and not
 * every statement has a Resource (those are resource policies, RCPs, endpoint policies).
 */
export function trustsByContent(node: ValueNode): boolean {
  if (node.kind !== 'object') return false;
  const statements = itemsOf(memberOf(node, 'Statement')?.value).filter((s) => s.kind === 'object');
  return statements.some(trusts) && !statements.every(hasResource);
}

function trusts(statement: ObjectNode): boolean {
  const action = memberOf(statement, 'Action')?.value ?? memberOf(statement, 'NotAction')?.value;
  return (
    itemsOf(action).some((a) => a.kind === 'string' && ASSUME.test(a.value)) &&
    statement.members.some((m) => PRINCIPAL.test(m.key.value))
  );
}

function hasResource(statement: ObjectNode): boolean {
  return statement.members.some((m) => m.key.value === 'Resource' || m.key.value === 'NotResource');
}

/** What a document that is named like a trust policy really is. */
export function kindOfNamed(root: ValueNode): PolicyKind {
  const statements = itemsOf(memberOf(root, 'Statement')?.value).filter((s) => s.kind === 'object');
  const permission = (s: ObjectNode): boolean => hasResource(s) && !s.members.some((m) => PRINCIPAL.test(m.key.value));
  return statements.length > 0 && statements.every(permission) ? 'permission' : 'trust';
}
