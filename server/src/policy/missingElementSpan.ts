import { meantElement } from '../iam/elementName.ts';
import { STATEMENT_ELEMENTS, type StatementElement } from '../iam/vocabulary.ts';
import type { Span } from '../text/span.ts';
import type { ObjectNode } from '../tree/node.ts';
import type { Statement } from './model.ts';

/** Where something missing from an object is shown: its first key, else its opening brace. */
export function missingElementSpan(node: ObjectNode): Span {
  return node.members[0]?.key.span ?? { start: node.span.start, end: node.span.start + 1 };
}

/** Whether an element that a statement lacks stands beside Statement instead, or may have been lost to a syntax error. */
export function standsElsewhere({ policy, complete }: Statement, name: StatementElement): boolean {
  return !complete || policy.strayed.some((u) => meantElement(u.member.key.value, STATEMENT_ELEMENTS) === name);
}
