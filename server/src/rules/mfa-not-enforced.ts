import { reviewFix, type Fix } from '../findings.ts';
import { parseOperator } from '../iam/operators.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { demandsMfa } from '../policy/callerBounds.ts';
import { isDemanded } from '../policy/conditionGuarantees.ts';
import { contradictUnder } from '../policy/contradictions.ts';
import { addConditions, removeCondition } from '../policy/statementEdits.ts';
import { mfaNeverSent } from '../policy/keyFacts.ts';
import type { Condition } from '../policy/model.ts';
import { deniedBy } from '../policy/deniedBy.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'mfa-not-enforced',
    title: 'MFA condition that also matches requests without MFA',
    level: 'warning',
    messages: {
      ifExists:
        "This condition doesn't require MFA: requests signed with long-term access keys also match. Use Bool without IfExists.",
      age: "This condition doesn't require MFA: requests without MFA have no age, so they also match. Use {{operator}}.",
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
      if (!isMfa(condition) || condition.open || deniedBy(condition.statement, context.isPast)) return;
      // Services and providers' tokens have no MFA to speak of.
      const kinds = condition.statement.shape.principals;
      if (kinds.length && kinds.every((p) => ['service', 'oidc', 'saml', 'federated'].includes(p.kind))) return;
      const found = mistake(condition);
      if (found === undefined) return;
      const at = condition.operatorMember.key.span;
      if (mfaNeverSent(condition.statement)) {
        context.report({ at, messageId: found === 'ifExists' || found === 'age' ? 'roles' : 'never' }); // another operator would not help
        return;
      }
      context.report({
        at,
        messageId: found,
        data: { operator: condition.operator?.base ?? '' },
        fixes: () => moveTo(condition, rightForm(condition, found)),
      });
    },
  }),
});

function isMfa({ key }: Condition): boolean {
  return sameName(key.value, KEYS.mfaPresent) || sameName(key.value, KEYS.mfaAge);
}

type Mistake = 'ifExists' | 'age' | 'deny' | 'present';

function mistake({ key, operator, values, statement }: Condition): Mistake | undefined {
  const value = values.length === 1 ? values[0]?.text?.value : undefined;
  if (!operator || value === undefined) return undefined;
  const isAge = sameName(key.value, KEYS.mfaAge);
  if (statement.effect === 'Allow' && operator.ifExists) {
    // With another test that only requests with MFA meet, it lets nobody else in.
    if (isDemanded(statement, key.value) || (isAge && demandsMfa(statement))) return undefined;
    if (isAge) return operator.base.includes('NumericLessThan') ? 'age' : undefined;
    return operator.family === 'Bool' && value === 'true' ? 'ifExists' : undefined;
  }
  if (isAge) return undefined;
  if (statement.effect === 'Deny' && operator.family === 'Bool' && !operator.ifExists && value === 'false')
    return 'deny';
  const alone = !statement.conditions.some(
    (c) => c.operator?.family === 'Bool' && sameName(c.key.value, KEYS.mfaPresent),
  );
  if (statement.effect === 'Allow' && operator.family === 'Null' && value === 'false' && alone) return 'present';
  return undefined;
}

function rightForm({ operator, values }: Condition, found: Mistake): readonly [operator: string, value: string] {
  if (found === 'age') return [operator?.base ?? '', values[0]?.text?.value ?? ''];
  return found === 'deny' ? ['BoolIfExists', 'false'] : ['Bool', 'true'];
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
