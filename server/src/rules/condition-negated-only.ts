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
    title: 'An Allow that only says who may not',
    level: 'warning',
    messages: {
      only: 'Only negated tests guard this statement: everyone they do not name gets in, and every request without the key.',
      identity:
        '{{key}} is only ever tested for what it is not: everyone else gets in, and every request without the key.',
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
    why: 'A negated test lets in everyone it does not name, and every request that does not have the key at all. As the only guard of an Allow it keeps out the few who are named and lets in the rest of the world that the principal covers.',
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
