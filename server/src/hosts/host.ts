import type { TextEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import type { TreeEdit } from '../tree/edit.ts';
import type { Owner, PolicySource, SyntaxProblem } from '../tree/source.ts';
import type { Cursor, Insert } from '../tree/cursor.ts';
import type { Template } from '../tree/template.ts';
import type { NamedText } from './detect.ts';
import type { Named } from './fileNames.ts';

/** A document as a host reads it. */
export interface HostDocument extends NamedText {
  /** What is told of the other files that are read with it: those of its Terraform module, or those that take a policy from it. */
  readonly beside: readonly Facts[];
  /** What the user or the name says of the document itself; undefined lets its content decide. */
  readonly named: Named;
  /** It was a policy before: it stays one while it is edited, unless its content says that it is something else. */
  readonly stays?: boolean;
}

/** What a file tells others that are read with it. The rest is for its host alone: same key, same facts. */
export interface Facts {
  readonly path: string;
  readonly key: string;
  /** The files of their own that it takes trust policies from. */
  readonly takes: readonly TakenFile[];
}

/** A file that holds nothing but the trust policy of a role. */
export interface TakenFile {
  /** From the folder of the file that takes it. */
  readonly path: string;
  /** `${…}` in it is filled in. */
  readonly isFilled: boolean;
  /** The role, where it is told. */
  readonly role: Pick<Owner, 'roleName' | 'path' | 'address'> | undefined;
}

/** The names by which parts of what is read as one refer to each other, and the files that it takes policies from. */
export interface Mentions {
  readonly names: readonly NamePlace[];
  readonly files: readonly FilePlace[];
}

/** A place where a name gets its meaning, or where it is used. */
export interface NamePlace {
  /** The same in all files that are read as one: `local.subjects`, `data.aws_iam_policy_document.trust`. */
  readonly name: string;
  readonly span: Span;
  readonly is: 'definition' | 'reference';
  /** The name that gets its meaning around a reference. */
  readonly within: string | undefined;
  /** It stands in a trust policy, or where a role is given one. */
  readonly isTrusted: boolean;
  /** Of a definition: the value, as written. */
  readonly said?: SaidValue | undefined;
}

export interface SaidValue {
  readonly text: string;
  /** It counts only where nobody sets another one. */
  readonly isDefault: boolean;
}

/** A place that names a file with a policy of its own. */
export interface FilePlace {
  readonly span: Span;
  /** From the folder of the document. */
  readonly path: string;
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

/** The same policy in another form of its language, or why it cannot be written in it. */
export interface Conversion {
  /** What to do. */
  readonly title: string;
  /** None where there is a reason. */
  readonly edits: readonly TextEdit[];
  readonly reason?: string;
}

/** A role to be, as far as it is known. */
export interface NewRole {
  readonly name: string | undefined;
  readonly policy: { readonly [element: string]: Template };
}

/** A form in which a new policy can be put somewhere in a document. */
export interface Insertion {
  /** A form that makes the role too is called `role…`. */
  readonly id: InsertionId;
  readonly label: string;
  readonly detail: string;
  /** Undefined for a policy that the form can't say. */
  readonly write: (role: NewRole) => readonly TextEdit[] | undefined;
}

export type InsertionId =
  | 'role'
  | 'roleAndDataSource'
  | 'roleTemplate'
  | 'roleCrossplane'
  | 'roleAck'
  | 'jsonencode'
  | 'dataSource'
  | 'mapping'
  | 'jsonText';

/** The forms in which a new policy can be put somewhere, the usual one first, or why there are none, in a sentence. */
export type Insertions = { readonly forms: readonly Insertion[] } | { readonly reason: string };

/** The seam to a host language: text to policy trees, and tree edits and completions back to text. */
export interface HostAdapter {
  readonly id: 'json' | 'yaml' | 'terraform';
  extract(document: HostDocument): Extraction;
  /** What a file tells those that are read as one with it; undefined where it tells nothing. */
  facts?(document: NamedText): Facts | undefined;
  /** What refers to what in a document; left out where nothing does. */
  mentions?(document: HostDocument, extraction: Extraction): Mentions;
  locate(document: HostDocument, extraction: Extraction, offset: number): Cursor | undefined;
  /** @param snippet whether tab stops are wanted; else they hold their default texts */
  rendererAt(document: HostDocument, cursor: Cursor, snippet: boolean): (insert: Insert) => Rendered;
  /** Whether a list may open by itself at a cursor, where a character was just typed. */
  opensAfter(cursor: Cursor, character: string): boolean;
  /** Whether anything can be written in such documents; else nothing that would need it is offered. */
  readonly writes: boolean;
  /** Undefined when a syntax problem lies inside what must be touched. */
  write(
    document: HostDocument,
    extraction: Extraction,
    policy: PolicySource,
    edits: readonly TreeEdit[],
  ): TextEdit[] | undefined;
  /** How many roles have the text that edits change; left out where each role has a text of its own. */
  rolesWith?(document: HostDocument, extraction: Extraction, edits: readonly TextEdit[]): number;
  /** The other forms in which a policy can be written where it stands; left out where there is one form. */
  conversions?(document: HostDocument, extraction: Extraction, policy: PolicySource): readonly Conversion[];
  /** What can be put at an offset where no policy stands yet; left out where nothing can. */
  insertions?(document: HostDocument, extraction: Extraction, offset: number): Insertions;
}
