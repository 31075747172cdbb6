import { parseArn } from '../iam/arn.ts';
import { comparesValues } from '../iam/operators.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import {
  conditionsOn,
  guarantees,
  hasGuard,
  hasLiteralGuard,
  isLiteral,
  metWithoutKey,
} from './conditionGuarantees.ts';
import { principalNames } from '../semantics/principalNames.ts';
import type { HoledText } from '../text/holedText.ts';
import { memo } from '../text/memo.ts';
import type { Condition, Policy, Principal, Statement } from './model.ts';
import { isMetByCallers } from './surelyMet.ts';

/** What of a value tells of which organization, account or principal the caller is, by key. */
const WHO: ReadonlyMap<string, (text: HoledText) => string> = new Map([
  [KEYS.principalOrgId, ({ value }) => organizationOf(value)],
  [KEYS.principalOrgPaths, ({ value }) => organizationOf(value)],
  [KEYS.principalAccount, ({ value }) => value],
  [KEYS.principalArn, accountOrAny],
]);

function organizationOf(path: string): string {
  return path.split('/', 1)[0] ?? '';
}

/** The account in an ARN; what is still to be filled in may name it. */
function accountOrAny(arn: HoledText): string {
  const account = parseArn(arn)?.account;
  return account?.value || (!account && arn.holes.length ? '' : '*');
}

/**
 * Whether a guaranteed condition keeps callers to an organization, an account or a known principal.
 * @param trusted the organizations that are known; empty when any will do
 */
export function keptToKnownCallers({ conditions }: Statement, trusted: readonly string[] = []): boolean {
  return conditions.some((c) => bounds(c) && namesKnown(c) && (!isOfOrganization(c) || isAmong(c, trusted)));
}

/** Whether a guaranteed condition keeps callers to organizations all of which are the reader's own. */
export function keptToTrusted({ conditions }: Statement, trusted: readonly string[]): boolean {
  if (!trusted.length) return false;
  return conditions.some((c) => bounds(c) && isOfOrganization(c) && namesKnown(c) && isAmong(c, trusted));
}

/** Whether a condition keeps somebody out: one that only repeats what the statement's principals are anyway does not. */
export function bounds(condition: Condition): boolean {
  return guarantees(condition) !== 'no' && !isMetByCallers(condition);
}

function isOfOrganization({ known }: Condition): boolean {
  return known?.name === KEYS.principalOrgId || known?.name === KEYS.principalOrgPaths;
}

function isAmong({ values }: Condition, trusted: readonly string[]): boolean {
  if (!trusted.length) return true;
  return values.every(({ text }) => text && (text.holes.length > 0 || trusted.includes(organizationOf(text.value))));
}

/** Whether a condition is on a key that tells of which organization, account or principal the caller is. */
export function namesCaller({ known }: Condition): boolean {
  return WHO.has(known?.name ?? '');
}

/** Whether its values tell it too, without a wildcard. */
export function namesKnown(condition: Condition): boolean {
  const part = WHO.get(condition.known?.name ?? '');
  return part !== undefined && isLiteral(condition, part);
}

/** Whether a Deny keeps out all but callers that it names. */
export function deniedToOthers(statement: Statement): boolean {
  return statement.assumes.every((action) => deniedWithout(statement, action, sparesKnown));
}

function sparesKnown(condition: Condition): boolean {
  return condition.operator?.negated === true && namesKnown(condition);
}

/** Whether a guaranteed condition narrows who of all AWS gets in (an ExternalId, an address or a session name do not). */
export function narrowsEveryone(statement: Statement): boolean {
  return (
    hasLiteralGuard(statement, KEYS.userId, ({ value }) => value.split(':', 1)[0] ?? '') ||
    hasLiteralGuard(statement, KEYS.sourceVpc) ||
    hasLiteralGuard(statement, KEYS.sourceVpce) ||
    statement.assumes.every((action) => deniedWithout(statement, action, namesCaller))
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
  return (
    denied !== undefined &&
    (denied.everyone || principals.some((p) => coveringNames(p).some((name) => denied.callers.has(name))))
  );
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
        for (const name of principalNames(principal)?.own ?? []) denied.callers.add(name);
      }
    }
  }
  return found;
}

function coveringNames(principal: Principal): readonly string[] {
  return principalNames(principal)?.covering ?? NO_NAMES;
}

const NO_NAMES: readonly string[] = [];

/** AWS's own form of such a Deny leaves its services out. */
function sparesServices({ key, operator, values }: Condition): boolean {
  return (
    sameName(key.value, KEYS.principalIsAwsService) &&
    operator?.family === 'Bool' &&
    values.every((v) => v.text?.value === 'false')
  );
}

/** A test of a Deny that is met without the key, and not by a right value of it: negated, `Null: "true"`, or `BoolIfExists: "false"`. */
function refusesAbsent(condition: Condition): boolean {
  const { operator, values } = condition;
  if (!operator || metWithoutKey(condition) !== 'yes') return false;
  return !comparesValues(operator) || (operator.family === 'Bool' && values.every((v) => v.text?.value === 'false'));
}
