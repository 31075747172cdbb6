import { meantElement } from '../iam/elementName.ts';
import { STATEMENT_ELEMENTS, type StatementElement } from '../iam/words.ts';
import type { Span } from '../text/span.ts';
import type { ObjectNode } from '../tree/node.ts';
import type { Policy, Statement } from './model.ts';

/** Where something missing from an object is shown: its first key, else its opening brace. */
export function placeOfMissing(node: ObjectNode): Span {
  return node.members[0]?.key.span ?? { start: node.span.start, end: node.span.start + 1 };
}

/** Whether the policy's values use policy variables, which only Version 2012-10-17 fills in. */
export function usesVariables(statements: readonly Statement[], isVariable: (value: string) => boolean): boolean {
  return statements.some((s) =>
    s.conditions.some((c) => c.values.some((v) => v.node.kind === 'string' && isVariable(v.node.value))),
  );
}

/**
 * Whether the version decides what some text means, or may: `${` anywhere, or a value that only a deploy knows. A safe fix
 * must not touch the version then.
 */
export function mayUseVariables({ source, statements }: Policy): boolean {
  return (
    source.layers.length > 0 ||
    source.slice.includes('${') ||
    usesVariables(statements, (value) => value.includes('${')) || // its escapes may hide it in the text
    statements.some((s) => s.conditionsOpen || s.conditions.some((c) => c.open))
  );
}

/** Whether an element that a statement lacks stands beside Statement instead, or may have been lost to a syntax error. */
export function standsElsewhere({ policy, complete }: Statement, name: StatementElement): boolean {
  return !complete || policy.strayed.some((u) => meantElement(u.member.key.value, STATEMENT_ELEMENTS) === name);
}

/** Whether a place stands before anything that could not be read; behind it, names may be pieces of something else. */
export function isReadable(policy: Policy, span: Span): boolean {
  return policy.source.unreadable.every((broken) => span.end < broken.start);
}
