import { isPositive } from '../semantics/absent.ts';
import { deniedBy } from '../policy/deniedBy.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'key-spoofable',
    title: 'Condition key that callers set themselves',
    level: 'warning',
    messages: {
      spoofable: "Callers can set {{key}} to any value, so it only excludes callers who don't know the value.",
    },
  },
  docs: {
    why: "aws:UserAgent and aws:Referer contain what the caller's program sends. Anyone who knows or guesses the value matches the condition.",
    howToFix:
      'Use a key that AWS sets, such as aws:PrincipalArn, aws:SourceIp or aws:SourceVpc, or require an external ID.',
    whenToIgnore: 'When the condition only prevents mistakes and another condition restricts the callers.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html'],
    accessAnalyzer: ['UNTRUSTWORTHY_CONDITION_KEY', 'RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "StringLike": {"aws:UserAgent": "deploy-bot*"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
    },
  },
  create: (context) => ({
    condition({ known, key, operator, statement }) {
      if (!known?.spoofable || statement.effect !== 'Allow' || !operator || !isPositive(operator)) return;
      if (deniedBy(statement, context.isPast)) return;
      context.report({ at: key.span, messageId: 'spoofable', data: { key: key.value } });
    },
  }),
});
