import { reviewFix } from '../findings.ts';
import { factsOf } from '../policy/keyFacts.ts';
import { moveCondition } from '../policy/statementEdits.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'set-operator-missing',
    title: 'Multivalued key without a set operator',
    level: 'warning',
    messages: {
      missing: '{{key}} can have several values: add ForAnyValue or ForAllValues to say which of them must match.',
    },
    yieldsTo: ['operator-key-type', 'cognito-identity-pool'],
    breaksGuard: true,
  },
  docs: {
    why: "Some keys have several values: tag keys, organization paths, sign-in methods. ForAnyValue or ForAllValues says whether one value or all of them must match; without it AWS doesn't document what is compared.",
    howToFix:
      'Use ForAnyValue if one matching value is enough, or ForAllValues with a Null condition if all values must match.',
    whenToIgnore: 'When requests always contain exactly one value.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
    ],
    accessAnalyzer: ['MISSING_QUALIFIER'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, operatorMember, key, known } = condition;
      if (!operator || operator.set || operator.family === 'Null' || !factsOf(condition)?.multivalued) return;
      // AWS's pages do not agree whether these claims are lists.
      if (known?.name.startsWith('SAML:') && !/^SAML:edu/i.test(known.name)) return;
      const name = `ForAnyValue:${operatorMember.key.value}`;
      context.report({
        at: operatorMember.key.span,
        messageId: 'missing',
        data: { key: key.value },
        about: [key.span],
        fixes: () => {
          const edits = moveCondition(condition, name);
          return edits ? [reviewFix(`Replace with ${name}`, () => edits)] : [];
        },
      });
    },
  }),
});
