import { fittingActions, type Caller } from '../iam/fit.ts';
import { parseProviderKey } from '../iam/providerKey.ts';
import type { TreeEdit } from '../tree/edit.ts';
import { isPlain, memberOf, toJson, type JsonValue, type Member } from '../tree/node.ts';
import { isAssumeAction } from './assumeActions.ts';
import { isPositive } from '../iam/operators.ts';
import { isOfAnotherProvider, mayBeMet } from './demand.ts';
import type { Condition, Principal, PrincipalKind, Statement } from './model.ts';
import { removePrincipal } from './principalEdits.ts';
import { memo } from '../text/memo.ts';
import { own } from '../text/own.ts';
import { callerOf, callersOf } from './principalKinds.ts';

/**
 * One statement for each kind of caller, each with the action that fits it; undefined where there are not two kinds, one of
 * them federated.
 */
export function splitByCaller(statement: Statement): readonly TreeEdit[] | undefined {
  const principal = statement.elements.get('Principal')?.value;
  const statements = statement.policy.elements.get('Statement')?.value;
  const actionMember = statement.elements.get('Action')?.member;
  if (principal?.kind !== 'object' || !statements || !actionMember || !isPlain(statement.node)) return undefined;
  const federated = memberOf(principal, 'Federated')?.value;
  const callers = [...callersOf(statement)].filter((c) => c !== 'signed');
  const [caller] = callers;
  if (!federated || callers.length !== 1 || caller === undefined) return undefined;
  const companions = statement.actions.filter((a) => !isAssumeAction(a)).map((a) => a.value);
  const signed = statement.shape.principals.filter((kind) => callerOf(kind) === 'signed');
  const bearers = statement.shape.principals.filter((kind) => callerOf(kind) === caller);
  if (!statement.conditions.every((c) => fits(c, bearers) && (isClaim(c.key.value) || fits(c, signed))))
    return undefined;
  const actions = (of: Caller): JsonValue => {
    const all = [fittingActions(of)[0] ?? '', ...companions];
    return all.length === 1 ? (all[0] ?? '') : all;
  };
  const whole = toJson(statement.node) as Readonly<Record<string, JsonValue>>;
  const kept = Object.fromEntries(
    principal.members
      .filter((m) => m.key.value !== 'Federated')
      .flatMap((m) => (m.value ? [[m.key.value, toJson(m.value)]] : [])),
  );
  const rest = { ...withoutClaims(whole), Principal: kept, Action: actions('signed') };
  const other = { ...without(whole, 'Sid'), Principal: { Federated: toJson(federated) }, Action: actions(caller) };
  return statements.kind === 'array'
    ? [
        { op: 'replace', target: statement.node, value: rest },
        { op: 'append', target: statements, value: other },
      ]
    : [{ op: 'replace', target: statements, value: [rest, other] }];
}

function without(object: Readonly<Record<string, JsonValue>>, name: string): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

/** Conditions on a provider's claims are no part of the half without the provider: there they would never match. */
function withoutClaims(statement: Readonly<Record<string, JsonValue>>): Readonly<Record<string, JsonValue>> {
  return withoutKeys(statement, isClaim);
}

function isClaim(key: string): boolean {
  return /^saml:/i.test(key) || parseProviderKey({ value: key, holes: [] }) !== undefined;
}

function withoutKeys(
  statement: Readonly<Record<string, JsonValue>>,
  drop: (key: string) => boolean,
): Readonly<Record<string, JsonValue>> {
  const { Condition: block } = statement;
  if (typeof block !== 'object' || block === null || Array.isArray(block)) return statement;
  const kept = Object.entries(block as Readonly<Record<string, JsonValue>>).flatMap(
    ([operator, keys]): [string, JsonValue][] => {
      if (typeof keys !== 'object' || keys === null || Array.isArray(keys)) return [[operator, keys]];
      const own = Object.entries(keys).filter(([key]) => !drop(key));
      return own.length ? [[operator, Object.fromEntries(own)]] : [];
    },
  );
  return kept.length ? { ...statement, Condition: Object.fromEntries(kept) } : without(statement, 'Condition');
}

/** One statement for each type of principal, all else the same: it says what the one statement said. */
export function splitByType(statement: Statement): readonly TreeEdit[] | undefined {
  const principal = statement.elements.get('Principal')?.value;
  if (principal?.kind !== 'object' || principal.members.length < 2 || !isPlain(statement.node)) return undefined;
  if (principal.members.some((m) => !getsIn(statement, kindsOf(statement, m)))) return undefined;
  const whole = toJson(statement.node) as Readonly<Record<string, JsonValue>>;
  const parts = principal.members.flatMap(({ key, value }) => (value ? [{ [key.value]: toJson(value) }] : []));
  return inPlaceOf(
    statement,
    parts.map((part, i) => ({ ...(i ? without(whole, 'Sid') : whole), Principal: part })),
  );
}

/** One statement for each identity provider, with the conditions on its own claims and on what is no provider's. */
export function splitByProvider(statement: Statement, issuers: readonly string[]): readonly TreeEdit[] | undefined {
  if (!isPlain(statement.node)) return undefined;
  const whole = toJson(statement.node) as Readonly<Record<string, JsonValue>>;
  const parts = issuers.map((issuer, i) => {
    const others = issuers.filter((other) => other !== issuer).map((other) => `${other}:`.toLowerCase());
    const own = withoutKeys(i ? without(whole, 'Sid') : whole, (key) =>
      others.some((prefix) => key.toLowerCase().startsWith(prefix)),
    );
    const principal = statement.principals[i];
    return principal ? { ...own, Principal: { Federated: principal.value.value } } : own;
  });
  return inPlaceOf(statement, parts);
}

/**
 * A principal of a list in a statement of its own, as another one with one more condition; the others stay where they are.
 * Undefined where it is the only one, or where the new statement could not be used by anybody.
 */
export function splitOff(
  principal: Principal,
  replacement: string,
  condition: { readonly operator: string; readonly key: string; readonly value: string },
): (() => readonly TreeEdit[]) | undefined {
  const { statement, typeMember } = principal;
  const statements = statement.policy.elements.get('Statement')?.value;
  const out = removePrincipal(principal);
  if (!out || !typeMember || !statements || !typesThatStandAlone(statement).has(typeMember)) return undefined;
  return () => {
    const whole = toJson(statement.node) as Readonly<Record<string, JsonValue>>;
    const { operator, key, value } = condition;
    const block = asObject(whole['Condition']);
    const apart = {
      ...without(without(whole, 'Sid'), 'Condition'),
      Principal: { [typeMember.key.value]: replacement },
      Condition: { ...block, [operator]: { ...asObject(own(block, operator)), [key]: value } },
    };
    if (statements.kind === 'array') return [...out, { op: 'append', target: statements, value: apart }];
    const others = statement.principals.filter((p) => p !== principal && p.typeMember === typeMember);
    const kept = {
      ...without(asObject(whole['Principal']), typeMember.key.value),
      ...(others.length ? { [typeMember.key.value]: others.map((p) => p.value.value) } : {}),
    };
    return [{ op: 'replace', target: statements, value: [{ ...whole, Principal: kept }, apart] }];
  };
}

/** The types whose principals could use a statement of their own. Looked at once for all of them: there may be thousands. */
const typesThatStandAlone = memo((statement: Statement): ReadonlySet<Member> => {
  const principal = statement.elements.get('Principal')?.value;
  if (principal?.kind !== 'object' || !isPlain(statement.node)) return new Set();
  return new Set(principal.members.filter((member) => getsIn(statement, kindsOf(statement, member))));
});

/** What the principals of one type are. */
function kindsOf({ principals, shape }: Statement, type: Member): PrincipalKind[] {
  return shape.principals.filter((_, i) => principals[i]?.typeMember === type);
}

/** An object's members; none of what is no object. */
function asObject(value: JsonValue | undefined): Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, JsonValue>>)
    : {};
}

function inPlaceOf(statement: Statement, parts: readonly JsonValue[]): readonly TreeEdit[] | undefined {
  const statements = statement.policy.elements.get('Statement')?.value;
  const [first, ...rest] = parts;
  if (!statements || first === undefined) return undefined;
  if (statements.kind !== 'array') return [{ op: 'replace', target: statements, value: parts }];
  return [
    { op: 'replace', target: statement.node, value: first },
    ...rest.map((value): TreeEdit => ({ op: 'append', target: statements, value })),
  ];
}

/**
 * Whether a half with these callers would still let somebody in: they make a call that the statement allows, and may bring
 * each key that it demands.
 */
function getsIn(statement: Statement, kinds: readonly PrincipalKind[]): boolean {
  const calls = kinds.some((kind) => {
    const caller = callerOf(kind);
    return caller !== undefined && fittingActions(caller).some((a) => statement.assumes.includes(a));
  });
  return calls && statement.conditions.every((c) => fits(c, kinds));
}

/** Whether a test beside such callers alone says what it said beside all of them. */
function fits(condition: Condition, kinds: readonly PrincipalKind[]): boolean {
  const demands = condition.operator !== undefined && isPositive(condition.operator);
  return demands ? mayBeMet(condition, kinds) : !isOfAnotherProvider(condition, kinds);
}
