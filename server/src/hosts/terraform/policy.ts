import { contains, type Span } from '../../text/span.ts';
import { isSettled, type ValueNode } from '../../tree/node.ts';
import type { Owner, PolicyKind, PolicySource } from '../../tree/source.ts';
import { IAM_NAMES, type Vocabulary } from '../../tree/vocabulary.ts';
import { compactJson } from '../compactJson.ts';
import { MODULE } from './references.ts';
import { DOCUMENT_NAMES } from './vocabulary.ts';

interface Given {
  readonly root: ValueNode;
  readonly kind: PolicyKind;
  readonly toldBy: PolicySource['toldBy'];
  readonly owner: Owner | undefined;
  readonly unreadable: readonly Span[];
  /** Locals that values were taken from. */
  readonly taken: readonly Span[];
  /** Of these, what only trust policies use: to change it changes nothing else. */
  readonly own: readonly Span[];
  /** What else stands in place of references. */
  readonly brought: readonly string[];
  readonly isDocument: boolean;
}

/** A policy written as an expression or as a data source; Terraform makes the JSON text of it. */
export class TerraformPolicy implements PolicySource {
  readonly root: ValueNode;
  readonly kind: PolicyKind;
  readonly place = 'embedded';
  readonly toldBy: PolicySource['toldBy'];
  readonly owner: Owner | undefined;
  readonly template = MODULE;
  readonly unreadable: readonly Span[];
  readonly names: Vocabulary;
  readonly pieces: readonly Span[];
  readonly json = undefined;
  readonly isDocument: boolean;
  readonly #text: string;
  readonly #own: readonly Span[];
  readonly #brought: readonly string[];
  #fingerprint: string | undefined;

  /** @param text the document's */
  constructor(text: string, given: Given) {
    this.#text = text;
    this.#brought = given.brought;
    this.root = given.root;
    this.kind = given.kind;
    this.toldBy = given.toldBy;
    this.owner = given.owner;
    this.pieces = [given.root.span, ...given.taken];
    this.unreadable = given.unreadable.filter((span) => this.covers(span));
    this.isDocument = given.isDocument;
    this.names = given.isDocument ? DOCUMENT_NAMES : IAM_NAMES;
    this.#own = [given.root.span, ...given.own];
  }

  /** Whether a place is the policy's to change: in its own text, or in a local that nothing else uses. */
  owns(span: Span): boolean {
    return this.#own.some((piece) => contains(piece, span));
  }

  covers(span: Span): boolean {
    return this.pieces.some((piece) => contains(piece, span));
  }

  /** With what other files bring, which stands at the places that refer to it. */
  get fingerprint(): string {
    const { owner, pieces } = this;
    this.#fingerprint ??= JSON.stringify([
      pieces.map(({ start, end }) => this.#text.slice(start, end)),
      owner?.address,
      owner?.roleName,
      owner?.path,
      this.#brought,
      this.#own.length,
    ]);
    return this.#fingerprint;
  }

  length(): number | undefined {
    return isSettled(this.root) ? sent(this.root).length : undefined;
  }

  mayHold(sign: RegExp): boolean {
    return !isSettled(this.root) || sign.test(compactJson(this.root));
  }
}

/** As Terraform sends it: without blanks, `<`, `>` and `&` as escapes. */
function sent(root: ValueNode): string {
  return compactJson(root).replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
}
