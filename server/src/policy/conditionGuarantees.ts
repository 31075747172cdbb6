import { hasWildcard, isOnlyWildcards } from '../iam/wildcards.ts';
import type { Span } from '../text/span.ts';
import { knowsClaim } from './oidcClaims.ts';
import { conditionsInFamily, conditionsNamed } from './conditionIndex.ts';
import { memo } from '../text/memo.ts';
import type { Condition, Statement } from './model.ts';

/**
 * Whether a condition guarantees its key: a positive operator without IfExists, without ForAllValues (unless
 * `Null: "false"` stands beside it), with a value that is not only wildcards. `unknown` when a hole may decide it.
 */
export const guarantees = memo((condition: Condition): 'yes' | 'no' | 'unknown' => {
  const { operator, values } = condition;
  if (!operator || operator.negated || operator.ifExists || operator.family === 'Null') return 'no';
  if (operator.set === 'ForAllValues' && !demandsPresence(condition.statement, condition.key.value)) return 'no';
  if (!values.length || values.some((v) => !v.text || v.text.value === '')) return 'no';
  // Values are alternatives: one that lets everything pass opens the whole test.
  if (operator.wildcards && values.some((v) => v.text && !v.text.holes.length && isOnlyWildcards(v.text.value)))
    return 'no';
  return condition.open ? 'unknown' : 'yes';
});

/** `Null: {key: "false"}`: the key must be in the request. */
function demandsPresence(statement: Statement, key: string): boolean {
  return conditionsNamed(statement, key).some(
    (c) =>
      c.operator?.family === 'Null' &&
      !c.operator.ifExists &&
      c.values.length > 0 &&
      c.values.every((v) => v.text?.value === 'false'),
  );
}

/**
 * Where a statement tests one of the keys, or one that nobody knows and that may have been meant for it. Whether a key is
 * there at all says nothing of its value.
 */
export function attemptsAt(statement: Statement, isKey: (condition: Condition) => boolean): readonly Span[] {
  return statement.conditions
    .filter((c) => c.operator?.family !== 'Null' && (isKey(c) || hasUnknownKey(c)))
    .flatMap((c) => [c.operatorMember.key.span, c.member.span]);
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
export function hasLiteralGuard(
  statement: Statement,
  key: string,
  part: (value: string) => string = (v) => v,
): boolean {
  return conditionsOn(statement, key).some(
    (c) =>
      guarantees(c) !== 'no' &&
      c.values.every((v) => v.text && (!c.operator?.wildcards || !hasWildcard(part(v.text.value)))),
  );
}
