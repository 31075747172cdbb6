import type { CallRequest } from '../../evaluate/request.ts';
import type { RuleId } from '../../ruleIds.ts';
import type { Span } from '../../text/span.ts';

/** One reason why a call may have been denied. */
export interface Cause {
  /** sure: this alone explains it. Otherwise it is to be checked. */
  readonly sure: boolean;
  readonly text: string;
  /** Where in the policy. */
  readonly span: Span | undefined;
  /** The findings that say it too, or say more of it. */
  readonly findings?: readonly Suspect[] | undefined;
}

/** What to look at next, with the command that shows it. */
export interface Check {
  readonly text: string;
  readonly command: string | undefined;
}

/** The answer to “why was AssumeRole denied?”. */
export interface AccessDenied {
  /** What the error says, in plain words. */
  readonly summary: string;
  /** The most certain first. */
  readonly causes: readonly Cause[];
  readonly checks: readonly Check[];
  /** The call as the evaluator takes it, where a policy was asked about it. */
  readonly request?: CallRequest;
}

/** A finding of the policy as far as this question needs it. */
export interface Suspect {
  readonly ruleId: RuleId;
  readonly messageId: string;
  readonly text: string;
  readonly span: Span;
  readonly level: 'error' | 'warning' | 'information' | 'hint';
  /** IAM rejects the policy because of it. */
  readonly rejected: boolean;
  /** What IAM says where this is the cause; undefined where it takes such a policy. */
  readonly iamError: string | undefined;
}
