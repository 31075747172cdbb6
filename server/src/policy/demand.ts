import { servicePrincipal } from '../catalogue/servicePrincipals.ts';
import { fittingActions } from '../iam/fit.ts';
import { isPositive } from '../iam/operators.ts';
import { hasWildcard, wildcardMatches } from '../iam/wildcards.ts';
import { sameName } from '../iam/words.ts';
import { allowsTo } from './allows.ts';
import { companionFor } from './companions.ts';
import { demandsAbsence } from './edits.ts';
import { hasUnknownKey } from './guards.ts';
import { issuersOf, sameIssuer } from './issuers.ts';
import { maySend } from './keyFacts.ts';
import type { Condition, PrincipalKind } from './model.ts';
import { callerOf } from './shape.ts';

/**
 * What comes of it when tests that requests without their keys may pass today come to demand them.
 * sound: those who send it still get in. doubtful: nobody may be left who does. dead: nobody is.
 */
export type Outcome = 'sound' | 'doubtful' | 'dead';

export function whenDemanded(...conditions: readonly Condition[]): Outcome {
  const [first] = conditions;
  if (!first) return 'sound';
  const { statement } = first;
  const kinds = statement.shape.principals;
  if (conditions.some((c) => hasUnknownKey(c) || isContradicted(c) || !mayBeMet(c, kinds))) return 'dead';
  const others = statement.conditions.filter((c) => !conditions.includes(c) && demandsKey(c));
  const left = kinds.some(
    (kind) => conditions.every((c) => mayBring(kind, c)) && others.every((c) => mayBeMet(c, [kind])),
  );
  return left && conditions.every(mayMatch) ? 'sound' : 'doubtful';
}

/** Whether a test is met only by requests that have its key. */
function demandsKey({ operator, values }: Condition): boolean {
  if (!operator) return false;
  if (operator.family !== 'Null') return isPositive(operator);
  return !operator.set && !operator.ifExists && values.length > 0 && values.every((v) => v.text?.value === 'false');
}

/** Whether such callers of a condition's statement may meet a test that demands its key. */
export function mayBeMet(condition: Condition, kinds: readonly PrincipalKind[]): boolean {
  const { statement, key } = condition;
  const companion = companionFor(key.value);
  const { principals: all } = statement.shape;
  const trusted = statement.principals.filter((_, i) => kinds.some((k) => k === all[i])).map((p) => p.value);
  return (
    !isOfAnotherProvider(condition, kinds) &&
    (!kinds.length || maySend(kinds, condition)) &&
    (companion === undefined || allowsTo(statement, companion, trusted))
  );
}

/**
 * Whether another test of the statement is never met together with this one, once both ask for the key.
 * @param operator instead of its own
 */
export function isContradicted(condition: Condition, operator = condition.operator): boolean {
  const { statement, key, values } = condition;
  if (demandsAbsence(statement, key.value)) return true;
  return statement.conditions.some(
    (other) =>
      other.operatorMember !== condition.operatorMember &&
      sameName(other.key.value, key.value) &&
      other.operator !== undefined &&
      other.operator.family !== 'Null' &&
      excludes({ operator, values }, other),
  );
}

type Compared = Pick<Condition, 'operator' | 'values'>;

function excludes(one: Compared, other: Compared): boolean {
  if (one.operator?.negated === other.operator?.negated)
    return !one.operator?.negated && areApart(one, other) && areApart(other, one);
  const [positive, negated] = one.operator?.negated ? [other, one] : [one, other];
  // All that the one asks for is what the other keeps out.
  return positive.values.every((v) => !areApart({ operator: positive.operator, values: [v] }, negated));
}

/** Whether some value can be met: read to the letter, no caller sends a `*`. */
function mayMatch({ operator, values }: Condition): boolean {
  if (operator?.family !== 'String' || operator.wildcards) return true;
  return values.some(({ text }) => !text || text.holes.length > 0 || !hasWildcard(text.value));
}

/** Whether none of one test's values can be a value that the other lets pass; what is not literal may be. */
function areApart(one: Compared, other: Compared): boolean {
  return one.values.every(({ text: a }) =>
    other.values.every(({ text: b }) => {
      if (!a || !b || a.holes.length || b.holes.length || a.value.includes('${') || b.value.includes('${'))
        return false;
      if (one.operator?.wildcards && hasWildcard(a.value)) return false;
      return other.operator?.wildcards
        ? !wildcardMatches(b.value.toLowerCase(), a.value.toLowerCase())
        : !sameName(a.value, b.value);
    }),
  );
}

/** A claim of a provider that none of them is. */
export function isOfAnotherProvider({ providerKey }: Condition, kinds: readonly PrincipalKind[]): boolean {
  const issuers = providerKey && !providerKey.issuer.holes.length ? issuersOf(kinds) : undefined;
  return issuers !== undefined && !issuers.some((issuer) => sameIssuer(issuer, providerKey?.issuer.value ?? ''));
}

/** Keys that a service sends only where it says for whom it calls. */
const OF_SOURCE = /^aws:Source(?:Account|Arn|OrgID|OrgPaths|Owner)$/i;

/** Whether a principal can make a call of the statement, and as far as AWS documents it, brings the key with it. */
function mayBring(kind: PrincipalKind, condition: Condition): boolean {
  const caller = callerOf(kind);
  if (caller !== undefined && !fittingActions(caller).some((a) => condition.statement.assumes.includes(a)))
    return false;
  if (OF_SOURCE.test(condition.key.value))
    return kind.kind === 'service' && servicePrincipal(kind.name)?.sendsSourceAccount === true;
  return maySend([kind], condition) && !isOfAnotherProvider(condition, [kind]);
}
