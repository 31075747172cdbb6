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
    title: 'Cognito role open to other pools or to guests',
    level: 'error',
    iamError: 'MalformedPolicyDocument: A condition block must be present for the Cognito provider',
    messages: {
      audience: `Any Cognito identity pool in AWS can assume this role: add a condition on ${AUDIENCE}. IAM rejects the policy without it.`,
      methods: `Guests of the pool can assume this role too: add a condition on ${METHODS}.`,
    },
  },
  docs: {
    why: 'All identity pools of all AWS customers share one issuer. The aud claim identifies the pool: without it, any pool in AWS can use the role. The amr claim distinguishes signed-in users from guests.',
    howToFix:
      'Set aud to the ID of your identity pool, and amr to authenticated (or to unauthenticated for the role that guests use).',
    whenToIgnore:
      'A missing amr may stay when guests and signed-in users share the role. IAM rejects the policy without aud.',
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
        const fix = demand(statement, 'Require your identity pool', {
          [STRING_EQUALS]: { [AUDIENCE]: '<REGION>:<IDENTITY_POOL_ID>' },
        });
        context.report({
          at,
          messageId: 'audience',
          attempts: attemptsAt(statement, isAudience),
          fixes: () => fix,
        });
      } else if (!tellsSignedIn(statement) && !denied(isMethods)) {
        const fix = demand(statement, 'Require signed-in users', {
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
