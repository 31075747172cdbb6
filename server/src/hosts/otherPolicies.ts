import { OLD_VERSION, VERSION } from '../iam/vocabulary.ts';
import { itemsOf, memberOf, type ObjectNode, type ValueNode } from '../tree/node.ts';
import { isPrincipal, meantMember, statementsOf } from './policyMembers.ts';

/** Whether a document says that it is of another format: a JSON schema, a trust policy of Notary Project or AWS Signer. */
export function isOtherFormat(root: ObjectNode): boolean {
  return isSchema(root) || memberOf(root, 'trustPolicies') !== undefined;
}

function isSchema(root: ObjectNode): boolean {
  const schema = textOf(root, '$schema');
  if (schema !== undefined && /\bjson-schema\.org\//i.test(schema)) return true;
  return textOf(root, 'type') === 'object' && memberOf(root, 'properties')?.value?.kind === 'object';
}

/** Whether a template's resource is of a type whose policies are no trust policies, though they may be written as one. */
export function isOtherResource(resource: ObjectNode): boolean {
  const type = textOf(resource, 'Type');
  return type !== undefined && /^(?:ALIYUN::|AWS::EC2::VPCEndpoint$|AWS::Organizations::Policy$)/.test(type);
}

/**
 * Whether a policy is another cloud's: Alibaba, Tencent, Volcengine and others took over the shape, the members and the action.
 * Its principals tell; where they do not, a Version that AWS never had tells, unless the rest is AWS's: then it is a slip.
 */
export function isOtherClouds(policy: ObjectNode): boolean {
  const statements = statementsOf(policy);
  if (statements.some(isPlainlyAws)) return false;
  const principals = statements.flatMap((s) => s.members.filter((m) => isPrincipal(m.key.value)).map((m) => m.value));
  const values = principals.flatMap(principalValues);
  if (values.some(isAws)) return false;
  if (values.some(isOthers)) return true;
  const version = meantMember(policy, 'Version')?.value;
  if (version === undefined || version.kind === 'opaque') return false;
  if (version.kind !== 'string') return true;
  if (isVersionSoFar(version.value) || mayHoldHole(version.value)) return false;
  const known = values.some((value) => !value.endsWith(':') && !mayHoldHole(value));
  if (!known && /^\d{4}-\d\d-\d\d$/.test(version.value)) return false; // the principals may be AWS's
  return !statements.some((s) => mentionsAws(memberOf(s, 'Condition')?.value));
}

/** The answer for nearly all policies, found without collecting all that they name. */
function isPlainlyAws(statement: ObjectNode): boolean {
  const principal = memberOf(statement, 'Principal')?.value;
  if (principal?.kind !== 'object') return false;
  return principal.members.some(({ key, value }) => {
    if (key.value === 'AWS') return true;
    const first = value?.kind === 'array' ? value.items[0] : value;
    return first?.kind === 'string' && (first.value.startsWith('arn:aws:') || first.value.endsWith('.amazonaws.com'));
  });
}

function mayHoldHole(text: string): boolean {
  return /[<${%[_#]/.test(text);
}

/** Whether a Version is one of AWS's, or on its way to be. */
export function isVersionSoFar(version: string): boolean {
  return VERSION.startsWith(version) || OLD_VERSION.startsWith(version);
}

/** The types of a principal, and the values below them, each as text. */
function principalValues(principal: ValueNode | undefined): readonly string[] {
  if (principal?.kind !== 'object') return textsOf(principal).filter((text) => text !== '*');
  return principal.members.flatMap(({ key, value }) => [`${key.value}:`, ...textsOf(value)]);
}

function textsOf(value: ValueNode | undefined): readonly string[] {
  return itemsOf(value).flatMap((item) =>
    item.kind === 'string' ? [item.value] : item.kind === 'opaque' ? [item.text] : [],
  );
}

/** Names of resources, services and principal types of other clouds. */
const OTHERS =
  /\b(?:acs:ram|qcs:|trn:iam|krn:ksc|ALIYUN:)|\.(?:aliyuncs|qcloud|myqcloud|tencentcloudapi|volces|ksyun)\.com|^(?:RAM|IAM|KSC):$/i;

function isOthers(text: string): boolean {
  return OTHERS.test(text);
}

function isAws(text: string): boolean {
  if (isOthers(text)) return false;
  return /^(?:AWS|CanonicalUser):$|\barn:aws|amazonaws\.com|\bAWS::|(?<!\d)\d{12}(?!\d)/.test(text);
}

/** Whether anything in a Condition, key or value, is AWS's. */
function mentionsAws(node: ValueNode | undefined): boolean {
  switch (node?.kind) {
    case 'object':
      return node.members.some((m) => /^aws:/i.test(m.key.value) || mentionsAws(m.value));
    case 'array':
      return node.items.some(mentionsAws);
    case 'string':
      return isAws(node.value);
    case 'opaque':
      return isAws(node.text);
    case 'literal':
    case undefined:
      return false;
  }
}

function textOf(node: ObjectNode, name: string): string | undefined {
  const value = memberOf(node, name)?.value;
  return value?.kind === 'string' ? value.value : undefined;
}
