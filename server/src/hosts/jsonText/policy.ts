import { offsetWithin, type Layer } from '../../text/layer.ts';
import { contains, type Span } from '../../text/span.ts';
import { isSettled, type ObjectNode } from '../../tree/node.ts';
import type { Owner, PolicyKind, PolicySource, Template } from '../../tree/source.ts';
import type { Extraction } from '../host.ts';
import { IAM_NAMES, type Vocabulary } from '../../tree/vocabulary.ts';

type Given = Pick<
  JsonTextPolicy,
  'root' | 'kind' | 'place' | 'toldBy' | 'owner' | 'template' | 'layers' | 'unreadable' | 'substituted'
> & {
  /** Left out where names are those of JSON. */
  readonly names?: Vocabulary | undefined;
  /** Text of the document that it takes from elsewhere. */
  readonly elsewhere?: readonly Span[];
  /** What else decides how it is read. */
  readonly facts?: string;
  readonly readingOf?: JsonTextPolicy;
};

const IN_TEMPLATE: Vocabulary = {
  ...IAM_NAMES,
  substitution: { by: 'CloudFormation', with: 'Fn::Sub', written: 'Fn::Sub' },
};

/** A policy written as JSON text, in whichever host that stands. */
export class JsonTextPolicy implements PolicySource {
  readonly root: ObjectNode;
  readonly kind: PolicyKind;
  readonly place: PolicySource['place'];
  readonly toldBy: PolicySource['toldBy'];
  readonly owner: Owner | undefined;
  readonly template: Template | undefined;
  readonly unreadable: readonly Span[];
  readonly names: Vocabulary;
  /** From the document inwards; empty when the policy is plain text of the document. */
  readonly layers: readonly Layer[];
  /** Whether its text is that of a function which fills in names. */
  readonly substituted: boolean;
  readonly pieces: readonly Span[];
  readonly readingOf: JsonTextPolicy | undefined;
  readonly #given: Given;
  readonly #text: string;
  readonly #facts: string;
  #json: string | undefined;

  /** @param text the document's */
  constructor(text: string, given: Given) {
    this.#text = text;
    this.#given = given;
    this.readingOf = given.readingOf;
    this.root = given.root;
    this.kind = given.kind;
    this.place = given.place;
    this.toldBy = given.toldBy;
    this.owner = given.owner;
    this.template = given.template;
    this.names = given.names ?? (given.template?.noun === 'template' ? IN_TEMPLATE : IAM_NAMES);
    this.unreadable = given.unreadable;
    this.layers = given.layers;
    this.substituted = given.substituted;
    this.pieces = [given.root.span, ...(given.elsewhere ?? [])];
    this.#facts = given.facts ?? '';
  }

  /** The same policy with other values, as a condition of the template chooses them. */
  reading(root: ObjectNode): JsonTextPolicy {
    return root === this.root ? this : new JsonTextPolicy(this.#text, { ...this.#given, root, readingOf: this });
  }

  covers(span: Span): boolean {
    return this.pieces.some((piece) => contains(piece, span));
  }

  /** Whether a place lies in the policy's own text, which its edits may change. */
  owns(span: Span): boolean {
    return contains(this.root.span, span);
  }

  get fingerprint(): string {
    return this.#facts === '' ? this.#written : `${this.#written}\n${this.#facts}`;
  }

  get #written(): string {
    const { start, end } = this.root.span;
    return this.#text.slice(start, end);
  }

  /** Unknown where some of it stands elsewhere. */
  get json(): string | undefined {
    if (this.pieces.length > 1) return undefined;
    this.#json ??= this.#decoded();
    return this.#json;
  }

  #decoded(): string {
    const layer = this.layers.at(-1);
    if (!layer) return this.#written;
    const { start, end } = this.root.span;
    return layer.text.slice(offsetWithin(this.layers, start), offsetWithin(this.layers, end));
  }

  length(): number | undefined {
    const { json } = this;
    return json !== undefined && isSettled(this.root) ? inkOf(json) : undefined;
  }

  mayHold(sign: RegExp): boolean {
    const { json } = this;
    return json === undefined || sign.test(json);
  }
}

/** What is found where all policies are JSON text. */
export interface TextExtraction extends Extraction {
  readonly policies: readonly JsonTextPolicy[];
}

/** How many characters are no white space: those count for IAM. */
function inkOf(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    // Nearly all are plain letters and blanks: no expression is asked for those.
    if (c > 0x20 && c < 0x80) count++;
    else if (c !== 0x20 && !/\s/.test(text.charAt(i))) count++;
  }
  return count;
}
