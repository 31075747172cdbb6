import { reviewFix } from '../findings.ts';
import { renameKey } from '../policy/statementEdits.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'key-deprecated',
    title: 'Deprecated condition key',
    level: 'warning',
    messages: { retired: '{{key}} is deprecated: use {{successor}}. Requests no longer contain the old key.' },
    breaksGuard: true,
  },
  docs: {
    why: 'Some early condition keys are in no request any more, or in few. A positive condition on such a key never matches, and a negated one always matches.',
    whenToIgnore: "Rarely: the condition doesn't work as written.",
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html'],
    accessAnalyzer: ['DEPRECATED_GLOBAL_CONDITION_KEY', 'UNSUPPORTED_GLOBAL_CONDITION_KEY'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "ArnEquals": {"aws:ARN": "arn:aws:iam::111122223333:role/deploy"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/deploy"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { known, key, statement } = condition;
      if (!known?.deprecated) return;
      const service = statement.shape.kind === 'service';
      const successor =
        known.name === 'aws:SourceOwner' ? 'aws:SourceAccount' : service ? 'aws:SourceArn' : 'aws:PrincipalArn';
      context.report({
        at: key.span,
        messageId: 'retired',
        data: { key: key.value, successor },
        // The successor lets in whom the old key kept out.
        fixes: () => {
          const edits = renameKey(condition, successor);
          return edits ? [reviewFix(`Replace with ${successor}`, () => edits)] : [];
        },
      });
    },
  }),
});
