import type { Location, Range } from 'vscode-languageserver';
import type { NearestMiss } from '../evaluate/decision.ts';
import type { CallRequest } from '../evaluate/request.ts';

// What explains an error of AWS.

/** Why AWS denied a call or rejected a policy. */
export interface AccessDenied {
  /** What the error says. */
  readonly summary: string;
  /** The policy that may be the cause, or left out if there is none. */
  readonly policy?: SuspectedPolicy;
  /** The most certain first. */
  readonly causes: readonly Cause[];
  readonly checks: readonly NextCheck[];
  /** The call as `evaluate` takes it, with what the error says of it; left out if the policy wasn't asked about one. */
  readonly request?: CallRequest;
  /** What that call misses by least, tried before it is told; left out where it is allowed. */
  readonly nearest?: NearestMiss;
}

/** The policy in which the causes of an error are. */
export interface SuspectedPolicy {
  readonly location: Location;
  /** same: of the role in the error. unnamed: the error names no role. unsaid: the document doesn't say of which role. other: of another role, so it has no causes. */
  readonly match: 'same' | 'unnamed' | 'unsaid' | 'other';
  /** The role in the error for `same`, the other role for `other`. */
  readonly role?: string;
}

/** One possible cause of an error. */
export interface Cause {
  /** Whether this alone explains the error; otherwise it is to be checked. */
  readonly sure: boolean;
  readonly text: string;
  /** The place in the document of `policy`. */
  readonly range?: Range;
  /** That document, where it isn't the one that was asked about. */
  readonly uri?: string;
  /** The rules whose findings say the same and offer a quick fix at the place; left out if there is none. */
  readonly fixes?: readonly string[];
}

/** What to check next, and the command that shows it. */
export interface NextCheck {
  readonly text: string;
  readonly command?: string;
}
