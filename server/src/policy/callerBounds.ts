import { parseArn } from '../iam/arn.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { conditionsOn, guarantees, hasGuard, hasLiteralGuard } from './conditionGuarantees.ts';
import { memo } from '../text/memo.ts';
import type { Condition, Policy, Principal, Statement } from './model.ts';

/** Whether a guaranteed PrincipalArn names the account the caller must be of. */
export function keptToPrincipalAccount(statement: Statement): boolean {
  return hasLiteralGuard(statement, KEYS.principalArn, (value) => parseArn({ value, holes: [] })?.account.value || '*');
}

/**
 * Whether a guaranteed condition keeps callers to an organisation, an account or a known principal.
 * @param trusted the organisations that are known; empty when any will do
 */
export function keptToKnownCallers(statement: Statement, trusted: readonly string[] = []): boolean {
  return (
    keptToOrganization(statement, KEYS.principalOrgId, trusted) ||
    keptToOrganization(statement, KEYS.principalOrgPaths, trusted) ||
    hasLiteralGuard(statement, KEYS.principalAccount) ||
    keptToPrincipalAccount(statement)
  );
}

function keptToOrganization(statement: Statement, key: string, trusted: readonly string[]): boolean {
  const id = (value: string): string => value.split('/', 1)[0] ?? '';
  if (!hasLiteralGuard(statement, key, id)) return false;
  if (!trusted.length) return conditionsOn(statement, key).some((c) => guarantees(c) !== 'no');
  const known = new Set(trusted);
  return conditionsOn(statement, key).some(
    (c) =>
      guarantees(c) !== 'no' &&
      c.values.every((v) => v.text && (v.text.holes.length > 0 || known.has(id(v.text.value)))),
  );
}

/** Whether a condition is on a key that tells of which organisation, account or principal the caller is. */
export function namesCaller({ key }: Condition): boolean {
  return [KEYS.principalOrgId, KEYS.principalOrgPaths, KEYS.principalAccount, KEYS.principalArn].some((name) =>
    sameName(name, key.value),
  );
}

/** Whether a guaranteed condition truly narrows who of all AWS gets in (an ExternalId, an address or a session name do not). */
export function narrowsEveryone(statement: Statement): boolean {
  return (
    keptToKnownCallers(statement) ||
    hasLiteralGuard(statement, KEYS.userId, (value) => value.split(':', 1)[0] ?? '') ||
    hasLiteralGuard(statement, KEYS.sourceVpc) ||
    hasLiteralGuard(statement, KEYS.sourceVpce)
  );
}

/** Whether a guaranteed condition demands MFA; its age is there only with it. */
export function demandsMfa(statement: Statement): boolean {
  if (hasGuard(statement, KEYS.mfaAge)) return true;
  return conditionsOn(statement, KEYS.mfaPresent).some(
    (c) =>
      guarantees(c) !== 'no' && c.values.every((v) => v.text && (v.text.holes.length > 0 || v.text.value === 'true')),
  );
}

/**
 * Whether a Deny of the policy keeps out all who come without one of the keys: then the guard stands there. It must speak
 * of the same callers and the same call, and ask nothing else besides.
 */
export function deniedWithout(statement: Statement, action: string, isKey: IsKey): boolean {
  const { policy, principals } = statement;
  if (!policy.denies.length) return false;
  const denied = deniedBy(policy, isKey).get(action);
  return denied !== undefined && (denied.everyone || principals.some((p) => denied.callers.has(callerName(p))));
}

/** One function for each kind of key, made once: what a policy denies is kept by it. */
type IsKey = (condition: Condition) => boolean;

/** Whom the Denies of a policy keep out when they come without a key. */
interface Denied {
  everyone: boolean;
  readonly callers: Set<string>;
}

const deniedByKey = memo<Policy, WeakMap<IsKey, ReadonlyMap<string, Denied>>>(() => new WeakMap());

function deniedBy(policy: Policy, isKey: IsKey): ReadonlyMap<string, Denied> {
  const byKey = deniedByKey(policy);
  let found = byKey.get(isKey);
  if (!found) byKey.set(isKey, (found = readDenied(policy, isKey)));
  return found;
}

/** By assume action. */
function readDenied({ denies }: Policy, isKey: IsKey): ReadonlyMap<string, Denied> {
  const found = new Map<string, Denied>();
  for (const deny of denies) {
    const tests = deny.conditions.filter((c) => !sparesServices(c));
    if (!deny.conditionsOpen && !(tests.length > 0 && tests.every((c) => isKey(c) && refusesAbsent(c)))) continue;
    for (const action of deny.assumes) {
      const denied = found.get(action) ?? { everyone: false, callers: new Set() };
      found.set(action, denied);
      for (const principal of deny.principals) {
        if (principal.type === '*' || principal.value.value === '*') denied.everyone = true;
        denied.callers.add(callerName(principal));
      }
    }
  }
  return found;
}

function callerName({ type, value }: Principal): string {
  return `${type ?? ''} ${value.value}`;
}

/** AWS's own form of such a Deny leaves its services out. */
function sparesServices({ key, operator, values }: Condition): boolean {
  return (
    sameName(key.value, KEYS.principalIsAwsService) &&
    operator?.family === 'Bool' &&
    values.every((v) => v.text?.value === 'false')
  );
}

/** A test that is met when the key is absent: negated, `Null: "true"`, or `BoolIfExists: "false"`. */
function refusesAbsent({ operator, values }: Condition): boolean {
  if (operator?.family === 'Null') return values.some((v) => v.text?.value === 'true');
  if (operator?.family === 'Bool') return operator.ifExists && values.every((v) => v.text?.value === 'false');
  return operator?.negated === true && operator.set !== 'ForAnyValue';
}
