import { sidsOf } from '../policy/sid.ts';
import { textOf } from '../policy/policyText.ts';
import type { StringNode } from '../tree/node.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'sid-duplicate',
    title: 'Duplicate Sid',
    level: 'error',
    iamError: 'MalformedPolicyDocument: The Statement Ids in the policy are not unique',
    messages: { twice: 'Sid "{{sid}}" is already used by an earlier statement. IAM rejects the policy.' },
  },
  docs: {
    why: 'A Sid identifies one statement of the policy. IAM rejects a policy in which two statements have the same Sid.',
    howToFix: 'Give each statement its own Sid, or remove the Sid.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html'],
    accessAnalyzer: ['UNIQUE_SIDS_REQUIRED', 'UNIQUE_SIDS_RECOMMENDED'],
    examples: {
      bad: [
        '"Sid": "Compute", "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}, {"Sid": "Compute", "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"',
      ],
      good: [
        '"Sid": "Compute", "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}, {"Sid": "Functions", "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"',
      ],
    },
  },
  create: (context) => ({
    policy(policy) {
      const { statements } = policy;
      const seen = new Map<string, StringNode>();
      const free = new Map<string, string>();
      for (const { elements } of statements) {
        const sid = elements.get('Sid')?.value;
        if (sid?.kind !== 'string' || sid.value === '' || textOf(sid).holes.length) continue;
        const first = seen.get(sid.value);
        if (!first) {
          seen.set(sid.value, sid);
          continue;
        }
        const other = free.get(sid.value) ?? numbered(sid.value, sidsOf(policy));
        free.set(sid.value, other);
        context.report({
          at: sid.span,
          messageId: 'twice',
          data: { sid: sid.value },
          related: [{ span: first.span, message: 'First statement with this Sid' }],
          fixes: () => [
            {
              kind: 'tree',
              title: `Replace with "${other}"`,
              safety: 'safe',
              edits: () => [{ op: 'replace', target: sid, value: other }],
            },
          ],
        });
      }
    },
  }),
});

function numbered(sid: string, taken: ReadonlySet<string>): string {
  for (let n = 2; ; n++) if (!taken.has(`${sid}${n}`)) return `${sid}${n}`;
}
