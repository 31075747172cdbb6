import type { Range } from 'vscode-languageserver';

// What explains a policy.

/** Who can assume a role; texts are plain, so a client escapes them. */
export interface Report {
  /** The version of the document that this is about. */
  readonly version: number;
  /** The role's name or ARN, if the document contains it. */
  readonly role?: string;
  /** Who can assume it by all statements together, as a sentence. */
  readonly outcome: string;
  /** The place of the policy. */
  readonly range: Range;
  /** The place of all that the document says of the role: a position there has this report. */
  readonly about: Range;
  /** The first statements of the policy. */
  readonly statements: readonly ReportedStatement[];
  /** How many more statements the policy has. */
  readonly statementsLeft: number;
  readonly picture: Picture;
  /** The first findings in the policy. */
  readonly risks: readonly Risk[];
  /** How many more findings there are. */
  readonly risksLeft: number;
  readonly callers: CallerSide;
  /** How to revoke access, one sentence each. */
  readonly revoking: readonly string[];
}

/** What one statement does. */
export interface ReportedStatement {
  readonly name: string;
  readonly sentence: string;
  readonly effect: 'allows' | 'denies' | 'denied' | 'nothing';
  readonly who: readonly string[];
  /** The conditions, in words and as they are written. */
  readonly guards: readonly { readonly phrase: string; readonly test: string }[];
  readonly range: Range;
}

/** A drawing, with policy text escaped. */
export interface Picture {
  /** For a page that has `style`. */
  readonly svg: string;
  readonly style: string;
  /** The drawing as a file of its own. */
  readonly file: string;
  readonly mermaid: string;
}

/** A finding in the policy. */
export interface Risk {
  readonly level: 'error' | 'warning' | 'information' | 'hint';
  readonly ruleId: string;
  readonly message: string;
  readonly range: Range;
}

/** What callers need on their side. */
export interface CallerSide {
  readonly notes: readonly string[];
  /** The policy that callers in AWS need. */
  readonly policy?: string;
}
