import type { Fix } from '../findings.ts';
import { EFFECTS } from '../iam/vocabulary.ts';
import { textOf } from '../policy/policyText.ts';
import { distance } from '../text/distance.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'effect-invalid',
    title: 'Invalid Effect',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Invalid effect: allow',
    messages: {
      case: 'Effect is case-sensitive: use "{{effect}}". IAM rejects "{{written}}".',
      invalid: 'Effect must be Allow or Deny. IAM rejects "{{written}}".',
    },
  },
  docs: {
    why: 'Effect must be Allow or Deny, with exactly this capitalization.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html'],
    accessAnalyzer: ['INVALID_EFFECT'],
    examples: {
      bad: ['"Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement({ elements }) {
      const value = elements.get('Effect')?.value;
      if (value?.kind !== 'string' || textOf(value).holes.length) return;
      const written = value.value;
      const sameLetters = EFFECTS.find((e) => e.toLowerCase() === written.trim().toLowerCase());
      if (sameLetters === written) return;
      const change = (effect: string): Fix => ({
        kind: 'tree',
        title: `Replace with "${effect}"`,
        safety: sameLetters ? 'safe' : 'review',
        edits: () => [{ op: 'replace', target: value, value: effect }],
      });
      if (sameLetters) {
        context.report({
          at: value.span,
          messageId: 'case',
          data: { effect: sameLetters, written },
          fixes: () => [change(sameLetters)],
        });
      } else {
        const nearestFirst = [...EFFECTS].sort((a, b) => distance(a, written, 9) - distance(b, written, 9));
        context.report({
          at: value.span,
          messageId: 'invalid',
          data: { written },
          fixes: () => nearestFirst.map(change),
        });
      }
    },
  }),
});
