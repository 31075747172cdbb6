import type { Quote } from '../../hostString.ts';
import { endOfLine, isGap, skipBlanks } from '../characters.ts';
import { quotedExtent, skipProperties } from '../extents.ts';
import { readLines, type Entry } from '../lines.ts';
import { Nearest } from './nearest.ts';
import { isPlain, type Around } from './quoting.ts';

/** The quotes of an author's texts. */
export interface Quoting {
  /** Of texts that could do without, if they have some. */
  readonly value: Quote | undefined;
  readonly key: Quote | undefined;
  /** The same of names with a colon in them, as those of conditions have. */
  readonly longKey: Quote | undefined;
  /** Of texts that need some. */
  readonly quote: Quote;
  /** Whether all that is written is text of a function that fills in names. */
  readonly isFilled: boolean;
}

/** How an author writes mappings and lists. */
export interface Style {
  readonly eol: string;
  /** By how many columns a mapping is further in than the name that it belongs to. */
  readonly unit: number;
  /** The same of the dashes of a list: 0 where they stand below the name. */
  readonly dash: number;
  /** How many blanks stand behind a dash. */
  readonly gap: number;
  /** Whether lists of plain values stand in brackets, on one line. */
  readonly flowLists: boolean;
  /** What stands between two parts on one line, and between a name in quotes and its value. */
  readonly comma: string;
  readonly colon: string;
  /** Blanks inside the braces, and the brackets, of what stands on one line. */
  readonly inBraces: string;
  readonly inBrackets: string;
  readonly block: Quoting;
  readonly flow: Quoting;
}

/** The quotes of texts; undefined for a text that has none. */
type Quotes = Nearest<Quote | undefined>;

interface Scalars {
  readonly values: Quotes;
  readonly keys: Quotes;
  readonly longKeys: Quotes;
  readonly quotes: Nearest<Quote>;
}

/** What the lines of a text show of its author's ways. The nearest to a place counts; where there is none, what most people do. */
export class Styles {
  readonly #text: string;
  readonly #isFilled: boolean;
  readonly #eol: string;
  readonly #units = new Nearest<number>();
  readonly #dashes = new Nearest<number>();
  readonly #gaps = new Nearest<number>();
  readonly #flowLists = new Nearest<boolean>();
  readonly #commas = new Nearest<string>();
  readonly #colons = new Nearest<string>();
  readonly #inBraces = new Nearest<string>();
  readonly #inBrackets = new Nearest<string>();
  readonly #scalars: Readonly<Record<Around, Scalars>> = { block: newScalars(), flow: newScalars() };

  /** @param isFilled whether the text is that of a function which fills in names */
  constructor(text: string, isFilled = false) {
    this.#text = text;
    this.#isFilled = isFilled;
    this.#eol = /\r?\n/.exec(text)?.[0] ?? '\n';
    const entries: Entry[] = [];
    readLines(text, 0, text.length, {
      entry: (entry) => entries.push(entry),
      value: (entry, form, start, end) => {
        if (form === 'flow') this.#flow(entry, start, end);
      },
    });
    for (const entry of entries) this.#entry(entry);
  }

  at(offset: number): Style {
    const { block, flow } = this.#scalars;
    return {
      eol: this.#eol,
      unit: this.#units.to(offset) ?? 2,
      dash: this.#dashes.to(offset) ?? 2,
      gap: this.#gaps.to(offset) ?? 1,
      flowLists: this.#flowLists.to(offset) ?? false,
      comma: this.#commas.to(offset) ?? ', ',
      colon: this.#colons.to(offset) ?? ': ',
      inBraces: this.#inBraces.to(offset) ?? '',
      inBrackets: this.#inBrackets.to(offset) ?? '',
      block: { ...quotingOf(block, flow, offset), isFilled: this.#isFilled },
      flow: { ...quotingOf(flow, block, offset), isFilled: this.#isFilled },
    };
  }

  #entry(entry: Entry): void {
    const { kind, column, start, nameEnd, value, end, children } = entry;
    if (kind === 'document') return;
    if (kind === 'member') {
      this.#scalar('keys', 'block', start, nameEnd);
      this.#nesting(column, start, children);
    }
    const at = skipBlanks(this.#text, value, end);
    if (kind === 'item' && !isGap(this.#text, at)) this.#gaps.note(start, at - value);
    const word = skipProperties(this.#text, at, end);
    const isWord = !isGap(this.#text, word) && !children && !VALUES.has(this.#text.charAt(word));
    if (isWord) this.#scalar('values', 'block', word, this.#endOfWord(word, end));
  }

  /** A list or mapping below a name. */
  #nesting(column: number, start: number, children: readonly Entry[] | undefined): void {
    const [first] = children ?? [];
    if (first?.kind === 'member' && first.column > column) this.#units.note(start, first.column - column);
    if (first?.kind !== 'item') return;
    this.#dashes.note(start, first.column - column);
    if (children?.every((item) => !item.children)) this.#flowLists.note(start, false);
  }

  #endOfWord(at: number, end: number): number {
    const c = this.#text.charAt(at);
    if (c === '"' || c === "'") return quotedExtent(this.#text, at, end, -1).end;
    const line = this.#text.slice(at, endOfLine(this.#text, at, end));
    const comment = line.indexOf(' #');
    return at + (comment < 0 ? line : line.slice(0, comment)).trimEnd().length;
  }

  #flow({ kind }: Entry, start: number, end: number): void {
    const text = this.#text.slice(start, end);
    if (kind === 'member' && /^\[\s*[^\s\]]/.test(text)) this.#flowLists.note(start, !/[{\n]|^.\s*\[/.test(text));
    this.#signs(text, start);
    for (const { 0: written, 1: word, 2: sign, index } of text.matchAll(IN_BRACKETS)) {
      const isKey = sign === ':';
      const from = start + index;
      if (word !== undefined && written !== '')
        this.#scalar(isKey ? 'keys' : 'values', 'flow', from, from + word.length);
    }
  }

  /** Notes the blanks around the signs of what stands on one line. */
  #signs(text: string, start: number): void {
    for (const { groups: { colon, comma, opens, blank = '' } = {}, index } of text.matchAll(SIGNS)) {
      const at = start + index;
      if (colon !== undefined) this.#colons.note(at, `:${blank}`);
      else if (comma !== undefined) this.#commas.note(at, `,${blank}`);
      else if (opens !== undefined) (opens === '{' ? this.#inBraces : this.#inBrackets).note(at, blank);
    }
  }

  /** Notes the quotes of a text; those that need some say nothing of the others. */
  #scalar(kind: 'keys' | 'values', around: Around, start: number, end: number): void {
    const written = this.#text.slice(start, end);
    const [c] = written;
    const quote = c === '"' || c === "'" ? c : undefined;
    const text = quote ? written.slice(1, -1) : written;
    const { keys, longKeys, values, quotes } = this.#scalars[around];
    if (quote) quotes.note(start, quote);
    if (!isPlain(text, around)) return;
    (kind === 'values' ? values : text.includes(':') ? longKeys : keys).note(start, quote);
  }
}

function quotingOf(
  { values, keys, longKeys, quotes }: Scalars,
  others: Scalars,
  offset: number,
): Omit<Quoting, 'isFilled'> {
  return {
    value: values.to(offset),
    key: keys.to(offset),
    longKey: (longKeys.isEmpty ? keys : longKeys).to(offset),
    quote: quotes.to(offset) ?? others.quotes.to(offset) ?? "'",
  };
}

function newScalars(): Scalars {
  return { values: new Nearest(), keys: new Nearest(), longKeys: new Nearest(), quotes: new Nearest() };
}

/** How values begin that are no texts on their lines: collections, texts on lines of their own, aliases, comments. */
const VALUES: ReadonlySet<string> = new Set(['{', '[', '|', '>', '*', '#']);
/** A text in brackets, in quotes or without, and what stands behind it. */
const IN_BRACKETS = /("(?:[^"\\]|\\[^])*"|'[^']*'|[^\s,[\]{}"'#:][^\s,[\]{}:]*(?::+[^\s,[\]{}:]+)*)\s*([,:\]}])?/g;
/**
 * A text in quotes, to the end where they aren't closed; or a sign, the blank behind it, and what tells that the line goes on. Of colons,
 * those behind a name in quotes.
 */
const SIGNS =
  /"(?:[^"\\]|\\[^])*(?:"|\\?$)|'[^']*(?:'|$)|(?:(?<=["'])(?<colon>:)|(?<=[\w"'\]}])(?<comma>,)|(?<!\$)(?<opens>[{[]))(?<blank> ?)(?=[^\s#}\]])/g;
