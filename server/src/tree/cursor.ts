import type { Span } from '../text/span.ts';
import type { ValueNode } from './node.ts';
import type { PolicySource } from './source.ts';
import type { Template, TemplateText } from './template.ts';

/** Where in a policy a cursor stands. */
export interface Cursor {
  readonly policy: PolicySource | undefined;
  /** The containers around the cursor, from the policy's root inwards; empty in an empty document. */
  readonly containers: readonly ValueNode[];
  /** Member names and list indexes from the root to the cursor; for a key the path of its object. */
  readonly path: readonly (string | number)[];
  readonly at: 'document' | 'key' | 'value' | 'item';
  /** What is typed of the token so far, decoded, up to the cursor. */
  readonly typed: string;
  /** Names (of a key's object) or string values (of an item's list) that stand beside the cursor's own. */
  readonly siblings: readonly string[];
  /** The token under the cursor, quotes included, in the innermost text; empty where nothing stands yet. */
  readonly replace: Span;
  readonly quoted: boolean;
  /** Offset (innermost text) where a comma is due before the insertion. */
  readonly commaAt: number | undefined;
  readonly commaAfter: boolean;
  /** A key whose colon stands already: only the name is replaced. */
  readonly colonFollows: boolean;
}

/** What to put at a cursor; the host adds quotes, colon, commas, indentation. */
export type Insert =
  | { readonly kind: 'value'; readonly value: Template }
  | { readonly kind: 'key'; readonly name: string | TemplateText; readonly value: Template | undefined }
  | { readonly kind: 'members'; readonly members: readonly (readonly [key: string, value: Template])[] };
