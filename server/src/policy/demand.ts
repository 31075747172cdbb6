import { fittingActions } from '../iam/fit.ts';
import type { Operator } from '../iam/operators.ts';
import { memo } from '../text/memo.ts';
import { allowsTo } from './assumeActions.ts';
import { companionFor } from './companions.ts';
import { conditionsNamed } from './conditionIndex.ts';
import { contradictUnder } from './contradictions.ts';
import { demandsAbsence } from './statementEdits.ts';
import { demandsKey, hasUnknownKey } from './conditionGuarantees.ts';
import { excludes, sentFor } from './exclusion.ts';
import { sameIssuer } from '../catalogue/issuerNames.ts';
import { issuersOf } from './issuers.ts';
import { maySend } from './keyFacts.ts';
import { serviceOf } from './namedService.ts';
import type { Condition, Policy, PrincipalKind, Statement } from './model.ts';
import { callerOf } from './principalKinds.ts';

/**
 * What comes of it when tests that requests without their keys may pass today come to demand them.
 * sound: those who send it still get in. doubtful: nobody may be left who does. wrong: it would be an error.
 */
export type Outcome = 'sound' | 'doubtful' | 'wrong';

/** @param operator which the tests get; none where a Null test comes beside them, or where that is what they are */
export function whenDemanded(conditions: readonly Condition[], operator?: Operator): Outcome {
  const [first] = conditions;
  if (!first) return 'sound';
  const { statement } = first;
  const kinds = statement.shape.principals;
  if (operator && (contradictUnder(conditions, operator) || !conditions.every((c) => isSent(c, kinds)))) return 'wrong';
  if (conditions.some((c) => hasUnknownKey(c) || isContradicted(c) || !mayBeMet(c, kinds))) return 'doubtful';
  const demanded = new Set(conditions);
  const left = kinds.filter(
    (kind) => conditions.every((c) => mayBring(kind, c)) && missedBy(kind, statement).every((c) => demanded.has(c)),
  );
  if (!left.length || isDeniedBeside(conditions, left.length < kinds.length)) return 'doubtful';
  return conditions.every(mayMatch) ? 'sound' : 'doubtful';
}

/** The tests that demand a key which a caller of the statement does not send. */
function missedBy(kind: PrincipalKind, statement: Statement): readonly Condition[] {
  const known = missed(statement);
  let found = known.get(kind);
  if (!found) known.set(kind, (found = statement.conditions.filter((c) => demandsKey(c) && !mayBeMet(c, [kind]))));
  return found;
}

const missed = memo<Statement, Map<PrincipalKind, readonly Condition[]>>(() => new Map());

/**
 * Whether a Deny of the policy may meet just those who are left: it tests one of the keys too, or some of the statement's
 * callers are left no more. An Effect that is misspelt may be meant for one.
 */
export function isDeniedBeside(conditions: readonly Condition[], someAreGone: boolean): boolean {
  const policy = conditions[0]?.statement.policy;
  if (!policy?.statements.some((s) => s.effect !== 'Allow')) return false;
  return someAreGone || conditions.some((c) => deniedKeys(policy).has(c.key.value.toLowerCase()));
}

const deniedKeys = memo(
  ({ statements }: Policy) =>
    new Set(
      statements.filter((s) => s.effect !== 'Allow').flatMap((s) => s.conditions.map((c) => c.key.value.toLowerCase())),
    ),
);

/** Whether such callers of a condition's statement may meet a test that demands its key. */
export function mayBeMet(condition: Condition, kinds: readonly PrincipalKind[]): boolean {
  return !isOfAnotherProvider(condition, kinds) && isSent(condition, kinds);
}

/** Whether such callers send a condition's key, with a call that the statement allows. */
function isSent(condition: Condition, kinds: readonly PrincipalKind[]): boolean {
  const { statement, key } = condition;
  const companion = companionFor(key.value);
  if (kinds.length && !maySend(kinds, key)) return false;
  if (companion === undefined) return true;
  const { principals: all } = statement.shape;
  const asked = new Set<PrincipalKind | undefined>(kinds);
  const trusted = statement.principals.filter((_, i) => asked.has(all[i]));
  return allowsTo(statement, companion, trusted);
}

/** Whether, as far as can be guessed, another test of the statement is never met together with this one once both ask for the key. */
function isContradicted(condition: Condition): boolean {
  const { statement, key } = condition;
  if (demandsAbsence(statement, key.value)) return true;
  return conditionsNamed(statement, key.value).some(
    (other) =>
      other.operatorMember !== condition.operatorMember &&
      other.operator !== undefined &&
      other.operator.family !== 'Null' &&
      excludes(condition, other),
  );
}

function mayMatch(condition: Condition): boolean {
  return sentFor(condition).length > 0;
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
    return kind.kind === 'service' && serviceOf(kind.name)?.sends.sourceAccount === true;
  return maySend([kind], condition.key) && !isOfAnotherProvider(condition, [kind]);
}
