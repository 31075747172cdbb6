import { sameName } from '../iam/vocabulary.ts';
import type { Member, ObjectNode, ValueNode } from '../tree/node.ts';
import type { Policy } from './model.ts';

/** A key that stands twice in one object. */
export interface Repeated {
  readonly parent: ObjectNode;
  readonly first: Member;
  readonly second: Member;
}

/** The keys of a policy that stand twice in their objects; condition keys are compared without case, as IAM does. */
export function repeatedKeys(policy: Policy): readonly Repeated[] {
  const found: Repeated[] = [];
  if (policy.node && repeatsSomewhere(policy.node)) walk(policy.node, operatorBlocks(policy), found);
  return found;
}

/** The objects whose members are condition keys: there case does not count. */
function operatorBlocks(policy: Policy): ReadonlySet<ValueNode> {
  const blocks = new Set<ValueNode>();
  for (const { operatorMember } of policy.statements.flatMap((s) => s.conditions))
    if (operatorMember.value) blocks.add(operatorMember.value);
  return blocks;
}

/** Whether any object has two keys that differ in case at most: true for next to no policy, and quickly told. */
function repeatsSomewhere(node: ValueNode): boolean {
  if (node.kind === 'array') return node.items.some(repeatsSomewhere);
  if (node.kind !== 'object') return false;
  const { members } = node;
  if (members.length > MANY) return true;
  return members.some(({ key, value }, i) => {
    for (let k = 0; k < i; k++) if (sameName(members[k]?.key.value ?? '', key.value)) return true;
    return value !== undefined && repeatsSomewhere(value);
  });
}

/** Comparing each with each pays up to here. */
const MANY = 20;

function walk(node: ValueNode, operators: ReadonlySet<ValueNode>, found: Repeated[]): void {
  if (node.kind === 'array') for (const item of node.items) walk(item, operators, found);
  if (node.kind !== 'object') return;
  const ignoringCase = operators.has(node);
  const seen = new Map<string, Member>();
  for (const member of node.members) {
    const written = member.key.value;
    const name = ignoringCase ? written.toLowerCase() : written;
    const first = seen.get(name);
    seen.set(name, member);
    if (first) found.push({ parent: node, first, second: member });
  }
  for (const { value } of node.members) if (value) walk(value, operators, found);
}
