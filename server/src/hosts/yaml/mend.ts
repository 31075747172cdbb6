import type { Span } from '../../text/span.ts';
import { firstIndex } from '../../text/search.ts';
import { endOfLine, isBreak, isGap } from './characters.ts';
import { flowExtent, quotedExtent } from './extents.ts';
import { readLines, type Entry, type LineVisitor, type ValueForm } from './lines.ts';

/** A part of a text that can be read by itself, with what would keep the rest of it from being read put aside. */
export interface Mended {
  readonly text: string;
  /** By how much its characters stand in other places than they did, from a place on. */
  readonly shifts: readonly Shift[];
  /** Where quotes without an end stood. */
  readonly strayQuotes: ReadonlySet<number>;
  /** How deep its values are nested. */
  readonly depth: number;
  /** Where the text that was to be read is none of YAML as it stands. */
  readonly faults: readonly Span[];
}

interface Shift {
  readonly from: number;
  readonly by: number;
}

/**
 * A quote without an end takes all that follows, a tab before a name is no indentation, a name that is a column off ends what it
 * belongs to: none of it may cost the lines behind it.
 */
export function mended(text: string): Mended {
  const mending = new Mending(text);
  readLines(text, 0, text.length, mending);
  return mending.result();
}

/** What stands in place of a part; as long as it, but for blanks before a name. */
interface Mask {
  readonly start: number;
  readonly end: number;
  readonly by: string;
  /** It says the same in YAML. */
  readonly isSound?: boolean;
}

class Mending implements LineVisitor {
  readonly #text: string;
  readonly #masks: Mask[] = [];
  readonly #strayQuotes: number[] = [];
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    if (text.includes('\t')) this.#tabs();
  }

  entry({ start, depth }: Entry): void {
    this.#depth = Math.max(this.#depth, depth);
    const c = this.#text.charAt(start);
    if (c === '@' || c === '`') this.#mask(start, '_');
  }

  value({ column, depth: outer }: Entry, form: ValueForm, start: number, end: number): void {
    if (form === 'quoted') {
      if (!quotedExtent(this.#text, start, this.#text.length, column).closed) this.#stray(start);
    } else if (form === 'flow') {
      const { strayQuotes, loose, depth } = flowExtent(this.#text, start, this.#text.length, column);
      this.#depth = Math.max(this.#depth, outer + depth);
      strayQuotes.forEach((quote) => {
        this.#stray(quote);
      });
      if (loose) this.#mask(start, onOneLine(this.#text.slice(start, end)), true);
      else this.#braces(start, end);
    }
  }

  /** `${Name}` without quotes ends a word in brackets: all of it is one that cannot be read. */
  #braces(start: number, end: number): void {
    const text = this.#text;
    if (!text.slice(start, end).includes('${')) return;
    for (let at = start; at < end;) {
      const c = text.charAt(at);
      if (c === '#' && isGap(text, at - 1)) at = endOfLine(text, at, end);
      else if (c === '"' || c === "'") at = Math.max(quotedExtent(text, at, endOfLine(text, at, end), -1).end, at + 1);
      else if (isGap(text, at) || SIGNS.includes(c)) at++;
      else {
        const word = bracedWord(text, at, end);
        if (word.includes('{')) {
          this.#strayQuotes.push(at);
          this.#mask(at, word.replace(/[{}]/g, '_'));
        }
        at += word.length;
      }
    }
  }

  litter(start: number, end: number): void {
    this.#mask(start, ' '.repeat(end - start));
  }

  moved(start: number, by: number): void {
    this.#masks.push(by > 0 ? { start, end: start, by: ' '.repeat(by) } : { start: start + by, end: start, by: '' });
  }

  #tabs(): void {
    for (const { 0: blanks, index } of this.#text.matchAll(INDENTATION))
      for (let at = blanks.indexOf('\t'); at >= 0; at = blanks.indexOf('\t', at + 1)) this.#mask(index + at, ' ');
  }

  result(): Mended {
    let text = '';
    let at = 0;
    const shifts: Shift[] = [];
    const masks = this.#masks.toSorted((a, b) => a.start - b.start || growth(a) - growth(b));
    for (const { start, end, by } of masks) {
      if (start < at) continue;
      text += this.#text.slice(at, start) + by;
      at = end;
      if (text.length !== end + (shifts.at(-1)?.by ?? 0)) shifts.push({ from: text.length, by: text.length - end });
    }
    const faults = masks.filter(({ isSound }) => !isSound);
    const strayQuotes = new Set(this.#strayQuotes.map((quote) => movedBy(shifts, quote)));
    return { text: text + this.#text.slice(at), shifts, strayQuotes, depth: this.#depth, faults };
  }

  #stray(at: number): void {
    this.#strayQuotes.push(at);
    this.#mask(at, '_');
  }

  #mask(start: number, by: string, isSound = false): void {
    this.#masks.push({ start, end: start + by.length, by, isSound });
  }
}

function growth({ start, end, by }: Mask): number {
  return by.length - (end - start);
}

/** Where a character of the text stood before it was mended. */
export function before(shifts: readonly Shift[], offset: number): number {
  return offset - (shifts[firstIndex(shifts, ({ from }) => from > offset) - 1]?.by ?? 0);
}

/** Where a character of the text stands after it was mended. */
function movedBy(shifts: readonly Shift[], offset: number): number {
  return offset + (shifts.findLast(({ from, by }) => from - by <= offset)?.by ?? 0);
}

const INDENTATION = /^[ \t]+/gm;

/** A word in brackets, with the braces of what is to be filled in. */
function bracedWord(text: string, start: number, end: number): string {
  let at = start;
  while (at < end && !isGap(text, at) && !SIGNS.includes(text.charAt(at)))
    at += (text.startsWith('${', at) && /^\$\{[^\s,[\]{}"'#]*\}/.exec(text.slice(at, at + LONGEST))?.[0].length) || 1;
  return text.slice(start, at);
}

/** What ends a word in brackets. */
const SIGNS = ',[]{}';
/** No name is longer. */
const LONGEST = 200;

function blank(text: string): string {
  return ' '.repeat(text.length);
}

/** A list or mapping in brackets says the same on one line, whatever its lines were indented; comments are left out. */
function onOneLine(text: string): string {
  let line = '';
  for (let at = 0; at < text.length;) {
    const c = text.charAt(at);
    const isComment = c === '#' && /\s/.test(text.charAt(at - 1));
    const end = isComment
      ? text.slice(at).search(/[\r\n]|$/) + at
      : c === '"' || c === "'"
        ? quotedExtent(text, at, text.length, -1).end
        : at + 1;
    const part = text.slice(at, end);
    line += isComment ? blank(part) : isBreak(part.charCodeAt(0)) ? ' ' : part;
    at = Math.max(end, at + 1);
  }
  return line;
}
