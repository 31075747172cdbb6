import { readCall, type Call } from '../../evaluate/call.ts';
import type { Compiled, CompiledStatement } from '../../evaluate/compile.ts';
import type { Verdict } from '../../evaluate/decision.ts';
import { judge, type Judged } from '../../evaluate/judge.ts';
import type { CallRequest, RequestCaller } from '../../evaluate/request.ts';
import { weighAction } from '../../evaluate/weigh.ts';
import { accountOf, isAccountId } from '../../iam/account.ts';
import { parseArn } from '../../iam/arn.ts';
import { parseAwsPrincipal } from '../../iam/awsPrincipal.ts';
import { ASSUME_ROLE_WITH_SAML, ASSUME_ROLE_WITH_WEB_IDENTITY, COMPANION_ACTIONS, KEYS } from '../../iam/vocabulary.ts';
import type { Principal } from '../../policy/model.ts';
import { serviceOf } from '../../policy/namedService.ts';
import { isHole } from '../../text/holedText.ts';
import { COGNITO } from './reading/callers.ts';
import type { DeniedCall, SaidCaller } from './reading/reading.ts';
import { nameIn } from './who.ts';

/** A call as an error tells of it, asked of a policy. */
export interface Trial {
  readonly compiled: Compiled;
  readonly call: Call;
  /** The call as the evaluator takes it. */
  readonly request: CallRequest;
  readonly judged: readonly Judged[];
  /** The actions in question. */
  readonly actions: readonly TriedAction[];
  readonly verdict: Verdict;
}

export interface TriedAction {
  readonly action: string;
  readonly verdict: Verdict;
  /** The Deny, or the first Allow, that decides. */
  readonly by: CompiledStatement | undefined;
}

/** The calls that an error may be about, each asked; none where it does not say enough of the caller. */
export function trialsOf(denied: DeniedCall, compiled: Compiled): readonly Trial[] {
  const { role, call } = denied;
  return callersOf(denied, compiled).flatMap((caller) => {
    const request: CallRequest = {
      ...(role?.arn === undefined ? {} : { role: role.arn }),
      caller,
      ...call,
      // An error does not say whether its caller signed in with MFA.
      ...(call.with ? {} : { unknown: [KEYS.mfaPresent, KEYS.mfaAge, 'aws:TokenIssueTime'] }),
    };
    return trial(request, denied, compiled) ?? [];
  });
}

function trial(request: CallRequest, denied: DeniedCall, compiled: Compiled): Trial | undefined {
  const call = readCall(request, compiled, { unstated: 'unknown' });
  if (typeof call === 'string') return undefined;
  const judged = judge(compiled, call);
  const actions = actionsOf(denied, call).map((action) => {
    const { verdict, by } = weighAction(action, judged, compiled.isOpen);
    return { action, verdict: call.caller.facts ? verdict : ('deny' as const), by };
  });
  const has = (verdict: Verdict): boolean => actions.some((one) => one.verdict === verdict);
  return {
    compiled,
    call,
    request,
    judged,
    actions,
    verdict: has('deny') ? 'deny' : has('unknown') ? 'unknown' : 'allow',
  };
}

/** A companion that was denied is the question; else all that the call needs, with what its service always does. */
function actionsOf({ action, isActionSaid, together }: DeniedCall, call: Call): readonly string[] {
  if (COMPANION_ACTIONS.some((companion) => companion === action)) return [action];
  const { service } = call.caller.facts ?? {};
  const always = service === undefined || isActionSaid ? [] : (serviceOf(service)?.companions.always ?? []);
  return [...new Set([...call.actions, ...always, ...together])];
}

/** The trial that comes nearest to being allowed. */
export function nearestOf(trials: readonly Trial[]): Trial | undefined {
  return trials.toSorted((a, b) => RANK[a.verdict] - RANK[b.verdict])[0];
}

const RANK: Readonly<Record<Verdict, number>> = { allow: 0, unknown: 1, deny: 2 };

function callersOf({ action, caller, role }: DeniedCall, compiled: Compiled): readonly RequestCaller[] {
  if (caller?.kind === 'oidc' || (!caller && action === ASSUME_ROLE_WITH_WEB_IDENTITY))
    return tokensOf(caller ?? ANY_TOKEN, compiled);
  if (caller?.kind === 'saml' || (!caller && action === ASSUME_ROLE_WITH_SAML))
    return assertionsOf(caller ?? ANY_ASSERTION, compiled);
  switch (caller?.kind) {
    case undefined:
      return [];
    case 'principal':
      return isMasked(caller.arn)
        ? accountsOf(compiled).flatMap((account) =>
            principalOf({ ...caller, arn: inAccount(caller.arn, account) }, compiled),
          )
        : principalOf(caller, compiled);
    case 'account':
      return namedIn([caller.account], compiled);
    case 'roleName':
      return accountsOf(compiled).map((account) => ({ role: `arn:aws:iam::${account}:role/${caller.name}` }));
    case 'service':
      return caller.principals.map((service) => ({ service: nameIn(service, role?.arn) }));
    case 'vendor':
      return namedIn(caller.accounts, compiled);
  }
}

const ANY_TOKEN: SaidCaller & { readonly kind: 'oidc' } = {
  kind: 'oidc',
  provider: undefined,
  issuer: undefined,
  claims: {},
};
const ANY_ASSERTION: SaidCaller & { readonly kind: 'saml' } = { kind: 'saml', provider: undefined, user: undefined };

function principalOf(
  { arn, role, id, sourceIdentity }: SaidCaller & { readonly kind: 'principal' },
  compiled: Compiled,
): readonly RequestCaller[] {
  const named = parseAwsPrincipal({ value: arn, holes: [] });
  if (!('account' in named) || !isAccountId(named.account)) return [];
  switch (named.kind) {
    case 'user':
      return [{ user: arn, ...(id === undefined ? {} : { id }) }];
    case 'session':
      return [
        {
          role: role ?? roleNamed(arn, named, compiled) ?? arn,
          session: named.session,
          ...(id === undefined ? {} : { id }),
          ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
        },
      ];
    case 'role':
      return [{ role: arn }];
    case 'account':
      return [{ root: named.account }];
    case 'federatedUser':
      return [{ federatedUser: arn }];
  }
}

/** The role of a session, whose ARN lacks its path: the name is unique in the account, and IAM takes no role that doesn't exist. */
function roleNamed(
  arn: string,
  session: { readonly account: string; readonly role: string },
  compiled: Compiled,
): string | undefined {
  const partition = arn.split(':', 2).join(':');
  return allowed(compiled).find(({ type, value }) => {
    const named = type === 'AWS' ? parseAwsPrincipal(value) : undefined;
    return (
      named?.kind === 'role' &&
      named.account === session.account &&
      named.name === session.role &&
      value.value.startsWith(`${partition}:`)
    );
  })?.value.value;
}

/** Build logs hide accounts: `arn:aws:iam::***:user/deploy`. */
function isMasked(arn: string): boolean {
  return !isAccountId(arn.split(':', 5)[4] ?? '');
}

function inAccount(arn: string, account: string): string {
  const parts = arn.split(':');
  return [...parts.slice(0, 4), account, ...parts.slice(5)].join(':');
}

/** Where the caller may be, where its account is not said: those of the policy. */
function accountsOf(compiled: Compiled): readonly string[] {
  const named = allowed(compiled).flatMap(({ type, value }) => {
    const account = type === 'AWS' ? accountOf(value) : undefined;
    return account !== undefined && isAccountId(account) ? [account] : [];
  });
  const { account } = compiled.home;
  return [...new Set([...named, ...(account === undefined ? [] : [account])])];
}

function allowed({ statements }: Compiled): readonly Principal[] {
  return statements.flatMap(({ effect, principals }) =>
    effect === 'Deny' ? [] : principals.map(({ principal }) => principal),
  );
}

/** Who of an account calls is not known: whoever of it the policy names. */
function namedIn(accounts: readonly string[], compiled: Compiled): readonly RequestCaller[] {
  const named = allowed(compiled).flatMap(({ type, value }): RequestCaller[] => {
    const aws = type === 'AWS' ? parseAwsPrincipal(value) : undefined;
    if (!aws || !('account' in aws) || !accounts.includes(aws.account)) return [];
    if (aws.kind === 'user') return [{ user: value.value }];
    return aws.kind === 'account' ? [{ account: aws.account }] : [{ role: value.value }];
  });
  return named.length ? named : accounts.slice(0, 1).map((account) => ({ account }));
}

/** A token may be of any provider that the policy trusts, where the error says none. */
function tokensOf(
  { provider, issuer, claims }: SaidCaller & { readonly kind: 'oidc' },
  compiled: Compiled,
): readonly RequestCaller[] {
  if (provider !== undefined) return [{ oidc: { provider, claims } }];
  const trusted = allowed(compiled).flatMap(({ statement, value }): RequestCaller[] => {
    const shape = statement.shape.principals[statement.principals.findIndex((p) => p.value === value)];
    if (shape?.kind !== 'oidc' || shape.issuer.holes.length) return [];
    if (issuer !== undefined && !isSameIssuer(shape.issuer.value, issuer)) return [];
    const named = value.holes.length ? {} : { provider: value.value };
    return [{ oidc: { ...named, issuer: shape.issuer.value, claims } }];
  });
  if (trusted.length || issuer === undefined) return trusted;
  return [{ oidc: { issuer, claims } }];
}

/** Identity pools have an issuer in each partition. */
function isSameIssuer(trusted: string, said: string): boolean {
  return trusted === said || (said === COGNITO && /^cognito-identity[.-]/.test(trusted));
}

function assertionsOf(
  { provider }: SaidCaller & { readonly kind: 'saml' },
  compiled: Compiled,
): readonly RequestCaller[] {
  if (provider !== undefined) return [{ saml: { provider } }];
  return allowed(compiled).flatMap(({ type, value }): RequestCaller[] => {
    const isSaml =
      type === 'Federated' && !isHole(value) && parseArn(value)?.resource.value.startsWith('saml-provider/');
    return isSaml ? [{ saml: { provider: value.value } }] : [];
  });
}

/** Whether a policy may trust an identity provider that nobody can tell yet: one that the deploy fills in. */
export function mayTrustOthers({ isOpen, statements }: Compiled): boolean {
  return (
    isOpen ||
    statements.some(
      ({ effect, principals, principalsOpen, isUnread }) =>
        effect !== 'Deny' &&
        (principalsOpen ||
          isUnread ||
          principals.some(
            ({ principal: { type, value } }) =>
              value.value === '*' || (type !== 'AWS' && type !== 'Service' && value.holes.length > 0),
          )),
    )
  );
}
