import { meantElement } from '../iam/elementName.ts';
import { STATEMENT_ELEMENTS, type StatementElement } from '../iam/vocabulary.ts';
import type { Span } from '../text/span.ts';
import type { ObjectNode } from '../tree/node.ts';
import type { Statement } from './model.ts';

/** Where something missing from an object is shown: at what names it, else its first key, else where it opens. */
export function missingElementSpan({ head, members, span: { start } }: ObjectNode): Span {
  return head ?? members.find((m) => !m.implied)?.key.span ?? { start, end: start + 1 };
}

/** Whether an element that a statement lacks stands beside Statement instead, or may have been lost to a syntax error. */
export function standsElsewhere({ policy, complete }: Statement, name: StatementElement): boolean {
  return !complete || policy.strayed.some((u) => meantElement(u.member.key.value, STATEMENT_ELEMENTS) === name);
}
