import { reviewFix, type Level } from '../findings.ts';
import type { FoundProvider, OidcProvider } from '../catalogue/oidcProviders.ts';
import type { SubjectPart } from '../catalogue/subjectForms.ts';
import { ASSUME_ROLE_WITH_WEB_IDENTITY, sameName } from '../iam/vocabulary.ts';
import { demandConditions } from '../policy/statementEdits.ts';
import { attemptsAt, exclusionsIn, guarantees } from '../policy/conditionGuarantees.ts';
import { memo } from '../text/memo.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { deniedWithout } from '../policy/callerBounds.ts';
import { templateFor } from '../policy/providerTemplate.ts';
import { NARROWING_CLAIMS, recordOf } from '../providers/records.ts';
import type { Span } from '../text/span.ts';
import { defineRule } from './rule.ts';

type Message = 'audienceOnly' | 'demanded' | 'anyTenant' | 'anySubject' | 'unknownIssuer' | 'anyApp';

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
      audienceOnly:
        'Every token of this {{provider}} {{tenant}} can assume this role, as only the audience is checked. Add a condition on {{keys}}.',
      anyTenant: 'Any {{provider}} {{tenant}} can assume this role: add a condition on {{keys}}.',
      anySubject: 'Every identity of this issuer ({{provider}}) can assume this role: add a condition on {{keys}}.',
      unknownIssuer: 'Every identity of {{issuer}} can assume this role: add a condition on {{keys}}.',
      excluded:
        'Any {{provider}} token with another value can assume this role: list the allowed values of {{keys}} instead of excluding some.',
      anyApp: 'Users of any app that signs in with {{provider}} can assume this role: add a condition on {{keys}}.',
    },
    yieldsOnlyTo: [
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
      if (!context.letsIn(statement) || statement.conditionsOpen) return;
      const guards = new Map<readonly string[], Guards>();
      for (const [i, principal] of statement.principals.entries()) {
        const kind = statement.shape.principals[i];
        if (principal.negated || kind?.kind !== 'oidc') continue;
        const { found } = kind;
        if (!found && kind.issuer.holes.length) continue; // any provider could stand there
        if (found && recordOf(found.provider).users === 'identityPool') continue; // has a rule of its own
        const guard = (claims: readonly string[]): Guards => {
          const known = guards.get(claims) ?? guardsOf(statement, claims);
          guards.set(claims, known);
          return known;
        };
        const lacking = demands(found).find((d) => !guard(d.claims).guarded);
        if (!lacking) continue;
        const { claims, messageId, level } = lacking;
        const issuer = kind.issuer.value;
        // Everyone whom a test doesn't exclude gets in: where they are all customers, that is graver than the test.
        const excluding = level === 'error' && !isNarrowed(statement) ? guard(claims).exclusions : [];
        const excluded = excluding.flatMap((c) => [c.operatorMember.key.span, c.member.span]);
        const keys = excluding.length
          ? [...new Set(excluding.map(({ key }) => key.value))]
          : claims
              .slice(0, messageId === 'demanded' ? 2 : 1)
              .map((claim) => (claim.includes(':') ? claim : `${issuer}:${claim}`));
        context.report({
          at: principal.value.span,
          messageId: excluding.length
            ? 'excluded'
            : messageId === 'demanded' && isNarrowed(statement)
              ? 'refused'
              : messageId,
          level,
          data: {
            provider: found?.provider.shortName ?? '',
            tenant: messageId === 'audienceOnly' ? labelOf(found, 'tenant') : labelOf(found, 'project'),
            issuer,
            keys: keys.join(' or '),
          },
          attempts: guard(claims).attempts.filter((span) => !excluded.includes(span)),
          about: excluded,
          fixes: () => {
            // With any other action a call brings no claims: that is put right first.
            if (!statement.assumes.includes(ASSUME_ROLE_WITH_WEB_IDENTITY)) return [];
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
  /** Tests that only say who is kept out. */
  readonly exclusions: readonly Condition[];
}

/** How a statement tests claims: looked at once for all its principals. */
function guardsOf(statement: Statement, claims: readonly string[]): Guards {
  const isClaim = testOf(claims);
  const tests = statement.conditions.filter(isClaim);
  const guarded =
    tests.some((c) => guarantees(c) !== 'no') || deniedWithout(statement, ASSUME_ROLE_WITH_WEB_IDENTITY, isClaim);
  return guarded
    ? { guarded, attempts: [], exclusions: [] }
    : { guarded, attempts: attemptsAt(statement, isClaim), exclusions: exclusionsIn(statement, isClaim) };
}

/** One test for each list of claims: the lists are those of the catalogue, of the providers and of this file. */
const testOf = memo((claims: readonly string[]) => (condition: Condition) => testsOneOf(condition, claims));

/** Whether another claim tells who comes, though it is not one that IAM asks for. */
const isNarrowed = memo((statement: Statement): boolean =>
  statement.conditions.some((c) => c.providerKey && testsOneOf(c, NARROWING_CLAIMS) && guarantees(c) !== 'no'),
);

/** What a sign-in issuer's app is known by. */
const AUDIENCES = ['aud', 'oaud', ...NARROWING_CLAIMS];
const APP_IDS = ['app_id', ...NARROWING_CLAIMS];

/** What of a provider's customers a token is issued to: a repository, a project, a pipeline; or who the customer is. */
function labelOf(found: FoundProvider | undefined, role: SubjectPart['role']): string {
  const parts = found?.provider.forms.find((form) => !form.custom)?.segments ?? [];
  const named = parts.find((part) => typeof part !== 'string' && part.role === role);
  return typeof named === 'object' ? named.label : 'customer';
}

interface Demand {
  /** One of these must be guaranteed. */
  readonly claims: readonly string[];
  readonly messageId: Message;
  readonly level: Level;
}

/** What a statement must guarantee, the most urgent first. */
function demands(found: FoundProvider | undefined): readonly Demand[] {
  if (!found) return [{ claims: NARROWING_CLAIMS, messageId: 'unknownIssuer', level: 'information' }];
  const { provider, issuer } = found;
  const shared = issuer.kind === 'shared';
  if (shared && provider.demands.length) {
    const listed: Demand = { claims: provider.demands, messageId: 'demanded', level: 'error' };
    const all: Demand = { claims: NARROWING_CLAIMS, messageId: 'audienceOnly', level: 'information' };
    return namesTenant(provider) ? [listed, all] : [listed];
  }
  if (recordOf(provider).users === 'people') {
    const claims = provider.claims.includes('app_id') ? APP_IDS : AUDIENCES;
    return [{ claims, messageId: 'anyApp', level: shared ? 'error' : 'warning' }];
  }
  return [{ claims: NARROWING_CLAIMS, messageId: shared ? 'anyTenant' : 'anySubject', level: 'warning' }];
}

/** Whether the audience that IAM asks for is a customer's own: then it keeps the others out, and lets in all of that one. */
function namesTenant({ demands: listed, audience, forms }: OidcProvider): boolean {
  const [, name] = /\{(\w+)\}/.exec(audience) ?? [];
  return (
    listed.includes('aud') &&
    forms.some(({ segments }) => segments.some((s) => typeof s !== 'string' && s.role === 'tenant' && s.name === name))
  );
}

/** Whether a condition is on one of the claims, of any issuer: another issuer's key is a finding of its own. */
function testsOneOf(condition: Condition, claims: readonly string[]): boolean {
  const key = condition.providerKey;
  if (!key) return claims.some((claim) => sameName(claim, condition.key.value)) || condition.key.holes.length > 0;
  return key.claim.holes.length > 0 || claims.some((claim) => sameName(claim, key.claim.value));
}
