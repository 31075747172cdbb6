import { isWholeAccount } from '../iam/account.ts';
import { isPositive } from '../semantics/absent.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { conditionsOn, guarantees, isDemanded, metWithoutKey } from '../policy/conditionGuarantees.ts';
import { isAlwaysSent } from '../policy/keyFacts.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { isMetByCallers } from '../policy/surelyMet.ts';
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
      others: 'List the allowed values instead: with only negated conditions on {{key}}, all other values match.',
    },
    yieldsOnlyTo: [
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
      const negated = conditions.filter((c) => isNegated(c) && !isToldByPrincipals(c) && !isMetByCallers(c));
      const [first] = negated;
      if (!first || statement.conditionsOpen || !context.letsIn(statement) || !isBroad(statement)) return;
      const about = [
        ...negated.flatMap((c) => [c.operatorMember.key.span, c.key.span]),
        ...statement.principals.filter((p) => p.value.value === '*').map((p) => p.value.span),
      ];
      if (conditions.every(isNegated)) {
        context.report({
          at: first.operatorMember.key.span,
          messageId: negated.every(isAlwaysSent) ? 'others' : 'only',
          data: { key: first.key.value },
          about,
        });
        return;
      }
      for (const condition of negated) {
        const { key, operator, operatorMember } = condition;
        if (operator?.family === 'Null' || !leavesOpen(condition)) continue;
        context.report({
          at: operatorMember.key.span,
          messageId: isDemanded(statement, key.value) || isAlwaysSent(condition) ? 'others' : 'identity',
          data: { key: key.value },
          about: [key.span],
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

function isNegated(condition: Condition): boolean {
  const { operator } = condition;
  if (operator?.family === 'Null') return metWithoutKey(condition) === 'yes';
  return operator?.negated === true && metWithoutKey(condition) !== 'no';
}

/** Whether the principals themselves are all that a test's key can be: then nobody else is left to get in. */
function isToldByPrincipals({ known, statement: { shape } }: Condition): boolean {
  if (known?.name === KEYS.principalAccount) return shape.principals.every(({ caller }) => caller?.account);
  return known?.name === KEYS.principalServiceName && shape.principals.every(({ caller }) => caller?.service);
}

/** Whether a negated test is of a key that tells who calls, and nothing else tells it: then it is everyone else. */
function leavesOpen({ statement, key, known, providerKey }: Condition): boolean {
  const beside = keysBeside(known?.name, providerKey);
  return (
    beside !== undefined &&
    !conditionsOn(statement, key.value).some((c) => c.operator && isPositive(c.operator)) &&
    !statement.conditions.some((c) => beside(c) && guarantees(c) !== 'no')
  );
}

/** Keys that tell which account or organization calls, and for which a service does: one of them is enough. */
const OF_CALLER: readonly string[] = [
  KEYS.principalAccount,
  KEYS.principalArn,
  KEYS.principalOrgId,
  KEYS.principalOrgPaths,
];
const OF_SOURCE: readonly string[] = [KEYS.sourceAccount, KEYS.sourceArn, KEYS.sourceOrgId, KEYS.sourceOrgPaths];
const OF_AUDIENCE = /^(?:o?aud|amr)$/i;

/** Which other keys tell the same; undefined for a key that does not tell who calls. */
function keysBeside(
  name: string | undefined,
  providerKey: Condition['providerKey'],
): ((condition: Condition) => boolean) | undefined {
  if (providerKey) {
    if (sameName(providerKey.claim.value, 'aud')) return NO_OTHER;
    if (!sameName(providerKey.claim.value, 'sub')) return undefined;
    return (c) => c.providerKey !== undefined && !OF_AUDIENCE.test(c.providerKey.claim.value);
  }
  if (name === KEYS.externalId || name === KEYS.samlAudience) return NO_OTHER;
  const family = [OF_CALLER, OF_SOURCE].find((keys) => name !== undefined && keys.includes(name));
  return family && ((c) => c.known !== undefined && family.includes(c.known.name));
}

const NO_OTHER = (): boolean => false;
