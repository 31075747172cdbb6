import { meantElement } from '../iam/elementName.ts';
import { OLD_VERSION, POLICY_ELEMENTS, STATEMENT_ELEMENTS, VERSION } from '../iam/vocabulary.ts';
import { itemsOf, memberOf, type Member, type ObjectNode, type ValueNode } from '../tree/node.ts';
import type { PolicyKind } from '../tree/source.ts';
import type { Named } from './fileNames.ts';
import { hasResource, isPrincipal, statementsOf } from './policyMembers.ts';
import { isOtherClouds, isVersionSoFar } from './otherPolicies.ts';

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

/**
 * Whether the content alone makes it a trust policy: some statement has a principal and an sts action, and no Resource (those
 * are resource policies, RCPs, endpoint policies).
 */
export function trustsByContent(node: ValueNode): node is ObjectNode {
  if (node.kind !== 'object') return false;
  const statements = itemsOf(memberOf(node, 'Statement')?.value).filter((s) => s.kind === 'object');
  return statements.some(trusts) && !isOtherClouds(node);
}

function trusts(statement: ObjectNode): boolean {
  const action = memberOf(statement, 'Action')?.value ?? memberOf(statement, 'NotAction')?.value;
  return (
    itemsOf(action).some((a) => a.kind === 'string' && /^sts:/i.test(a.value)) &&
    statement.members.some((m) => isPrincipal(m.key.value)) &&
    !hasResource(statement)
  );
}

/** Whether an object is written as a policy, with slips or without, of whatever kind. */
export function isPolicyShaped(root: ObjectNode): boolean {
  if (memberOf(root, 'Statement') || root.members.some(isOutline)) return true;
  const names = new Set(root.members.map((m) => m.key.value));
  return (
    names.has('Effect') && root.members.some((m) => isPrincipal(m.key.value) || /^(Not)?Action$/.test(m.key.value))
  );
}

function isOutline({ key, value }: Member): boolean {
  switch (meantElement(key.value, POLICY_ELEMENTS)) {
    case 'Statement':
      // In another spelling it is an everyday word.
      return key.value === 'Statement' || itemsOf(value).some(isStatementShaped);
    case 'Version':
      return value?.kind === 'string' && (value.value === VERSION || value.value === OLD_VERSION);
    default:
      return false;
  }
}

function isStatementShaped(item: ValueNode): boolean {
  return (
    item.kind === 'object' &&
    (!item.members.length || item.members.some((m) => meantElement(m.key.value, STATEMENT_ELEMENTS) !== undefined))
  );
}

/** Whether what hangs on a member for a role's trust policy is one: there a single element is enough. */
export function isMembersPolicy(node: ObjectNode): boolean {
  const begun = node.members.some((m) => isBegunVersion(m) || /^(Effect|(Not)?Principal)$/.test(m.key.value));
  return (begun || isPolicyShaped(node)) && !isOtherClouds(node);
}

/**
 * Where a writer starts: nothing but blanks or a key that is being typed, or a policy's first members.
 * @param text the document without its comments
 */
export function isStart(root: ValueNode | undefined, text: string): boolean {
  if (root?.kind === 'object' && root.members.length) return root.members.every((m) => !m.value || isBegun(m));
  if (root && root.kind !== 'object') return false;
  let bare = text.trim();
  if (bare.startsWith('{')) bare = bare.slice(1).trim();
  if (bare.endsWith('}')) bare = bare.slice(0, -1).trim();
  return /^"?[\w-]*"?$/.test(bare);
}

function isBegun(member: Member): boolean {
  return isBegunVersion(member) || (member.key.value === 'Id' && member.value?.kind === 'string');
}

/** Version with a value that may become one of AWS's. */
function isBegunVersion({ key, value }: Member): boolean {
  return key.value === 'Version' && value?.kind === 'string' && isVersionSoFar(value.value);
}

/**
 * Whether a text that is not read as an object is a policy all the same: its first brace is missing, or its quotes are, or it
 * was saved as UTF-16, so that a NUL stands behind each letter.
 */
export function isBrokenPolicy(root: ValueNode | undefined, text: string): boolean {
  const isUtf16 = text.includes('\0');
  if (!isUtf16 && (root?.kind === 'array' || (root?.kind === 'object' && root.members.length))) return false;
  const letters = isUtf16 ? text.replaceAll('\0', '') : text;
  return /\bStatement\b/.test(letters) && /\b(?:Effect|Principal|Version)\b/.test(letters);
}

/** What a document is that was taken by name, member or the user's word. */
export function kindOf(root: ObjectNode): PolicyKind {
  const statements = statementsOf(root);
  const permission = (s: ObjectNode): boolean => hasResource(s) && !s.members.some((m) => isPrincipal(m.key.value));
  return statements.length > 0 && statements.every(permission) ? 'permission' : 'trust';
}

/** Whether it is a permissions policy under a name that promises no trust policy: none of our business. */
export function isRightlyNamed(root: ObjectNode, named: Named): boolean {
  if (kindOf(root) !== 'permission') return false;
  switch (named) {
    case true:
    case 'trust':
      return false;
    case 'assume':
      return statementsOf(root).every((s) => effectOf(s) !== 'Allow' || isCallersHalf(s));
    case 'fits':
    case false:
    case undefined:
      return true;
  }
}

function effectOf(statement: ObjectNode): string | undefined {
  const effect = memberOf(statement, 'Effect')?.value;
  return effect?.kind === 'string' ? effect.value : undefined;
}

/** Allows calls of STS on roles: what the callers' own policies say. */
function isCallersHalf(statement: ObjectNode): boolean {
  const every = (name: string, fits: RegExp): boolean => {
    const items = itemsOf(memberOf(statement, name)?.value);
    return (
      items.length > 0 &&
      items.every((item) => item.kind === 'opaque' || (item.kind === 'string' && fits.test(item.value)))
    );
  };
  return every('Action', /^sts:/i) && every('Resource', /^arn:[^:]*:iam::[^:]*:role\/|^\*$|[<${%]/);
}
