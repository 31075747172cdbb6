import { check, explainAccessDenied, finish, PolicyDocument } from '../../server/src/service.ts';
import { overlaps } from '../../server/src/text/span.ts';
import { testContext } from './context.ts';

/** A pasted error, the policy that is open, and what must be said of it. */
export interface ErrorCase {
  readonly id: string;
  readonly pasted: string;
  /** The open policy; no document where it is left out. */
  readonly text?: string;
  /** Patterns without case that the answer contains; `SURE.*X`: one sure cause does. */
  readonly must: readonly string[];
  /** Texts that the answer may not contain. */
  readonly mustNot: readonly string[];
  /** A text of the policy that some cause points at. */
  readonly point?: string;
  readonly source?: string;
}

/** Whether a list is one of errors. */
export function areErrors(cases: readonly object[]): cases is readonly ErrorCase[] {
  return cases.length > 0 && cases.every((c) => 'pasted' in c && 'must' in c);
}

/** What is wrong with what is said of a case; nothing where it holds. */
export function failuresOfError(example: ErrorCase): readonly string[] {
  const { pasted, text } = example;
  const context = testContext();
  const policyDocument = text === undefined ? undefined : new PolicyDocument(text, true);
  const answer = explainAccessDenied(
    pasted,
    policyDocument && { policyDocument, analysis: finish(check(policyDocument, context)), offset: 0 },
    context,
  );
  const causes = (answer?.causes ?? []).map(({ span, ...cause }) => ({ ...cause, ...(span ? { range: span } : {}) }));
  const failures = failuresOfAnswer(example, answer ? { ...answer, causes } : null);
  if (example.point === undefined || text === undefined) return failures;
  const start = text.indexOf(example.point);
  const place = { start, end: start + example.point.length };
  const isPointedAt = causes.some(({ range }) => range && overlaps(range, place) && range.end - range.start <= LONGEST);
  return isPointedAt ? failures : [...failures, `no cause points at ${example.point}`];
}

/** A place is never a statement. Characters. */
const LONGEST = 400;

interface Answer {
  readonly causes: readonly { readonly sure: boolean; readonly text: string }[];
}

/** What the JSON of an answer lacks, or has too much. */
export function failuresOfAnswer({ must, mustNot }: ErrorCase, answer: Answer | null): readonly string[] {
  const json = JSON.stringify(answer);
  const sure = (answer?.causes ?? []).filter((cause) => cause.sure).map((cause) => JSON.stringify(cause));
  return [
    ...must
      .filter((wanted) => {
        const isSure = wanted.startsWith('SURE');
        const pattern = new RegExp(isSure ? wanted.replace(/^SURE(?:\.\*)?/, '') : wanted, 'i');
        return !(isSure ? sure : [json]).some((one) => pattern.test(one));
      })
      .map((wanted) => `says nothing of ${wanted}`),
    ...mustNot.filter((unwanted) => json.includes(unwanted)).map((unwanted) => `says ${unwanted}`),
  ];
}
