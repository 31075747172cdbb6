import type { Json } from './request.ts';

/** Whether a trust policy allows a call, and why. What the caller needs on its own side is `callerSide`, not part of the decision. */
export interface Decision<Place> {
  readonly decision: Verdict;
  /** The Sid, else the index, of the Deny or of the first Allow that decides; null where none does, and for unknown. */
  readonly by: StatementName | null;
  /** The class of the reason: `caller-side`, `deny`, `principal`, `action`, `condition:KEY`, `companion`; null for allow, and where a part of the policy can't be read. */
  readonly because: string | null;
  readonly callerSide: CallerHalf | null;
  /** Every action that the call needs. */
  readonly actions: readonly ActionDecision[];
  readonly statements: readonly StatementTrace<Place>[];
  readonly nearest: NearestMiss | null;
  readonly notes: readonly string[];
}

export type Result = 'yes' | 'no' | 'unknown';
export type Verdict = 'allow' | 'deny' | 'unknown';
export type StatementName = string | number;
export type CallerHalf = 'needed' | 'not-needed' | 'refused';

export interface ActionDecision {
  readonly action: string;
  readonly decision: Verdict;
  readonly by: StatementName | null;
}

/** What one statement says of the call, part by part. */
export interface StatementTrace<Place> {
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Whether it applies to an action of the call. */
  readonly result: Result;
  readonly principal: { readonly result: Result; readonly matched?: string; readonly range?: Place };
  readonly action: { readonly result: Result; readonly range?: Place };
  readonly conditions: readonly ConditionTrace<Place>[];
}

export interface ConditionTrace<Place> {
  readonly operator: string;
  readonly key: string;
  readonly wanted: readonly string[];
  /** What the request has; null where it has nothing, or it is not known. */
  readonly had: string | readonly string[] | null;
  readonly result: Result;
  /** What IAM does, in words, and the page that says so. */
  readonly rule: string;
  readonly doc: string;
  readonly range?: Place;
}

/** The Allow that the call misses by least, and what would make it allow: tried before it is told. */
export interface NearestMiss {
  readonly statement: number;
  /** How many of its parts fail. */
  readonly missing: number;
  /** `principal`, `action`, `condition:KEY`, `companion:ACTION`. */
  readonly parts: readonly string[];
  /** What to change in the request: `{"with.externalId": "acme-7f9c"}`. */
  readonly request: Readonly<Record<string, Json>>;
  /** Rules whose findings offer a fix for it. */
  readonly policy: readonly string[];
}
