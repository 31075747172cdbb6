// What a config file does to a document, and what changes one.

/** A change of trust-policy.config.json for a document. */
export interface ConfigRequest {
  /** The document. */
  readonly uri: string;
  /** Turns a rule off for the document or a statement, turns it off everywhere, sets its level, or adds an account of your own. */
  readonly kind: 'ignore' | 'disable' | 'level' | 'ownAccount';
  /** The rule; not for `ownAccount`. */
  readonly rule?: string;
  /** The level, for `level`. */
  readonly level?: 'error' | 'warning' | 'information' | 'hint' | 'off';
  /** The statement's Sid, for `ignore`. */
  readonly sid?: string;
  /** The account ID, for `ownAccount`. */
  readonly account?: string;
  /** The reason, or the account's name. */
  readonly text?: string;
}

/** The config file that applies to a document. */
export interface ConfigStatus {
  /** Its URI, or null if there is none. */
  readonly config: string | null;
  /** Why it couldn't be read, to be shown after its name, or null if it was read. */
  readonly refused: string | null;
  /** How many findings it hides. */
  readonly silenced: number;
}
