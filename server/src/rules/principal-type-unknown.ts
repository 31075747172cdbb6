import type { Fix } from '../findings.ts';
import { PRINCIPAL_TYPES } from '../iam/vocabulary.ts';
import { isReadable } from '../policy/readable.ts';
import { textOf } from '../policy/policyText.ts';
import { distance } from '../text/distance.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-type-unknown',
    title: 'Unknown principal type',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Syntax errors in policy.',
    messages: {
      near: '"{{type}}" isn\'t a valid principal type. Did you mean "{{nearest}}"? IAM rejects the policy.',
      unknown: '"{{type}}" isn\'t a valid principal type: use AWS, Service or Federated. IAM rejects the policy.',
    },
  },
  docs: {
    why: 'The principal types are AWS, Service, Federated and CanonicalUser, and they are case-sensitive. IAM rejects any other type.',
    howToFix: 'Correct the spelling. Types are case-sensitive.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    accessAnalyzer: ['INVALID_PRINCIPAL_KEY'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement({ elements, policy }) {
      for (const element of [elements.get('Principal'), elements.get('NotPrincipal')]) {
        if (element?.value?.kind !== 'object') continue;
        const { members } = element.value;
        const named = new Set(members.map((m) => m.key.value));
        for (const member of members) {
          const type = member.key.value;
          if (!isReadable(policy, member.key.span)) continue;
          if (type === '' || PRINCIPAL_TYPES.some((t) => t === type) || textOf(member.key).holes.length) continue;
          const near = PRINCIPAL_TYPES.filter(
            (t) => distance(type.toLowerCase(), t.toLowerCase(), 2) <= (t === 'AWS' ? 0 : 2),
          );
          const nearest = near.length === 1 ? near[0] : undefined;
          const taken = nearest === undefined || named.has(nearest);
          if (nearest !== undefined) named.add(nearest);
          const rename = (name: string): Fix => ({
            kind: 'tree',
            title: `Replace with ${name}`,
            safety: 'safe',
            edits: () => [{ op: 'renameKey', target: member, name }],
          });
          context.report({
            at: member.key.span,
            messageId: nearest === undefined ? 'unknown' : 'near',
            data: { type, nearest: nearest ?? '' },
            fixes: () => (taken ? [] : [rename(nearest)]),
          });
        }
      }
    },
  }),
});
