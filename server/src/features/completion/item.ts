import type { Cursor, Insert } from '../../tree/cursor.ts';
import type { Policy, Statement } from '../../policy/model.ts';
import type { Slot } from './slot.ts';

/** One thing to offer at a cursor. */
export interface CompletionItem {
  readonly label: string;
  readonly kind: 'element' | 'key' | 'service' | 'action' | 'operator' | 'value';
  readonly detail: string;
  /** `documentationOf` has more to say. */
  readonly documented: boolean;
  readonly insert: Insert;
  /** Lower is likelier. */
  readonly rank: number;
}

/** What a provider may look at. */
export interface CompletionContext {
  readonly cursor: Cursor;
  readonly slot: Slot;
  readonly policy: Policy | undefined;
  /** The statement around the cursor. */
  readonly statement: Statement | undefined;
  /** A fresh random identifier. */
  readonly random: () => string;
}

/** Offers what fits one kind of slot. */
export type CompletionProvider = (context: CompletionContext) => readonly CompletionItem[];
