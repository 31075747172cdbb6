import { reviewFix, type Fix } from '../findings.ts';
import { inKeys, sameIssuer } from '../catalogue/issuerNames.ts';
import { ASSUME_ROLE_WITH_WEB_IDENTITY, STRING_EQUALS } from '../iam/vocabulary.ts';
import { testsClaim } from '../policy/oidcClaims.ts';
import { demandConditions, type Block } from '../policy/statementEdits.ts';
import type { Condition, PrincipalKind, Statement } from '../policy/model.ts';
import { deniedWithout } from '../policy/callerBounds.ts';
import { wildcardMatches } from '../iam/wildcards.ts';
import { attemptsAt, exclusionsIn, guarantees } from '../policy/conditionGuarantees.ts';
import { defineRule } from './rule.ts';

const ISSUER = 'cognito-identity.amazonaws.com';
const AUDIENCE = `${ISSUER}:aud`;
const METHODS = `${ISSUER}:amr`;
const POOLS = 'cognito-identity-pool';

export default defineRule({
  meta: {
    id: 'cognito-identity-pool',
    title: 'Cognito role open to other pools or to guests',
    level: 'error',
    iamError: 'MalformedPolicyDocument: A condition block must be present for the Cognito provider',
    messages: {
      audience: `Any Cognito identity pool in AWS can assume this role: add a condition on {{audience}}. IAM rejects the policy without it.`,
      excluded: `Any other Cognito identity pool in AWS can assume this role: list the allowed values of {{audience}} instead of excluding some.`,
      methods: `Guests of the pool can assume this role too: add a condition on {{methods}}.`,
    },
    yieldsTo: ['federated-provider-invalid'],
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
      if (!context.letsIn(statement, ASSUME_ROLE_WITH_WEB_IDENTITY) || statement.conditionsOpen) return;
      if (statement.conditions.some((c) => c.key.holes.length)) return;
      // By its host, or by the ARN of a provider of that name.
      const index = statement.principals.findIndex((p, i) => !p.negated && isPool(statement.shape.principals[i]));
      const kind = statement.shape.principals[index];
      const at = statement.principals[index]?.value.span;
      if (!at || kind?.kind !== 'oidc') return;
      const { issuer } = kind;
      const audience = `${inKeys(issuer.value)}:aud`;
      const methods = `${inKeys(issuer.value)}:amr`;
      const has = (condition: Condition, claim: string): boolean =>
        testsClaim(condition, claim) && sameIssuer(condition.providerKey?.issuer.value ?? '', issuer.value);
      const isAudience = (condition: Condition): boolean => has(condition, 'aud');
      const isMethods = (condition: Condition): boolean => has(condition, 'amr');
      const denied = (isKey: typeof isAudience): boolean =>
        deniedWithout(statement, ASSUME_ROLE_WITH_WEB_IDENTITY, isKey);
      const data = { audience, methods };
      if (!statement.conditions.some((c) => isAudience(c) && guarantees(c) !== 'no') && !denied(isAudience)) {
        const fix = demand(statement, 'Require your identity pool', {
          [STRING_EQUALS]: { [audience]: '<REGION>:<IDENTITY_POOL_ID>' },
        });
        // Every pool that a test doesn't exclude gets in: graver than the test.
        const excluding = exclusionsIn(statement, isAudience);
        const excluded = excluding.flatMap((c) => [c.operatorMember.key.span, c.member.span]);
        context.report({
          at,
          messageId: excluding.length ? 'excluded' : 'audience',
          data,
          attempts: attemptsAt(statement, isAudience).filter((span) => !excluded.includes(span)),
          about: excluded,
          fixes: () => fix,
        });
      } else if (!tellsSignedIn(statement, isMethods) && !denied(isMethods)) {
        const fix = demand(statement, 'Require signed-in users', {
          'ForAnyValue:StringLike': { [methods]: 'authenticated' },
        });
        context.report({
          at,
          messageId: 'methods',
          data,
          level: 'warning',
          attempts: attemptsAt(statement, isMethods),
          fixes: () => fix,
        });
      }
    },
  }),
});

function isPool(kind: PrincipalKind | undefined): boolean {
  return kind?.kind === 'oidc' && !kind.issuer.holes.length && kind.found?.provider.id === POOLS;
}

/** Whether the methods tell people who signed in from guests; a pattern that covers both does not. */
function tellsSignedIn(statement: Statement, isMethods: (condition: Condition) => boolean): boolean {
  return statement.conditions.some(
    (c) =>
      isMethods(c) &&
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
