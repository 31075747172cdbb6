import { contains, type Span } from '../../text/span.ts';
import { isSettled, type ObjectNode } from '../../tree/node.ts';
import type { Owner, PolicyKind, PolicySource, Template } from '../../tree/source.ts';
import { IAM_NAMES, type Vocabulary } from '../../tree/vocabulary.ts';
import { compactJson } from '../compactJson.ts';
import type { Filling } from '../settle.ts';
import type { Entry } from './lines.ts';
import type { Place } from './strings.ts';

interface Given {
  readonly root: ObjectNode;
  readonly kind: PolicyKind;
  readonly place: PolicySource['place'];
  readonly toldBy: PolicySource['toldBy'];
  /** All roles that take it; told once the document is searched. */
  readonly owners: readonly Owner[];
  readonly template: Template | undefined;
  readonly unreadable: readonly Span[];
  /** Text of the document that it takes from elsewhere. */
  readonly elsewhere: readonly Span[];
  /** What else decides how it is read. */
  readonly facts: string;
  readonly site: Site;
  readonly readingOf?: YamlPolicy | undefined;
}

/** Where a policy stands, for whoever changes it. */
export interface Site {
  readonly place: Place;
  /** What was read to find it. */
  readonly entry: Entry;
  readonly document: Entry;
  readonly filling: Filling;
}

/** In a template, also of JSON text in it. */
export const IN_TEMPLATE: Vocabulary = {
  ...IAM_NAMES,
  substitution: { by: 'CloudFormation', with: 'Fn::Sub', written: '!Sub' },
};

/** A policy written as a mapping, of which a tool makes JSON. */
export class YamlPolicy implements PolicySource {
  readonly root: ObjectNode;
  readonly kind: PolicyKind;
  readonly place: PolicySource['place'];
  readonly toldBy: PolicySource['toldBy'];
  readonly template: Template | undefined;
  readonly unreadable: readonly Span[];
  readonly names: Vocabulary;
  readonly pieces: readonly Span[];
  readonly json = undefined;
  readonly site: Site;
  readonly readingOf: YamlPolicy | undefined;
  readonly #text: string;
  readonly #given: Given;
  readonly #facts: string;
  readonly #owners: readonly Owner[];
  #owner: Owner | undefined;

  /** @param text the document's */
  constructor(text: string, given: Given) {
    this.#text = text;
    this.#given = given;
    this.#facts = given.facts;
    this.readingOf = given.readingOf;
    this.root = given.root;
    this.kind = given.kind;
    this.place = given.place;
    this.toldBy = given.toldBy;
    this.#owners = given.owners;
    this.template = given.template;
    this.site = given.site;
    this.names = given.template ? IN_TEMPLATE : IAM_NAMES;
    this.pieces = [given.root.span, ...given.elsewhere];
    this.unreadable = given.unreadable.filter((span) => this.covers(span));
  }

  /** The same policy with other values, as a condition of the template chooses them. */
  reading(root: ObjectNode): YamlPolicy {
    return root === this.root ? this : new YamlPolicy(this.#text, { ...this.#given, root, readingOf: this });
  }

  /** With all others that take the policy from where it stands. */
  get owner(): Owner | undefined {
    const [first, ...others] = this.#owners;
    this.#owner ??= first && {
      ...first,
      ...(contains(first.span, this.root.span) ? {} : { isApart: true }),
      ...(others.length ? { others } : {}),
    };
    return this.#owner;
  }

  covers(span: Span): boolean {
    return this.pieces.some((piece) => contains(piece, span));
  }

  get fingerprint(): string {
    const own = this.pieces.map(({ start, end }) => this.#text.slice(start, end));
    const owners = this.#owners.map(({ roleArn, roleName, path, logicalId }) => [roleArn, roleName, path, logicalId]);
    return JSON.stringify([own, this.#facts, owners]);
  }

  length(): number | undefined {
    return isSettled(this.root) ? compactJson(this.root).length : undefined;
  }

  mayHold(sign: RegExp): boolean {
    return !isSettled(this.root) || sign.test(compactJson(this.root));
  }
}
