import { isWholeAccount } from '../iam/account.ts';
import { isPositive } from '../iam/operators.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { letsIn } from '../policy/assumeActions.ts';
import { conditionsOn } from '../policy/conditionGuarantees.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'condition-negated-only',
    title: 'Allow statement with only negated conditions',
    level: 'warning',
    messages: {
      only: 'This statement has only negated conditions: everyone not listed can assume the role. So can requests without the key.',
      identity:
        'List the allowed values instead: with only negated conditions on {{key}}, all other values match. So do requests without the key.',
    },
    yieldsTo: [
      'principal-everyone',
      'oidc-unconditioned',
      'oidc-subject-missing',
      'external-id-missing',
      'key-never-present',
      'cognito-identity-pool',
      'saml-audience-missing',
      'condition-never-matches',
      'null-operator',
      'mfa-not-enforced',
      'operator-key-type',
    ],
    breaksGuard: true,
  },
  docs: {
    why: "A negated condition matches every value that it doesn't list, and every request without the key. As the only condition of an Allow, it excludes a few callers and allows everyone else that the principal covers.",
    howToFix:
      'Add a condition that lists the allowed values, for example StringEquals on aws:SourceAccount. To exclude some callers, use a Deny statement.',
    whenToIgnore: 'When you trust the whole principal and the condition only excludes known exceptions.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringNotEquals": {"aws:SourceAccount": "444455556666"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      const { conditions } = statement;
      if (!conditions.some(isNegated) || statement.conditionsOpen || !letsIn(statement) || !isBroad(statement)) return;
      const first = conditions[0];
      const about = [
        ...conditions.flatMap((c) => [c.operatorMember.key.span, c.key.span]),
        ...statement.principals.filter((p) => p.value.value === '*').map((p) => p.value.span),
      ];
      if (first && conditions.every(isNegated)) {
        context.report({ at: first.operatorMember.key.span, messageId: 'only', about });
        return;
      }
      for (const condition of conditions) {
        if (!isNegated(condition) || !tellsWho(condition)) continue;
        const tests = conditionsOn(statement, condition.key.value);
        if (tests.some((c) => c.operator && (isPositive(c.operator) || c.operator.family === 'Null'))) continue;
        if (condition.operator?.family === 'Null') continue;
        context.report({
          at: condition.operatorMember.key.span,
          messageId: 'identity',
          data: { key: condition.key.value },
          about: [condition.key.span],
        });
      }
    },
  }),
});

/** Whether the principals cover more callers than they name: for a single role or user a negated test narrows further. */
function isBroad({ principals, shape }: Statement): boolean {
  return principals.some((p, i) => {
    const kind = shape.principals[i]?.kind;
    if (kind === 'account') return isWholeAccount(p.value) === 'yes';
    return kind !== undefined && kind !== 'unknown';
  });
}

function isNegated({ operator, values }: Condition): boolean {
  if (!operator) return false;
  if (operator.family === 'Null') return values.some((v) => v.text?.value === 'true');
  return operator.negated && operator.set !== 'ForAnyValue';
}

function tellsWho({ known, providerKey }: Condition): boolean {
  if (providerKey) return /^(?:sub|aud)$/i.test(providerKey.claim.value);
  return (
    known?.name === KEYS.principalAccount ||
    known?.name === KEYS.sourceAccount ||
    known?.name === KEYS.externalId ||
    known?.name === KEYS.samlAudience
  );
}
