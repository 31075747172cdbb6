import type { Fix } from '../findings.ts';
import { repeatedKeys } from '../policy/repeated.ts';
import type { TreeEdit } from '../tree/edit.ts';
import { merged } from '../tree/merge.ts';
import type { Member, ObjectNode } from '../tree/node.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'json-duplicate-key',
    title: 'Duplicate key in an object',
    level: 'error',
    messages: {
      repeated: 'Duplicate key "{{key}}": only the last one counts, so the first value is lost.',
      repeatedInOtherCase:
        '"{{key}}" and "{{first}}" are the same condition key, because case is ignored. One of them is lost.',
    },
    breaksGuard: true,
  },
  docs: {
    why: 'If an object has the same key twice, only the last one counts, without a warning. The service, account or condition in the first one is lost. Condition keys are the same key in any case.',
    howToFix: 'Merge the two values into one list, or remove the one that is wrong.',
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
      for (const { parent, first, second } of repeatedKeys(policy)) {
        const key = second.key.value;
        // An argument that stands twice is broken text of its language.
        if (policy.source.names.areArguments && first.key.value === key) continue;
        context.report({
          at: second.key.span,
          messageId: first.key.value === key ? 'repeated' : 'repeatedInOtherCase',
          data: { key, first: first.key.value },
          related: [{ span: first.key.span, message: 'First occurrence' }],
          fixes: () => mergeFix(parent, first, second),
        });
      }
    },
  }),
});

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
