import type { ReadablePolicy } from '../analysis/analyse.ts';
import type { NamedText } from '../hosts/detect.ts';
import type { Named } from '../hosts/fileNames.ts';
import type { Conversion, Extraction, Facts, HostAdapter, HostDocument, Insertions, Rendered } from '../hosts/host.ts';
import { hosts } from '../hosts/registry.ts';
import { takenFrom } from '../hosts/takenFiles.ts';
import type { Policy } from '../policy/model.ts';
import { readPolicy } from '../policy/read.ts';
import { finish, type Steps } from '../steps.ts';
import type { TextEdit } from '../text/edit.ts';
import { contains } from '../text/span.ts';
import type { Cursor, Insert } from '../tree/cursor.ts';
import type { TreeEdit } from '../tree/edit.ts';
import { ownersOf, type PolicySource } from '../tree/source.ts';

/** Loads what reads a document, to be awaited before one is made of it. */
export function loadHost(document: NamedText): Promise<void> | undefined {
  return hosts.load(document);
}

/** Whether what reads a document is loaded. */
export function isHostLoaded(document: NamedText): boolean {
  return hosts.isLoaded(document);
}

/** What a document tells the others that are read as one with it; the host of it has to be loaded. */
export function factsOf(document: NamedText): Facts | undefined {
  return hosts.of(document).facts?.(document);
}

/** Whether a file takes a trust policy from the file at a path. */
export function isTakenFrom(path: string, facts: Facts): boolean {
  return takenFrom({ path, beside: [facts] }) !== undefined;
}

/** Where a text comes from. */
export type Origin = Partial<Pick<HostDocument, 'languageId' | 'path' | 'beside'>>;

/** One version of a document, read once; everything asked of it shares the reading. */
export class PolicyDocument implements HostDocument {
  readonly text: string;
  readonly named: Named;
  readonly stays: boolean;
  readonly languageId: string | undefined;
  readonly path: string;
  readonly beside: readonly Facts[];
  /** Reads and writes it. */
  readonly host: HostAdapter;
  #extraction: Extraction | undefined;
  readonly #policies = new Map<PolicySource, Policy>();

  /**
   * @param named what the user or the file's name says of it; undefined lets its content decide
   * @param stays whether it was a policy before
   * @param origin what tells its language; the host of that has to be loaded
   */
  constructor(text: string, named?: Named, stays = false, { languageId, path = '', beside = [] }: Origin = {}) {
    this.text = text;
    this.named = named;
    this.stays = stays;
    this.languageId = languageId;
    this.path = path;
    this.beside = beside;
    this.host = hosts.of(this);
  }

  /** What a policy of this document says, read once. */
  policy(source: PolicySource): Policy {
    return this.#policies.get(source) ?? finish(this.#read(source));
  }

  /** The policies of this document, each read once, when something is asked of it. */
  get policies(): readonly ReadablePolicy[] {
    return this.extraction.policies.map((source) => ({ source, read: () => this.#read(source) }));
  }

  /** Reads what was not read yet of its policies, in steps. */
  *read(): Steps<void> {
    for (const source of this.extraction.policies) yield* this.#read(source);
  }

  *#read(source: PolicySource): Steps<Policy> {
    const before = this.#policies.get(source);
    if (before) return before;
    const policy = yield* readPolicy(source);
    const known = this.#policies.get(source); // somebody else was quicker
    if (!known) this.#policies.set(source, policy);
    return known ?? policy;
  }

  /** The trust policies of the document, in order. */
  get trustPolicies(): readonly Policy[] {
    return this.extraction.policies.filter((p) => p.kind === 'trust').map((p) => this.policy(p));
  }

  /** The innermost trust policy around an offset. */
  trustPolicyAt(offset: number): Policy | undefined {
    const at = { start: offset, end: offset };
    const source = this.extraction.policies.findLast((policy) => policy.kind === 'trust' && policy.covers(at));
    return source && this.policy(source);
  }

  /** The trust policy that an offset is about: the innermost around it, else that of the role told of there or last before; else the first. */
  trustPolicyNear(offset: number): Policy | undefined {
    const at = { start: offset, end: offset };
    const begins = ({ source: { owner, root } }: Policy): number =>
      owner && !owner.isApart ? owner.span.start : root.span.start;
    const policies = this.trustPolicies;
    return (
      this.trustPolicyAt(offset) ??
      policies.findLast(({ source }) => ownersOf(source).some(({ span }) => contains(span, at))) ??
      policies.findLast((p) => begins(p) <= offset) ??
      policies[0]
    );
  }

  get extraction(): Extraction {
    this.#extraction ??= this.host.extract(this);
    return this.#extraction;
  }

  /** The same document with another text. */
  withText(text: string): PolicyDocument {
    return new PolicyDocument(text, this.named, this.stays, this);
  }

  /** Where a cursor stands; undefined where nothing is to be completed. */
  cursorAt(offset: number): Cursor | undefined {
    return this.host.locate(this, this.extraction, offset);
  }

  /** @param snippet whether tab stops are wanted; else they hold their default texts */
  rendererAt(cursor: Cursor, snippet: boolean): (insert: Insert) => Rendered {
    return this.host.rendererAt(this, cursor, snippet);
  }

  /** The text edits that change the tree of a policy so; undefined where the text is broken. */
  write(source: PolicySource, edits: readonly TreeEdit[]): TextEdit[] | undefined {
    return this.host.write(this, this.extraction, source, edits);
  }

  /** The other forms in which a policy can be written. */
  conversions(source: PolicySource): readonly Conversion[] {
    return this.host.conversions?.(this, this.extraction, source) ?? [];
  }

  /** The forms in which a new policy can be put at an offset; undefined where documents like this have none. */
  insertions(offset: number): Insertions | undefined {
    return this.named === false ? undefined : this.host.insertions?.(this, this.extraction, offset);
  }
}
