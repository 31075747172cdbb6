import type { TextEdit } from '../text/edit.ts';
import type { TreeEdit } from '../tree/edit.ts';
import type { PolicySource, SyntaxProblem } from '../tree/source.ts';
import type { Cursor, Insert } from '../tree/cursor.ts';
import type { Named } from './detect.ts';

/** A document as a host reads it. */
export interface HostDocument {
  readonly text: string;
  /** What the user or the name says of the document itself; undefined lets its content decide. */
  readonly named: Named;
  /** It was a policy before: it stays one while it is edited, unless its content says that it is something else. */
  readonly stays?: boolean;
}

/** What a host found in a document. Never thrown, however bad the text. */
export interface Extraction {
  readonly policies: readonly PolicySource[];
  /** Those that belong to a policy of this document. */
  readonly problems: readonly SyntaxProblem[];
  /** Whether the document itself is a policy, more than about to become one. */
  readonly isPolicy: boolean;
  /** Whether a policy may be written where none is found yet. */
  readonly starts: boolean;
}

/** An insertion ready for the wire. */
export interface Rendered {
  readonly edit: TextEdit;
  /** With the opening quote when the replaced text has one, so that editors filter on what the user sees. */
  readonly filterText: string;
  /** `newText` is an LSP snippet. */
  readonly snippet: boolean;
  readonly additional: readonly TextEdit[];
}

/** The seam to a host language: text to policy trees, and tree edits and completions back to text. */
export interface HostAdapter {
  extract(document: HostDocument): Extraction;
  locate(document: HostDocument, extraction: Extraction, offset: number): Cursor | undefined;
  /** @param snippet whether tab stops are wanted; else they hold their default texts */
  rendererAt(document: HostDocument, cursor: Cursor, snippet: boolean): (insert: Insert) => Rendered;
  /** Undefined when a syntax problem lies inside what must be touched. */
  write(
    document: HostDocument,
    extraction: Extraction,
    policy: PolicySource,
    edits: readonly TreeEdit[],
  ): TextEdit[] | undefined;
}
