import { decided } from './deciding.ts';

/** A policy and a request with their right decision. */
export interface CallCase {
  readonly id: string;
  readonly group?: string;
  readonly policy: unknown;
  readonly request: unknown;
  readonly expect: string;
  /** The class of the reason; names of keys are compared without case. */
  readonly because?: string;
  /** The Sid of the statement that decides. */
  readonly by?: string;
  readonly callerSide?: string;
  readonly source?: string;
  readonly note?: string;
}

const FIELDS = ['id', 'group', 'policy', 'request', 'expect', 'because', 'by', 'callerSide', 'source', 'note'];

/** Whether a list is one of calls. */
export function areCalls(cases: readonly object[]): cases is readonly CallCase[] {
  return cases.every((c) => 'policy' in c && 'request' in c && Object.keys(c).every((field) => FIELDS.includes(field)));
}

/** What is wrong with what is decided of a case; nothing where it holds. */
export function failuresOfCall({ policy, request, expect, because, by, callerSide }: CallCase): readonly string[] {
  const decision = decided(policy, request);
  const failures: string[] = [];
  const compare = (what: string, found: unknown, expected: string | undefined): void => {
    if (expected !== undefined && String(found).toLowerCase() !== expected.toLowerCase())
      failures.push(`${what} is ${String(found)}, not ${expected}`);
  };
  compare('the decision', decision.decision, expect);
  compare('the reason', decision.because, because);
  compare('the statement', decision.by, by);
  compare("the caller's side", decision.callerSide, callerSide);
  return failures;
}
