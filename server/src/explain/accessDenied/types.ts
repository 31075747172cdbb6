import type { Span } from '../../text/span.ts';

/** One reason why a call may have been refused. */
export interface Cause {
  /** sure: this alone refuses it. maybe: to be checked. */
  readonly sure: boolean;
  readonly text: string;
  /** Where in the policy. */
  readonly span: Span | undefined;
}

/** What to look at next, with the command that shows it. */
export interface Check {
  readonly text: string;
  readonly command: string | undefined;
}

/** The answer to “why was AssumeRole refused?”. */
export interface AccessDenied {
  /** What the error says, in plain words. */
  readonly summary: string;
  readonly causes: readonly Cause[];
  readonly checks: readonly Check[];
}
