import { Parser, type CST } from 'yaml';
import { Recent } from '../../text/recent.ts';
import type { Span } from '../../text/span.ts';
import { before, mended, type Mended } from './mend.ts';

/** A part of a document as the YAML parser reads it, which builds no values; the same wherever the part stands. */
interface ReadText extends Pick<Mended, 'shifts' | 'strayQuotes'> {
  readonly root: CST.Token | undefined;
  /** What stands before it. */
  readonly properties: Properties;
  /** What could not be read, as offsets. */
  readonly errors: readonly Span[];
  /** Where its text is none of YAML as it stands, from where it begins. */
  readonly faults: readonly Span[];
}

export interface Fragment extends Omit<ReadText, 'shifts'> {
  /** Where its text is none of YAML as it stands, in the text. */
  readonly faults: readonly Span[];
  /** Where an offset of its tokens is in the text. */
  readonly place: (offset: number) => number;
}

/** Deeper than this nothing is read: no policy comes close. */
export const MAX_DEPTH = 500;

/**
 * Reads a part of a document by itself, as if nothing stood around it.
 * @param column how far its first line is indented, of which only the end may be its own
 */
export function fragmentOf(text: string, start: number, end: number, column: number): Fragment {
  const { shifts, ...read } = recent.get(' '.repeat(column) + text.slice(start, end));
  const by = start - column;
  const faults = read.faults.map((fault) => ({ start: fault.start + by, end: fault.end + by }));
  return { ...read, faults, place: (offset) => by + before(shifts, offset) };
}

/** A key pressed changes one part of a document: all others are read as before. */
const recent = new Recent(readText, 50_000);

function readText(text: string): ReadText {
  const { text: readable, depth, ...mend } = mended(text);
  const errors: Span[] = [];
  const unread = { root: undefined, properties: [], errors: [], ...mend };
  if (depth > MAX_DEPTH) return unread;
  let document: CST.Document | undefined;
  try {
    for (const token of new Parser().parse(readable)) {
      if (token.type === 'document') document ??= token;
      else if (token.type === 'error')
        errors.push({ start: token.offset, end: token.offset + Math.max(token.source.length, 1) });
    }
  } catch (error) {
    // The parser closes mappings in mappings of one line (`a: b: c`) a call each: more than the stack holds are too deep to be read.
    if (error instanceof RangeError) return unread;
    throw error;
  }
  if (document?.value && isTooDeep(document.value)) return unread;
  return { root: document?.value, properties: document?.start ?? [], errors, ...mend };
}

/** Whether a token has more within it than is read: what walks over tokens may then call itself. */
function isTooDeep(root: CST.Token): boolean {
  let level: readonly CST.Token[] = [root];
  for (let depth = 0; level.length; depth++) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((token) =>
      'items' in token ? token.items.flatMap(({ key, value }) => [key ?? [], value ?? []].flat()) : [],
    );
  }
  return false;
}

/** What the offsets within a token count from; where it goes over lines that stand apart, as its first does. */
export function baseOf({ place }: Fragment, { offset }: CST.Token): number {
  return place(offset) - offset;
}

/** The tokens that stand before a value or a key. */
export type Properties = readonly CST.SourceToken[];

export function propertyOf(properties: Properties | undefined, type: 'tag' | 'anchor'): CST.SourceToken | undefined {
  return properties?.find((token) => token.type === type);
}

/** Where the colon stands behind a key; undefined where there is none yet. */
export function colonIn(properties: Properties | undefined): CST.SourceToken | undefined {
  return properties?.find((token) => token.type === 'map-value-ind');
}

/** Where a value ends, without blank lines and comments behind it. */
export function endOfToken(token: CST.Token): number {
  switch (token.type) {
    case 'block-scalar':
      return startOfBlock(token) + token.source.trimEnd().length;
    case 'flow-collection': {
      const [close] = token.end;
      return close ? close.offset + close.source.length : Math.max(token.offset + 1, endOfItems(token.items));
    }
    case 'block-map':
    case 'block-seq':
      return Math.max(token.offset, endOfItems(token.items));
    case 'alias':
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      return token.offset + token.source.length;
    default:
      return token.offset;
  }
}

/** Where the lines of a text begin that has lines of its own. */
export function startOfBlock({ offset, props }: CST.BlockScalar): number {
  return props.reduce((end, token) => end + ('source' in token ? token.source.length : 0), offset);
}

function endOfItems(items: readonly CST.CollectionItem[]): number {
  const last = items.findLast(({ key, value, sep, start }) => key ?? value ?? colonIn(sep) ?? isItem(start));
  return last ? endOfItem(last) : 0;
}

function isItem(start: Properties): true | undefined {
  return start.some((token) => token.type === 'seq-item-ind' || token.type === 'tag') || undefined;
}

/** Where a member or an item ends. */
export function endOfItem({ start, key, sep, value }: CST.CollectionItem): number {
  if (value) return endOfToken(value);
  const tokens = [...start, ...(sep ?? [])].filter((token) => !UNSEEN.has(token.type));
  const last = tokens.at(-1);
  return Math.max(key ? endOfToken(key) : 0, last ? last.offset + last.source.length : 0);
}

const UNSEEN: ReadonlySet<CST.SourceToken['type']> = new Set(['space', 'comment', 'newline', 'comma']);
