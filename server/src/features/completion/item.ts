import type { Policy, Statement } from '../../policy/model.ts';
import type { KnownNames } from '../../policy/knownNames.ts';
import type { Cursor, Insert } from '../../tree/cursor.ts';
import type { TreeEdit } from '../../tree/edit.ts';
import type { Slot } from './slot.ts';

/** One thing to offer at a cursor. */
export interface CompletionItem {
  readonly label: string;
  readonly kind: 'template' | 'element' | 'type' | 'key' | 'service' | 'principal' | 'action' | 'operator' | 'value';
  /** What its documentation is about, where the label is another name of it. */
  readonly topic?: string;
  readonly detail: string;
  readonly insert: Insert;
  /** Lower is likelier. */
  readonly rank: number;
  /** Words that find it besides what is inserted: a vendor's name. */
  readonly filter?: string;
  /** What brings it when typed, shown beside the label. */
  readonly prefix?: string;
  /** Changes elsewhere in the statement that it needs to be sound. */
  readonly also?: readonly TreeEdit[];
  /** Without those changes it lets in whom it seems to keep out: then it is not offered. */
  readonly opensAlone?: boolean;
}

/** What a reader has told and what a workspace shows. */
export interface CompletionEnvironment {
  /** The reader's own accounts: id to name. */
  readonly ownAccounts: Readonly<Record<string, string>>;
  readonly organizations: readonly string[];
  readonly seen: KnownNames;
  /** That of the document; empty where it has none. */
  readonly fileName: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A fresh random identifier. */
  readonly random: () => string;
}

/** What a provider may look at; of what was seen only as much as is worth offering, the reader's own accounts among it. */
export interface CompletionContext extends CompletionEnvironment {
  readonly cursor: Cursor;
  readonly slot: Slot;
  readonly policy: Policy | undefined;
  /** The statement around the cursor. */
  readonly statement: Statement | undefined;
}

/** Offers what fits one kind of slot. */
export type CompletionProvider = (context: CompletionContext) => readonly CompletionItem[];

/** Own accounts first, then those that stand in policies. */
export function accountsOf({ seen }: CompletionContext): readonly string[] {
  return seen.accounts;
}
