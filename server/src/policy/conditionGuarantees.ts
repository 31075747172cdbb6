import { hasWildcard, isOnlyWildcards } from '../iam/wildcards.ts';
import { whenAbsent } from '../semantics/absent.ts';
import type { Tristate } from '../semantics/tristate.ts';
import type { HoledText } from '../text/holedText.ts';
import type { Span } from '../text/span.ts';
import { knowsClaim } from './oidcClaims.ts';
import { conditionsInFamily, conditionsNamed } from './conditionIndex.ts';
import { memo } from '../text/memo.ts';
import type { Condition, Statement } from './model.ts';

/**
 * Whether a condition guarantees its key: a positive operator without IfExists, without ForAllValues (unless another test of the
 * key, such as `Null: "false"`, stands beside it), with a value that is not only wildcards. `unknown` when a hole may decide it.
 */
export const guarantees = memo((condition: Condition): 'yes' | 'no' | 'unknown' => {
  const { operator, values } = condition;
  if (!operator || operator.negated || operator.family === 'Null') return 'no';
  if (whenAbsent(operator, NO_TEXTS) !== 'no' && !isDemanded(condition.statement, condition.key.value)) return 'no';
  if (!values.length || values.some((v) => !v.text || v.text.value === '')) return 'no';
  if (opensByWildcards(condition)) return 'no';
  return condition.open ? 'unknown' : 'yes';
});

/** Whether any value will do, as long as there is one. Values are alternatives: one that lets everything pass opens the whole test. */
export function opensByWildcards({ operator, values }: Condition): boolean {
  return (
    operator?.wildcards === true && values.some(({ text }) => text && !text.holes.length && isOnlyWildcards(text.value))
  );
}

/** Whether a test of a key is only met by requests that have it, such as `Null: "false"`: then no other test of it is met without. */
export function isDemanded(statement: Statement, key: string): boolean {
  return demandedKeys(statement).has(key.toLowerCase());
}

const demandedKeys = memo(
  ({ conditions }: Statement): ReadonlySet<string> =>
    new Set(conditions.filter(demandsKey).map((c) => c.key.value.toLowerCase())),
);

/** Whether a test is met only by requests that have its key. */
export function demandsKey(condition: Condition): boolean {
  return condition.values.length > 0 && metWithoutKey(condition) === 'no';
}

/** Whether a request without its key meets a test. */
export function metWithoutKey({ operator, values }: Condition): Tristate {
  if (!operator) return 'unknown';
  if (operator.family !== 'Null') return whenAbsent(operator, NO_TEXTS);
  return whenAbsent(
    operator,
    values.map((v) => v.text?.value ?? ''),
  );
}

const NO_TEXTS: readonly string[] = [];

/**
 * Where a statement tests one of the keys, or one that nobody knows and that may have been meant for it. Whether a key is
 * there at all says nothing of its value.
 */
export function attemptsAt(statement: Statement, isKey: (condition: Condition) => boolean): readonly Span[] {
  return statement.conditions
    .filter((c) => c.operator?.family !== 'Null' && (isKey(c) || hasUnknownKey(c)))
    .flatMap((c) => [c.operatorMember.key.span, c.member.span]);
}

/**
 * The tests that only say who is kept out, where everyone else gets in. They are no guard that is broken: what they leave
 * open is the cause.
 */
export function exclusionsIn(statement: Statement, isKey: (condition: Condition) => boolean): readonly Condition[] {
  return statement.conditions.filter(
    (c) => c.operator?.negated && isKey(c) && !hasUnknownKey(c) && !opensByWildcards(c),
  );
}

/** Whether no key of that name exists; one that is not known yet may. */
export const hasUnknownKey = memo((condition: Condition): boolean => {
  const { key, known, providerKey } = condition;
  if (known || providerKey?.claim.holes.length) return false;
  return providerKey ? !knowsClaim(condition, providerKey) : !key.holes.length;
});

/** The conditions on a key, or on a family of keys when the name ends in `/`; names are compared without case. */
export function conditionsOn(statement: Statement, key: string): readonly Condition[] {
  return key.endsWith('/') ? conditionsInFamily(statement, key) : conditionsNamed(statement, key);
}

/** Whether a statement guarantees a key; a value with a hole counts: the author means to fill it. */
export function hasGuard(statement: Statement, key: string): boolean {
  return conditionsOn(statement, key).some((c) => guarantees(c) !== 'no');
}

/** Whether a key is guaranteed with values none of which holds a wildcard in what `part` picks. */
export function hasLiteralGuard(statement: Statement, key: string, part: (text: HoledText) => string = whole): boolean {
  return conditionsOn(statement, key).some((c) => guarantees(c) !== 'no' && isLiteral(c, part));
}

/** Whether none of a condition's values holds a wildcard in what `part` picks. */
export function isLiteral({ operator, values }: Condition, part: (text: HoledText) => string = whole): boolean {
  return values.every((v) => v.text && (!operator?.wildcards || !hasWildcard(part(v.text))));
}

function whole({ value }: HoledText): string {
  return value;
}
