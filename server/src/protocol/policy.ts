import type { Location, Position } from 'vscode-languageserver';

// A policy: asked about, copied, and what is shown beside it.

/** A policy as JSON, as a text, or in an open document; only of that one are places given. */
export type PolicyToEvaluate = string | PolicyInDocument | object;

/** The policy at a position of an open document, or the first. */
export interface PolicyInDocument {
  readonly uri: string;
  readonly position?: Position;
}

/** Forms of a policy: on one line, as a JSON string, URL-encoded as the IAM API returns it, or in Terraform. */
export type PolicyForm = 'json' | 'line' | 'string' | 'url' | 'jsonencode' | 'dataSource';

/** A policy in some form. */
export interface PolicyText {
  /** Null if it can't be said: it has syntax errors, or parts that are only known at deployment. */
  readonly text: string | null;
  /** Why there is no text, in a sentence; null if there is one. */
  readonly reason: string | null;
}

/** Where an external ID is used. */
export interface ExternalIdUses {
  /** Where it is named nearest to the position that was asked about. */
  readonly position: Position;
  readonly locations: readonly Location[];
}

/** The `data` of a lens, for a client that sets `keepsLenses`. */
export interface LensData {
  /** whole: the statement does what the lens says. idle: it does nothing, perhaps not yet. broken: it can't be read. */
  readonly standing: 'whole' | 'idle' | 'broken';
  /** Where the statement ends. */
  readonly end: Position;
}
