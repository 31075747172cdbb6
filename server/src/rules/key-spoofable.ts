import { isPositive } from '../iam/operators.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'key-spoofable',
    title: 'A guard that the caller can write themselves',
    level: 'warning',
    messages: { spoofable: 'The caller chooses {{key}} freely, so this test keeps out nobody who knows the value.' },
  },
  docs: {
    why: 'aws:UserAgent and aws:Referer hold what the caller’s program says of itself. Whoever knows or guesses the value passes the test.',
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
      context.report({ at: key.span, messageId: 'spoofable', data: { key: key.value } });
    },
  }),
});
