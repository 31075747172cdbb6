import { fittingActions, type Caller } from '../iam/fit.ts';
import { parseProviderKey } from '../iam/providerKey.ts';
import type { HoledText } from '../text/holedText.ts';
import { copyOf, someOf, withMember, withoutMember } from '../tree/copy.ts';
import { keep, newObject, type NewMember, type NewValue, type TreeEdit } from '../tree/edit.ts';
import { isWhole, memberOf, type Member, type StringNode } from '../tree/node.ts';
import { isAssumeAction } from './assumeActions.ts';
import { isPositive } from '../semantics/absent.ts';
import { isOfAnotherProvider, mayBeMet } from './demand.ts';
import type { Condition, Principal, PrincipalKind, Statement } from './model.ts';
import { removePrincipal } from './principalEdits.ts';
import { memo } from '../text/memo.ts';
import { callerOf, callersOf } from './principalKinds.ts';

/**
 * One statement for each kind of caller, each with the action that fits it; undefined where there are not two kinds, one of
 * them federated.
 */
export function splitByCaller(statement: Statement): readonly TreeEdit[] | undefined {
  const principal = statement.elements.get('Principal')?.value;
  const statements = statement.policy.elements.get('Statement')?.value;
  const actionMember = statement.elements.get('Action')?.member;
  if (principal?.kind !== 'object' || !statements || !actionMember || !isWhole(statement.node)) return undefined;
  const federated = memberOf(principal, 'Federated')?.value;
  const callers = [...callersOf(statement)].filter((c) => c !== 'signed');
  const [caller] = callers;
  if (!federated || callers.length !== 1 || caller === undefined) return undefined;
  const companions = statement.actions.filter((a) => !isAssumeAction(a)).map((a) => keep(a.node));
  const signed = statement.shape.principals.filter((kind) => callerOf(kind) === 'signed');
  const bearers = statement.shape.principals.filter((kind) => callerOf(kind) === caller);
  if (!statement.conditions.every((c) => fits(c, bearers) && (isClaim(c.key) || fits(c, signed)))) return undefined;
  const actions = (of: Caller): NewValue => {
    const all = [fittingActions(of)[0] ?? '', ...companions];
    return all.length === 1 ? (all[0] ?? '') : all;
  };
  const whole = copyOf(statement.node);
  const signedOnly = someOf(principal, (m) => m.key.value !== 'Federated');
  const federatedOnly = someOf(principal, (m) => m.key.value === 'Federated');
  const half = (members: readonly NewMember[], who: NewValue, of: Caller): NewValue =>
    newObject(withMember(withMember(members, 'Principal', who), 'Action', actions(of)));
  return inPlaceOf(statement, [
    half(withoutKeys(statement, whole, isClaim), signedOnly, 'signed'),
    half(withoutMember(whole, 'Sid'), federatedOnly, caller),
  ]);
}

/** Conditions on a provider's claims are no part of the half without the provider: there they would never match. */
function isClaim(key: HoledText): boolean {
  return /^saml:/i.test(key.value) || parseProviderKey(key) !== undefined;
}

/** The members of a statement without its tests of some keys; without a Condition, where nothing else is tested. */
function withoutKeys(
  { elements }: Statement,
  members: readonly NewMember[],
  drop: (key: StringNode) => boolean,
): readonly NewMember[] {
  const block = elements.get('Condition')?.value;
  if (block?.kind !== 'object') return members;
  const stays = (operator: Member): boolean =>
    operator.value?.kind !== 'object' || operator.value.members.some((m) => !drop(m.key));
  const kept = block.members.filter(stays).map(({ key, value }): NewMember => {
    if (value?.kind !== 'object') return [key, value ? keep(value) : {}];
    return [key, value.members.some((m) => drop(m.key)) ? someOf(value, (m) => !drop(m.key)) : keep(value)];
  });
  return kept.length ? withMember(members, 'Condition', newObject(kept)) : withoutMember(members, 'Condition');
}

/** One statement for each type of principal, all else the same: it says what the one statement said. */
export function splitByType(statement: Statement): readonly TreeEdit[] | undefined {
  const principal = statement.elements.get('Principal')?.value;
  if (principal?.kind !== 'object' || principal.members.length < 2 || !isWhole(statement.node)) return undefined;
  if (principal.members.some((m) => !getsIn(statement, kindsOf(statement, m)))) return undefined;
  const whole = copyOf(statement.node);
  const parts = principal.members.map((type) => someOf(principal, (m) => m === type));
  return inPlaceOf(
    statement,
    parts.map((part, i) => newObject(withMember(i ? withoutMember(whole, 'Sid') : whole, 'Principal', part))),
  );
}

/** One statement for each identity provider, with the conditions on its own claims and on what is no provider's. */
export function splitByProvider(statement: Statement, issuers: readonly string[]): readonly TreeEdit[] | undefined {
  if (!isWhole(statement.node)) return undefined;
  const whole = copyOf(statement.node);
  const parts = issuers.map((issuer, i) => {
    const others = issuers.filter((other) => other !== issuer).map((other) => `${other}:`.toLowerCase());
    const own = withoutKeys(statement, i ? withoutMember(whole, 'Sid') : whole, ({ value }) =>
      others.some((prefix) => value.toLowerCase().startsWith(prefix)),
    );
    const principal = statement.principals[i];
    return newObject(principal ? withMember(own, 'Principal', { Federated: keep(principal.value.node) }) : own);
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
    const whole = copyOf(statement.node);
    const { operator, key, value } = condition;
    const apart = newObject(
      withMember(
        withMember(withoutMember(whole, 'Sid'), 'Principal', newObject([[typeMember.key, replacement]])),
        'Condition',
        newObject(withTest(statement, operator, key, value)),
      ),
    );
    if (statements.kind === 'array') return [...out, { op: 'append', target: statements, value: apart }];
    const block = statement.elements.get('Principal')?.value;
    const others = statement.principals.filter((p) => p !== principal && p.typeMember === typeMember);
    const types = block?.kind === 'object' ? copyOf(block) : [];
    const left = others.length
      ? withMember(
          types,
          typeMember.key.value,
          others.map((p) => keep(p.value.node)),
        )
      : withoutMember(types, typeMember.key.value);
    return [
      { op: 'replace', target: statements, value: [newObject(withMember(whole, 'Principal', newObject(left))), apart] },
    ];
  };
}

/** The tests of a statement, and one more. */
function withTest({ elements }: Statement, operator: string, key: string, value: string): readonly NewMember[] {
  const block = elements.get('Condition')?.value;
  const tests = block?.kind === 'object' ? copyOf(block) : [];
  const keys = memberOf(block, operator)?.value;
  return withMember(tests, operator, newObject(withMember(keys?.kind === 'object' ? copyOf(keys) : [], key, value)));
}

/** The types whose principals could use a statement of their own. Looked at once for all of them: there may be thousands. */
const typesThatStandAlone = memo((statement: Statement): ReadonlySet<Member> => {
  const principal = statement.elements.get('Principal')?.value;
  if (principal?.kind !== 'object' || !isWhole(statement.node)) return new Set();
  return new Set(principal.members.filter((member) => getsIn(statement, kindsOf(statement, member))));
});

/** What the principals of one type are. */
function kindsOf({ principals, shape }: Statement, type: Member): PrincipalKind[] {
  return shape.principals.filter((_, i) => principals[i]?.typeMember === type);
}

function inPlaceOf(statement: Statement, parts: readonly NewValue[]): readonly TreeEdit[] | undefined {
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
