import type { TextEdit } from '../../../text/edit.ts';
import { offsetWithin } from '../../../text/layer.ts';
import { contains, type Span } from '../../../text/span.ts';
import { ownersOf, type PolicySource } from '../../../tree/source.ts';
import { isTrustMember } from '../../recognise.ts';
import { documentsOf } from '../islands.ts';
import type { Site } from '../policy.ts';
import type { Place } from '../strings.ts';
import { layoutOf } from './documentLayout.ts';
import type { Anchored, Layout } from './layout.ts';
import { columnOf, indentAt } from './lines.ts';

/** What changes of a text. */
export interface Changed {
  /** What changes, by where it begins. */
  readonly touched: readonly number[];
  /** What goes, or is written anew. */
  readonly taken: readonly Span[];
}

/** How many roles have a trust policy with the text that edits change. */
export function rolesWith(text: string, policies: readonly PolicySource[], edits: readonly TextEdit[]): number {
  const counts = edits.map((edit) => {
    const takers = policies.filter(({ pieces }) => pieces.some((piece) => isIn(text, piece, edit)));
    return takers.reduce((count, policy) => count + Math.max(1, ownersOf(policy).length), 0);
  });
  return Math.max(1, ...counts);
}

/** Whether an edit changes a part of the text: lines behind it belong to it where they are as far in. */
function isIn(text: string, piece: Span, { span: { start, end }, newText }: TextEdit): boolean {
  if (start < end || start !== piece.end) return start < piece.end && end > piece.start;
  return indentAt(newText, newText.length).length >= (columnOf(text, piece.start) ?? 0);
}

/** Whether nothing but trust policies has the text that changes: what an anchor names may stand anywhere. */
export function areOurs(
  text: string,
  { place, document }: Pick<Site, 'place' | 'document'>,
  policies: readonly PolicySource[],
  policy: PolicySource,
  { touched, taken }: Changed,
): boolean {
  const root = {
    start: offsetWithin(place.layers, policy.root.span.start),
    end: offsetWithin(place.layers, policy.root.span.end),
  };
  const isOwn = (at: number): boolean => root.start <= at && at <= root.end;
  if (touched.every(isOwn) && !hasAnchors(text, policies)) return true;
  const uses = new Uses(place, layoutOf(place.text, document), policies);
  return touched.every((at) => uses.areOurs(at, isOwn(at))) && !taken.some((span) => uses.losesAnchor(span));
}

/** The same of JSON text. */
export function isOurs(text: string, policies: readonly PolicySource[], policy: PolicySource): boolean {
  if (!hasAnchors(text, policies)) return true;
  const document = documentsOf(text).find(({ entry }) => contains(entry, policy.root.span))?.entry;
  const changed = { touched: [policy.root.span.start], taken: [] };
  return (
    document !== undefined &&
    areOurs(text, { place: { text, layers: [], substituted: false }, document }, policies, policy, changed)
  );
}

/** Who uses the anchors of a document. */
class Uses {
  readonly #place: Place;
  readonly #layout: Layout;
  /** Where trust policies stand. */
  readonly #own: readonly Span[];

  constructor(place: Place, layout: Layout, policies: readonly PolicySource[]) {
    this.#place = place;
    this.#layout = layout;
    this.#own = policies.filter(({ kind }) => kind === 'trust').map(({ root }) => this.#inner(root.span));
  }

  /** @param isOwn whether it stands in the policy itself, where no anchor has to bring it */
  areOurs(at: number, isOwn: boolean): boolean {
    const around = this.#layout.anchors.filter(({ span }) => span.start <= at && at < span.end);
    return (isOwn || around.length > 0) && around.every((anchor) => this.#isOurs(anchor, new Set()));
  }

  /** Whether an anchor goes that is referred to. */
  losesAnchor({ start, end }: Span): boolean {
    const gone = this.#layout.anchors.filter(({ span }) => start <= span.start && span.start < end);
    return gone.some((anchor) => this.#aliasesOf(anchor).length);
  }

  #isOurs(anchor: Anchored, asked: Set<Anchored>): boolean {
    const aliases = this.#aliasesOf(anchor);
    if (!aliases.length || asked.has(anchor)) return true;
    asked.add(anchor);
    const { start } = anchor.span;
    return (
      (this.#holds(start, asked, anchor) || this.#isKeptApart(start)) && aliases.every((at) => this.#holds(at, asked))
    );
  }

  /** Whether a place is one of a trust policy's, or of what only those have. */
  #holds(at: number, asked: Set<Anchored>, except?: Anchored): boolean {
    if (this.#own.some(({ start, end }) => start <= at && at < end) || this.#isWhole(at)) return true;
    const around = this.#layout.anchors.filter(({ span }) => span.start < at && at < span.end);
    const used = around.filter((anchor) => anchor !== except && this.#aliasesOf(anchor).length);
    return used.length > 0 && used.every((anchor) => this.#isOurs(anchor, asked)) && this.#isKeptApart(at);
  }

  /** Whether all of a trust policy begins at a place, or is brought there. */
  #isWhole(at: number): boolean {
    const key = this.#layout.partAt(at)?.key;
    return key !== undefined && isTrustMember(this.#name(key));
  }

  /** Whether a place is in a part of the document that is there to be referred to, and means nothing by itself. */
  #isKeptApart(at: number): boolean {
    const section = this.#layout.root?.parts.find(({ span }) => span.start <= at && at < span.end)?.key;
    return section !== undefined && APART.test(this.#name(section));
  }

  #name({ start, end }: Span): string {
    return this.#place.text.slice(start, end).replace(/^(["'])(.*)\1$/, '$2');
  }

  /** An alias means the last anchor of its name before it. */
  #aliasesOf({ name, span }: Anchored): readonly number[] {
    const next = this.#layout.anchors.filter((other) => other.name === name && other.span.start > span.start);
    const end = Math.min(...next.map((other) => other.span.start));
    return this.#layout.aliases
      .filter((alias) => alias.name === name && alias.at > span.start && alias.at < end)
      .map(({ at }) => at);
  }

  #inner({ start, end }: Span): Span {
    const { layers } = this.#place;
    return { start: offsetWithin(layers, start), end: offsetWithin(layers, end) };
  }
}

/** Whether a text with policies may have anchors at all. */
function hasAnchors(text: string, policies: readonly PolicySource[]): boolean {
  const found = known.get(policies) ?? ANCHOR.test(text);
  known.set(policies, found);
  return found;
}

/** Asked for each fix of a document. */
const known = new WeakMap<readonly PolicySource[], boolean>();
/** How an anchor begins. */
const ANCHOR = /(?:^|[\s:,[{-])&[\w-]/;
/** What sections are called that are there to be referred to. */
const APART = /^(?:x-|[._]|Metadata$)|anchor|alias|shared|common/i;
