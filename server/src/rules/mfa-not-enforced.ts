import { reviewFix, type Fix } from '../findings.ts';
import { parseOperator } from '../iam/operators.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { contradictUnder } from '../policy/contradictions.ts';
import { addConditions, removeCondition } from '../policy/statementEdits.ts';
import { mfaNeverSent } from '../policy/keyFacts.ts';
import type { Condition } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'mfa-not-enforced',
    title: 'MFA condition that also matches requests without MFA',
    level: 'warning',
    messages: {
      ifExists:
        "This condition doesn't require MFA: requests signed with long-term access keys also match. Use Bool without IfExists.",
      deny: "This Deny doesn't match requests signed with long-term access keys, which don't contain the key. Use BoolIfExists.",
      present: 'This condition doesn\'t require MFA: the key may be present with the value false. Use Bool "true".',
      roles:
        "This condition doesn't require MFA: roles don't send the key, so it also matches without MFA. Require MFA where people sign in.",
      never: "This condition likely never matches: roles don't send the key. Require MFA where people sign in.",
    },
    breaksGuard: true,
  },
  docs: {
    why: "aws:MultiFactorAuthPresent isn't in requests signed with long-term access keys. A condition that also matches when the key is missing allows exactly the requests that should be stopped: those without MFA.",
    howToFix: 'Use Bool "true" in an Allow, or BoolIfExists "false" in a Deny.',
    whenToIgnore:
      'When long-term access keys are intended to work without MFA. Then remove the condition, so that nobody relies on it.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d"}, "BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      if (!sameName(condition.key.value, KEYS.mfaPresent) || condition.open) return;
      // Services and providers' tokens have no MFA to speak of.
      const kinds = condition.statement.shape.principals;
      if (kinds.length && kinds.every((p) => ['service', 'oidc', 'saml', 'federated'].includes(p.kind))) return;
      const found = mistake(condition);
      if (found === undefined) return;
      const at = condition.operatorMember.key.span;
      if (mfaNeverSent(condition.statement)) {
        context.report({ at, messageId: found === 'ifExists' ? 'roles' : 'never' }); // another operator would not help
        return;
      }
      const right = found === 'deny' ? (['BoolIfExists', 'false'] as const) : (['Bool', 'true'] as const);
      context.report({ at, messageId: found, fixes: () => moveTo(condition, right) });
    },
  }),
});

function mistake({ operator, values, statement }: Condition): 'ifExists' | 'deny' | 'present' | undefined {
  const value = values.length === 1 ? values[0]?.text?.value : undefined;
  if (!operator || value === undefined) return undefined;
  if (statement.effect === 'Allow' && operator.family === 'Bool' && operator.ifExists && value === 'true')
    return 'ifExists';
  if (statement.effect === 'Deny' && operator.family === 'Bool' && !operator.ifExists && value === 'false')
    return 'deny';
  const alone = !statement.conditions.some(
    (c) => c.operator?.family === 'Bool' && sameName(c.key.value, KEYS.mfaPresent),
  );
  if (statement.effect === 'Allow' && operator.family === 'Null' && value === 'false' && alone) return 'present';
  return undefined;
}

/** The key under the operator that binds; none where another test then rules it out. */
function moveTo(condition: Condition, right: readonly [operator: string, value: string]): readonly Fix[] {
  const [operator, value] = right;
  const plain = parseOperator(operator);
  if (plain && contradictUnder([condition], plain)) return [];
  return [
    reviewFix(`Replace with ${operator} "${value}"`, () => [
      ...removeCondition(condition),
      ...addConditions(condition.statement, { [operator]: { [condition.key.value]: value } }),
    ]),
  ];
}
