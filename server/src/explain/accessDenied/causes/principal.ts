import { accountFieldOf } from '../../../iam/account.ts';
import { oidcIssuerOf, parseArn } from '../../../iam/arn.ts';
import { parseAwsPrincipal } from '../../../iam/awsPrincipal.ts';
import { serviceOf } from '../../../policy/namedService.ts';
import { permissionSetOfRole } from '../../../iam/permissionSet.ts';
import type { Principal } from '../../../policy/model.ts';
import { isMade } from '../../../policy/reference.ts';
import type { Span } from '../../../text/span.ts';
import { joined, listed } from '../../../text/listed.ts';
import { phrasesText } from '../../phrase.ts';
import { displaySubject } from '../../phrases.ts';
import { templatePhrase } from '../../template.ts';
import type { DeniedCall } from '../reading/reading.ts';
import type { Trial } from '../trial.ts';
import type { Cause } from '../types.ts';
import { toTrust, whoCalls, type ToTrust } from '../who.ts';
import { placeOfPrincipal, placeOfPrincipals } from './place.ts';

/** No Allow names the caller: what to add, where, and what of the policy nearly does. @param sure no statement can be missing */
export function* untrusted(denied: DeniedCall, trial: Trial, sure: boolean): Generator<Cause> {
  const { caller, role } = denied;
  if (!caller) return;
  const wanted = toTrust(denied);
  const who = caller.kind === 'service' && wanted ? listed(wanted.values.map(displaySubject), 'or') : whoCalls(caller);
  const principals = trial.compiled.statements.flatMap(({ effect, principals }) =>
    effect === 'Deny' ? [] : principals.map(({ principal }) => principal),
  );
  const near = wanted && nearMiss(principals, wanted);
  const isSelf = caller.kind === 'principal' && role?.arn !== undefined && wanted?.values.includes(role.arn);
  const orAccount = caller.kind === 'principal' ? ' or its account' : '';
  const add = wanted
    ? ` Add "${wanted.type}": ${joined(wanted.values.map(quoted), 'or')} to Principal.${wanted.note}`
    : '';
  yield {
    sure,
    text: isSelf
      ? `The policy doesn't trust ${who}: a role must be trusted by itself to assume itself.${add}`
      : `The policy doesn't trust ${who}${orAccount}.${add}`,
    span: near ? placeOfPrincipal(near.principal) : whereToAdd(trial, wanted),
  };
  if (near) yield { sure: false, text: near.text, span: placeOfPrincipal(near.principal) };
}

function quoted(value: string): string {
  return `"${displaySubject(value)}"`;
}

/** The principals of the first Allow that has its kind, else of the first. */
function whereToAdd({ compiled }: Trial, wanted: ToTrust | undefined): Span | undefined {
  const allows = compiled.statements.filter(({ effect }) => effect !== 'Deny');
  const alike = allows.find(({ statement }) => statement.principals.some(({ type }) => type === wanted?.type));
  const statement = (alike ?? allows[0])?.statement;
  return statement && (placeOfPrincipals(statement) ?? statement.elements.get('Principal')?.member.key.span);
}

interface Near {
  readonly principal: Principal;
  readonly text: string;
}

/** A principal that differs from the caller's by little, and in what. */
function nearMiss(principals: readonly Principal[], { type, values }: ToTrust): Near | undefined {
  for (const principal of principals) {
    if (principal.value.holes.length) continue;
    if (principal.type !== type) {
      const [same] = values.filter((value) => value === principal.value.value);
      if (same === undefined || !principal.type) continue;
      return {
        principal,
        text: `${displaySubject(same)} is under "${principal.type}", but it must be under "${type}".`,
      };
    }
    for (const value of values) {
      const differs = DIFFERENCES[type]?.(principal.value.value, value);
      if (differs !== undefined)
        return { principal, text: `${displaySubject(principal.value.value)} is similar, but ${differs}.` };
    }
  }
  return undefined;
}

const DIFFERENCES: Readonly<Partial<Record<ToTrust['type'], (named: string, wanted: string) => string | undefined>>> = {
  AWS: differentAws,
  Service: (named, wanted) => {
    if (named.toLowerCase() === wanted) return 'service principals are case-sensitive';
    const service = serviceOf(named);
    return service && service.name === serviceOf(wanted)?.name
      ? 'that is its name in another partition or Region'
      : undefined;
  },
  Federated: (named, wanted) => {
    const [a, b] = [named, wanted].map((value) => oidcIssuerOf({ value, holes: [] })?.value);
    if (a === undefined || b === undefined) return undefined;
    if (a === b) return 'it is in another account or partition: the provider must be in the account of the role';
    if (withoutSlash(a) === withoutSlash(b)) return 'it differs by the slash at the end';
    return a.split('/', 1)[0] === b.split('/', 1)[0] ? 'its URL has another path' : undefined;
  },
};

function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, '').toLowerCase();
}

function differentAws(named: string, wanted: string): string | undefined {
  const [a, b] = [named, wanted].map((value) => parseAwsPrincipal({ value, holes: [] }));
  if (!a || !b || !('account' in a) || !('account' in b) || !('name' in b)) return undefined;
  const name = 'name' in a ? a.name : a.kind === 'session' ? a.role : undefined;
  if (a.kind === 'account') return undefined;
  if (name === b.name) {
    if (a.account !== b.account) return 'it is in another account';
    if (a.kind === 'session') return 'it names one session of that role';
    if (a.kind !== b.kind) return `it is a ${a.kind === 'user' ? 'user' : 'role'}`;
    const partitions = [named, wanted].map((value) => parseArn({ value, holes: [] })?.partition.value);
    return partitions[0] === partitions[1] ? 'its path is different' : 'it is in another partition';
  }
  const set = permissionSetOfRole(b.name);
  if (set !== undefined && name !== undefined && permissionSetOfRole(name) === set && a.account === b.account)
    return 'its suffix is another one: the permission set was provisioned again';
  return name?.toLowerCase() === b.name.toLowerCase() && a.account === b.account
    ? 'names are case-sensitive'
    : undefined;
}

/** Services that may be the caller too, where a text does not say which of several: the policy trusts another of them. */
export function* alsoUntrusted(trials: readonly Trial[]): Generator<Cause> {
  for (const trial of trials) {
    const { service } = trial.call.caller.facts ?? {};
    const isTrusted = trial.judged.some(({ of, principal }) => of.effect === 'Allow' && principal !== 'no');
    if (service === undefined || isTrusted) continue;
    yield {
      sure: false,
      text: `The policy doesn't trust ${displaySubject(service)}, which may be the caller. Add "Service": ${quoted(service)} to Principal.`,
      span: whereToAdd(trial, { type: 'Service', values: [service], note: '' }),
    };
  }
}

/** The principals of a statement may be the caller, if the deploy makes them so. */
export function onlyIfNamed(principals: readonly Principal[]): Cause {
  const texts = principals.map(({ value, statement }) =>
    isMade(value)
      ? phrasesText([templatePhrase(value, statement.policy.source, 'principal')], 'and')
      : displaySubject(value.value),
  );
  const [first] = principals;
  const isAws = principals.some(({ type }) => type !== 'Service' && type !== 'Federated');
  const isToken = principals.every(({ type }) => type === 'Federated');
  const named = principals.map(({ value }) => (value.holes.length ? undefined : parseAwsPrincipal(value)));
  const accounts = named.map((who) => (who?.kind === 'account' ? who.account : undefined));
  // Whoever is named by a name of its own is no account.
  const mayBeAccount = isAws && !named.every((who) => who && 'account' in who && who.kind !== 'account');
  return {
    sure: false,
    text: isToken
      ? `Only if the caller's token is from ${listed(texts, 'or')}, in the same account.`
      : accounts.includes(undefined)
        ? `Only if ${listed(texts, 'or')} is the caller${mayBeAccount ? ' or its account' : ''}.`
        : `Only if the caller belongs to account ${listed([...new Set(accounts)].map(String), 'or')}.`,
    span: first && placeOfPrincipal(first),
  };
}

/**
 * Whether what a template, a module or the reader still fills in can make a principal name a caller or its account.
 * @param arn of a user, a role or a session
 */
export function mayName({ value }: Principal, arn: string): boolean {
  if (!value.holes.length) return true;
  const named = parseAwsPrincipal(value);
  if (!('account' in named)) return true;
  const caller = parseArn({ value: arn, holes: [] });
  const account = accountFieldOf(value);
  if (!account?.holes.length && named.account !== caller?.account.value) return false;
  if (named.kind === 'account') return true;
  const nameStart = value.value.lastIndexOf('/') + 1;
  const isOpen = value.holes.some(({ to }) => to > nameStart);
  const name = value.value.slice(nameStart);
  const who = parseAwsPrincipal({ value: arn, holes: [] });
  // A session's ARN has the role's name without its path.
  if (who.kind === 'session') return named.kind === 'role' && (isOpen || name === who.role);
  return named.kind === who.kind && (isOpen || arn.endsWith(`/${name}`));
}
