import type { Fix } from '../findings.ts';
import { sameName } from '../iam/words.ts';
import type { Policy } from '../policy/model.ts';
import type { TreeEdit } from '../tree/edit.ts';
import { merged } from '../tree/merge.ts';
import type { Member, ObjectNode, ValueNode } from '../tree/node.ts';
import { defineRule, type RuleContext } from './rule.ts';

export default defineRule({
  meta: {
    id: 'json-duplicate-key',
    title: 'An object holds one key twice, so one value is lost',
    level: 'error',
    messages: {
      repeated: '{{key}} stands twice in this object. Only the last one counts, so the first one is lost.',
      repeatedInOtherCase:
        '{{key}} and {{first}} are the same condition key to IAM, which ignores case here; one of them is lost.',
    },
    breaksGuard: true,
  },
  docs: {
    why: 'Of two members with the same key only the last one counts, and nothing says so: the service, the account or the condition in the first one is silently gone. Condition keys are the same key in any case.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html'],
    accessAnalyzer: ['DUPLICATE_KEYS_WITH_DIFFERENT_CASE'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com", "Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}, "Action": "sts:AssumeRole"',
      ],
    },
  },
  create: (context) => ({
    policy(policy) {
      if (!policy.node || !repeatsSomewhere(policy.node)) return;
      walk(policy.node, operatorBlocks(policy), context);
    },
  }),
});

type Messages = 'repeated' | 'repeatedInOtherCase';

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

function walk(node: ValueNode, operators: ReadonlySet<ValueNode>, context: RuleContext<Messages>): void {
  if (node.kind === 'array') for (const item of node.items) walk(item, operators, context);
  if (node.kind !== 'object') return;
  if (node.members.length > 1) judge(node, operators.has(node), context);
  for (const { value } of node.members) if (value) walk(value, operators, context);
}

function judge(node: ObjectNode, ignoringCase: boolean, context: RuleContext<Messages>): void {
  const seen = new Map<string, Member>();
  for (const member of node.members) {
    const written = member.key.value;
    const name = ignoringCase ? written.toLowerCase() : written;
    const first = seen.get(name);
    seen.set(name, member);
    if (!first) continue;
    const same = first.key.value === written;
    context.report({
      at: member.key.span,
      messageId: same ? 'repeated' : 'repeatedInOtherCase',
      data: { key: written, first: first.key.value },
      related: [{ span: first.key.span, message: 'The first one' }],
      fixes: () => mergeFix(node, first, member),
    });
  }
}

function mergeFix(parent: ObjectNode, first: Member, second: Member): readonly Fix[] {
  if (!first.value || !second.value || SINGLE.has(second.key.value)) return [];
  const value = merged(first.value, second.value);
  if (value === undefined) return [];
  const target = second.value;
  const edits: TreeEdit[] = [
    { op: 'replace', target, value },
    { op: 'remove', target: first, parent },
  ];
  return [{ kind: 'tree', title: `Keep both values of ${second.key.value}`, safety: 'review', edits: () => edits }];
}

/** Elements that take one value: there is nothing to merge. */
const SINGLE = new Set(['Version', 'Id', 'Sid', 'Effect']);
