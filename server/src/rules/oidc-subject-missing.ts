import type { Fix, Level } from '../findings.ts';
import { oidcProvider, type FoundProvider } from '../catalogue/oidcProviders.ts';
import { parseProviderKey } from '../iam/providerKey.ts';
import { ASSUME_ROLE_WITH_WEB_IDENTITY, sameName } from '../iam/words.ts';
import { letsIn } from '../policy/allows.ts';
import { addConditions } from '../policy/edits.ts';
import { guarantees } from '../policy/guards.ts';
import type { Condition, Principal, Statement } from '../policy/model.ts';
import { deniedWithout } from '../policy/narrowing.ts';
import { kindOf } from '../policy/shape.ts';
import type { HoledText } from '../text/holedText.ts';
import { defineRule } from './rule.ts';

type Message = 'demanded' | 'anyTenant' | 'anySubject' | 'unknownIssuer' | 'anyApp';

export default defineRule({
  meta: {
    id: 'oidc-subject-missing',
    title: 'An OIDC provider’s every subject is let in',
    level: 'warning',
    why: 'A provider signs tokens for all its users: every repository of GitHub, every project of GitLab, every service account of a cluster. Without a condition on the subject (or another claim that narrows it) all of them may assume the role.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html',
    ],
    accessAnalyzer: ['MISSING_GITHUB_REPO_CONDITION_KEY'],
    messages: {
      demanded:
        'Any {{provider}} customer’s token would do: nothing here demands {{keys}}. IAM refuses to save such a policy.',
      anyTenant: 'Any {{provider}} customer’s token would do: nothing here demands {{keys}}.',
      anySubject: 'Every identity of this {{provider}} issuer can assume the role: nothing here demands {{keys}}.',
      unknownIssuer: 'Every identity of {{issuer}} can assume the role: nothing here demands {{keys}}.',
      anyApp: 'Users of any app that signs in with {{provider}} can assume the role: nothing here demands {{keys}}.',
    },
    yieldsTo: ['principal-account-invalid'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:ref:refs/heads/main"}}',
      ],
    },
  },
  create: (context) => ({
    principal(principal) {
      const { statement } = principal;
      if (principal.negated || !letsIn(statement, ASSUME_ROLE_WITH_WEB_IDENTITY) || statement.conditionsOpen) return;
      const kind = kindOf(principal);
      if (kind.kind !== 'oidc') return;
      const found = kind.found ?? providerWithHoles(kind.issuer);
      if (!found && kind.issuer.holes.length) return; // any provider could stand there
      if (found?.provider.id === COGNITO) return; // has a rule of its own
      const { claims, messageId, level } = demand(found);
      const tests = statement.conditions.filter((c) => testsOneOf(c, claims));
      if (tests.some((c) => guarantees(c) !== 'no') || deniesOthers(statement, claims)) return;
      const issuer = kind.issuer.value;
      const keys = claims
        .slice(0, found?.provider.demands.length ? 2 : 1)
        .map((claim) => (claim.includes(':') ? claim : `${issuer}:${claim}`));
      context.report({
        at: principal.value.span,
        messageId,
        level,
        data: { provider: found?.provider.name ?? '', issuer, keys: keys.join(' or ') },
        about: tests.flatMap((c) => [c.operatorMember.key.span, c.key.span, ...c.values.map((v) => v.node.span)]),
        fixes: () => templateFix(principal, found, issuer),
      });
    },
  }),
});

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
const AUDIENCE = ['aud', 'oaud', 'app_id'];

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
    const claims = [...AUDIENCE.filter((c) => provider.claims.includes(c)), ...NARROWING];
    return { claims, messageId: 'anyApp', level: shared ? 'error' : 'warning' };
  }
  return { claims: NARROWING, messageId: shared ? 'anyTenant' : 'anySubject', level: 'warning' };
}

/** Whether a condition is on one of the claims, of any issuer: another issuer's key is a finding of its own. */
function testsOneOf(condition: Condition, claims: readonly string[]): boolean {
  const key = parseProviderKey(condition.key);
  if (!key) return claims.some((claim) => sameName(claim, condition.key.value)) || condition.key.holes.length > 0;
  return key.claim.holes.length > 0 || claims.some((claim) => sameName(claim, key.claim.value));
}

function deniesOthers(statement: Statement, claims: readonly string[]): boolean {
  const keys = statement.policy.statements.flatMap((s) =>
    s.conditions.filter((c) => testsOneOf(c, claims)).map((c) => c.key.value),
  );
  return keys.length > 0 && deniedWithout(statement, keys);
}

/** The provider of an issuer whose Region, account or id is still to be filled in: tried with likely fillings. */
function providerWithHoles(issuer: HoledText): FoundProvider | undefined {
  for (const filling of ['us-east-1', 'a0', 'A0', '00000000-0000-4000-8000-000000000000']) {
    let text = '';
    let at = 0;
    for (const [i, hole] of issuer.holes.entries()) {
      text += issuer.value.slice(at, hole.from) + (i === 0 ? filling : 'A0');
      at = hole.to;
    }
    const found = oidcProvider(text + issuer.value.slice(at));
    if (found) return found;
  }
  return undefined;
}

function templateFix({ statement }: Principal, found: FoundProvider | undefined, issuer: string): readonly Fix[] {
  const template = found?.provider.template ?? { StringEquals: { '{issuer}:sub': '<SUBJECT>' } };
  const present = new Set(statement.conditions.map((c) => c.key.value.toLowerCase()));
  const block: Record<string, Record<string, string | readonly string[]>> = {};
  for (const [operator, keys] of Object.entries(template)) {
    for (const [pattern, value] of Object.entries(keys)) {
      const key = pattern.replace('{issuer}', issuer);
      const broken = statement.conditions.some((c) => sameName(c.key.value, key) && guarantees(c) === 'no');
      if (present.has(key.toLowerCase()) && !broken) continue;
      (block[operator] ??= {})[key] = typeof value === 'string' ? fillIn(value) : value.map(fillIn);
    }
  }
  if (!Object.keys(block).length) return [];
  const title = found ? `Demand a subject of ${found.provider.name}` : 'Demand a subject';
  return [{ kind: 'tree', title, safety: 'review', edits: () => addConditions(statement, block) }];
}

/** `{owner}` of a template as a placeholder that the editor shows: `<owner>`. */
function fillIn(value: string): string {
  return value.replace(/\{([A-Za-z][A-Za-z0-9]*)\}/g, '<$1>');
}
