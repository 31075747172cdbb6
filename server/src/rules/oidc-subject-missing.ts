import { reviewFix, type Level } from '../findings.ts';
import type { FoundProvider } from '../catalogue/oidcProviders.ts';
import { ASSUME_ROLE_WITH_WEB_IDENTITY, sameName } from '../iam/vocabulary.ts';
import { letsIn } from '../policy/assumeActions.ts';
import { demandConditions } from '../policy/statementEdits.ts';
import { attemptsAt, guarantees } from '../policy/conditionGuarantees.ts';
import { memo } from '../text/memo.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { deniedWithout } from '../policy/callerBounds.ts';
import { templateFor } from '../policy/providerTemplate.ts';
import type { Span } from '../text/span.ts';
import { defineRule } from './rule.ts';

type Message = 'demanded' | 'anyTenant' | 'anySubject' | 'unknownIssuer' | 'anyApp';

export default defineRule({
  meta: {
    id: 'oidc-subject-missing',
    title: 'OIDC trust without a condition on the subject',
    level: 'warning',
    rejected: ['demanded', 'refused'],
    messages: {
      demanded:
        'Any {{provider}} {{tenant}} can assume this role: add a condition on {{keys}}. IAM rejects the policy without it.',
      refused:
        'Missing condition on {{keys}}: IAM rejects a policy for {{provider}} without it, whatever the other conditions.',
      anyTenant: 'Any {{provider}} {{tenant}} can assume this role: add a condition on {{keys}}.',
      anySubject: 'Every identity of this issuer ({{provider}}) can assume this role: add a condition on {{keys}}.',
      unknownIssuer: 'Every identity of {{issuer}} can assume this role: add a condition on {{keys}}.',
      anyApp: 'Users of any app that signs in with {{provider}} can assume this role: add a condition on {{keys}}.',
    },
    yieldsTo: [
      'principal-account-invalid',
      'oidc-unconditioned',
      'federated-provider-invalid',
      'federated-provider-retired',
    ],
  },
  docs: {
    why: 'An identity provider signs tokens for all its users. These are all repositories on GitHub, all projects on GitLab, or all service accounts of a cluster. Without a condition on the subject (or another claim that narrows it) all of them can assume the role.',
    howToFix: 'Add a StringEquals condition on the subject of the callers that need the role.',
    whenToIgnore:
      'Only for an issuer of your own, when every identity in it may assume the role. IAM rejects the policy for identity providers that it knows as shared.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html',
    ],
    accessAnalyzer: ['MISSING_GITHUB_REPO_CONDITION_KEY'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      if (!letsIn(statement) || statement.conditionsOpen) return;
      const guards = new Map<readonly string[], Guards>();
      for (const [i, principal] of statement.principals.entries()) {
        const kind = statement.shape.principals[i];
        if (principal.negated || kind?.kind !== 'oidc') continue;
        const { found } = kind;
        if (!found && kind.issuer.holes.length) continue; // any provider could stand there
        if (found?.provider.id === COGNITO) continue; // has a rule of its own
        const { claims, messageId, level } = demand(found);
        let guard = guards.get(claims);
        if (!guard) guards.set(claims, (guard = guardsOf(statement, claims)));
        if (guard.guarded) continue;
        const issuer = kind.issuer.value;
        const keys = claims
          .slice(0, found?.provider.demands.length ? 2 : 1)
          .map((claim) => (claim.includes(':') ? claim : `${issuer}:${claim}`));
        context.report({
          at: principal.value.span,
          messageId: messageId === 'demanded' && isNarrowed(statement) ? 'refused' : messageId,
          level,
          data: {
            provider: found?.provider.shortName ?? '',
            tenant: tenantOf(found),
            issuer,
            keys: keys.join(' or '),
          },
          attempts: guard.attempts,
          fixes: () => {
            // With any other action a call brings no claims: that is put right first.
            if (!letsIn(statement, ASSUME_ROLE_WITH_WEB_IDENTITY)) return [];
            const block = templateFor(principal.statement, found, issuer);
            const title = found ? `Require a subject of ${found.provider.shortName}` : 'Require a subject';
            const edits = block && demandConditions(principal.statement, block);
            return edits ? [reviewFix(title, () => edits)] : [];
          },
        });
      }
    },
  }),
});

interface Guards {
  readonly guarded: boolean;
  /** Where the claims are tested, though not so that it counts. */
  readonly attempts: readonly Span[];
}

/** How a statement tests claims: looked at once for all its principals. */
function guardsOf(statement: Statement, claims: readonly string[]): Guards {
  const isClaim = testOf(claims);
  const tests = statement.conditions.filter(isClaim);
  const guarded =
    tests.some((c) => guarantees(c) !== 'no') || deniedWithout(statement, ASSUME_ROLE_WITH_WEB_IDENTITY, isClaim);
  return { guarded, attempts: guarded ? [] : attemptsAt(statement, isClaim) };
}

/** One test for each list of claims: the lists are those of the catalogue and of this file. */
const testOf = memo((claims: readonly string[]) => (condition: Condition) => testsOneOf(condition, claims));

const COGNITO = 'cognito-identity-pool';

/** Claims that name who comes, besides the subject. A job_workflow_ref names the workflow file. */
const NARROWING = [
  'sub',
  'repository',
  'repository_id',
  'repository_owner_id',
  'job_workflow_ref',
  'project_id',
  'namespace_id',
  'pipeline_id',
  'pipeline_slug',
  'organization_id',
  'organization_slug',
  'oidc.circleci.com/project-id',
  'email',
  'user_id',
  'id',
  'rpst_id',
  'enterprise_id',
];

/** Whether another claim tells who comes, though it is not one that IAM asks for. */
const isNarrowed = memo((statement: Statement): boolean =>
  statement.conditions.some((c) => c.providerKey && testsOneOf(c, NARROWING) && guarantees(c) !== 'no'),
);

/** What a sign-in issuer's app is known by. */
const AUDIENCES = ['aud', 'oaud', ...NARROWING];
const APP_IDS = ['app_id', ...NARROWING];

/** What of a provider's customers a token is issued to: a repository, a project, a pipeline. */
function tenantOf(found: FoundProvider | undefined): string {
  const parts = found?.provider.forms.find((form) => !form.custom)?.segments ?? [];
  const project = parts.find((part) => typeof part !== 'string' && part.role === 'project');
  return typeof project === 'object' ? project.label : 'customer';
}

interface Demand {
  /** One of these must be guaranteed. */
  readonly claims: readonly string[];
  readonly messageId: Message;
  readonly level: Level;
}

function demand(found: FoundProvider | undefined): Demand {
  if (!found) return { claims: NARROWING, messageId: 'unknownIssuer', level: 'information' };
  const { provider, issuer } = found;
  const shared = issuer.kind === 'shared';
  if (shared && provider.demands.length) return { claims: provider.demands, messageId: 'demanded', level: 'error' };
  if (provider.signIn) {
    return {
      claims: provider.claims.includes('app_id') ? APP_IDS : AUDIENCES,
      messageId: 'anyApp',
      level: shared ? 'error' : 'warning',
    };
  }
  return { claims: NARROWING, messageId: shared ? 'anyTenant' : 'anySubject', level: 'warning' };
}

/** Whether a condition is on one of the claims, of any issuer: another issuer's key is a finding of its own. */
function testsOneOf(condition: Condition, claims: readonly string[]): boolean {
  const key = condition.providerKey;
  if (!key) return claims.some((claim) => sameName(claim, condition.key.value)) || condition.key.holes.length > 0;
  return key.claim.holes.length > 0 || claims.some((claim) => sameName(claim, key.claim.value));
}
