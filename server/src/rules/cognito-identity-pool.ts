import { reviewFix, type Fix } from '../findings.ts';
import { ASSUME_ROLE_WITH_WEB_IDENTITY, sameName, STRING_EQUALS } from '../iam/vocabulary.ts';
import { letsIn } from '../policy/assumeActions.ts';
import { demandConditions, type Block } from '../policy/statementEdits.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { deniedWithout } from '../policy/callerBounds.ts';
import { wildcardMatches } from '../iam/wildcards.ts';
import { attemptsAt, conditionsOn, guarantees, hasGuard } from '../policy/conditionGuarantees.ts';
import { defineRule } from './rule.ts';

const ISSUER = 'cognito-identity.amazonaws.com';
const AUDIENCE = `${ISSUER}:aud`;
const METHODS = `${ISSUER}:amr`;

export default defineRule({
  meta: {
    id: 'cognito-identity-pool',
    title: 'A Cognito role that is open to other pools or to guests',
    level: 'error',
    iamError: 'MalformedPolicyDocument: A condition block must be present for the Cognito provider',
    messages: {
      audience: `Any identity pool in AWS would do: nothing here demands ${AUDIENCE}. IAM refuses to save such a policy.`,
      methods: `Guests of the pool get in as well as people who signed in: nothing here demands ${METHODS}.`,
    },
  },
  docs: {
    why: 'All identity pools of all AWS customers have one issuer. The audience tells the pool; without it any pool in AWS would do. The amr claim tells people who signed in from guests.',
    references: [
      'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
    ],
    accessAnalyzer: ['MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL'],
    examples: {
      bad: [
        `"Effect": "Allow", "Principal": {"Federated": "${ISSUER}"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"ForAnyValue:StringLike": {"${METHODS}": "authenticated"}}`,
      ],
      good: [
        `"Effect": "Allow", "Principal": {"Federated": "${ISSUER}"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"${AUDIENCE}": "eu-west-1:12345678-1234-1234-1234-123456790abc"}, "ForAnyValue:StringLike": {"${METHODS}": "authenticated"}}`,
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      if (!letsIn(statement, ASSUME_ROLE_WITH_WEB_IDENTITY) || statement.conditionsOpen) return;
      if (statement.conditions.some((c) => c.key.holes.length)) return;
      const principal = statement.principals.find(
        (p) => p.type === 'Federated' && !p.negated && p.value.value === ISSUER,
      );
      if (!principal) return;
      const denied = (isKey: typeof isAudience): boolean =>
        deniedWithout(statement, ASSUME_ROLE_WITH_WEB_IDENTITY, isKey);
      const at = principal.value.span;
      if (!hasGuard(statement, AUDIENCE) && !denied(isAudience)) {
        const fix = demand(statement, 'Demand the identity pool', {
          [STRING_EQUALS]: { [AUDIENCE]: '<REGION>:<IDENTITY_POOL_ID>' },
        });
        context.report({
          at,
          messageId: 'audience',
          attempts: attemptsAt(statement, isAudience),
          fixes: () => fix,
        });
      } else if (!tellsSignedIn(statement) && !denied(isMethods)) {
        const fix = demand(statement, 'Let in only people who signed in', {
          'ForAnyValue:StringLike': { [METHODS]: 'authenticated' },
        });
        context.report({
          at,
          messageId: 'methods',
          level: 'warning',
          attempts: attemptsAt(statement, isMethods),
          fixes: () => fix,
        });
      }
    },
  }),
});

function isAudience({ key }: Condition): boolean {
  return sameName(key.value, AUDIENCE);
}

function isMethods({ key }: Condition): boolean {
  return sameName(key.value, METHODS);
}

/** Whether the methods tell people who signed in from guests; a pattern that covers both does not. */
function tellsSignedIn(statement: Statement): boolean {
  return conditionsOn(statement, METHODS).some(
    (c) =>
      guarantees(c) !== 'no' &&
      !c.values.some(({ text }) =>
        ['authenticated', 'unauthenticated'].every(
          (method) => text && c.operator?.wildcards && wildcardMatches(text.value, method),
        ),
      ),
  );
}

function demand(statement: Statement, title: string, block: Block): readonly Fix[] {
  const edits = demandConditions(statement, block);
  return edits ? [reviewFix(title, () => edits)] : [];
}
