import { endOfLine, isGap, nextLine, skipBlanks } from './characters.ts';
import { blockEnd, flowExtent, isDocumentMark, quotedExtent, skipProperties } from './extents.ts';
import { nameEndIn } from './names.ts';

/** What the lines of a document are made of: a member with its name, an item of a list, or a document as a whole. */
export interface Entry {
  readonly kind: 'document' | 'member' | 'item';
  readonly parent: Entry | undefined;
  /** How many others it stands in. */
  readonly depth: number;
  /** Of its name or dash, as its neighbors have it; before all columns for a document. */
  readonly column: number;
  readonly start: number;
  /** Where its name ends. */
  readonly nameEnd: number;
  /** Behind its colon or dash. */
  readonly value: number;
  /** Where the first line begins that is not its own; told once it is read. */
  end: number;
  /** A word or more stands behind its colon, so that nothing belongs below it. */
  isFull: boolean;
  /** What stands right below it, in order. */
  children: Entry[] | undefined;
  /** It was taken for a neighbor of what it stands below. */
  readonly isStray: boolean;
}

/** How a value is written that is more than a word. */
export type ValueForm = 'block' | 'flow' | 'quoted';

export interface LineVisitor {
  entry(entry: Entry): void;
  /** A value in brackets, in quotes or in lines of its own. */
  value?(entry: Entry, form: ValueForm, start: number, end: number): void;
  /** What keeps YAML from being read, and says nothing. */
  litter?(start: number, end: number): void;
  /** What begins at a place stands some columns to the left of its neighbors, or to the right. */
  moved?(start: number, by: number): void;
}

/** The name of a member, without its quotes. */
export function nameOf(text: string, { start, nameEnd }: Entry): string {
  const c = text.charCodeAt(start);
  return c === DOUBLE || c === SINGLE ? text.slice(start + 1, nameEnd - 1) : text.slice(start, nameEnd);
}

/**
 * Reads the lines of a text: names, dashes and how they are indented, and no more of values than how far they go. It takes a
 * small part of the time that reading the YAML would, and loses nothing but a line where that is half-typed.
 * @param from at the start of a line, or at what stands behind a dash
 */
export function readLines(text: string, from: number, to: number, visitor: LineVisitor): void {
  new LineReader(text, to, visitor).read(from);
}

class LineReader {
  readonly #text: string;
  readonly #to: number;
  readonly #visitor: LineVisitor;
  /** Whether keys may have lines of their own, with a colon before their values. */
  readonly #hasKeysOnLines: boolean;
  /** The entry of the last line, and through it those around it. */
  #top: Entry | undefined;

  constructor(text: string, to: number, visitor: LineVisitor) {
    this.#text = text;
    this.#to = to;
    this.#visitor = visitor;
    this.#hasKeysOnLines = text.includes('? ');
  }

  read(from: number): void {
    const text = this.#text;
    let line = text.lastIndexOf('\n', from - 1) + 1;
    let at = from;
    while (at < this.#to) {
      at = skipBlanks(text, at, this.#to);
      const c = text.charCodeAt(at);
      if (c === HASH || c === NEWLINE || c === RETURN || Number.isNaN(c)) at = nextLine(text, at, this.#to);
      else if (at === line && isDocumentMark(text, at)) {
        this.#close(-1, line);
        const begins = c === DASH;
        at = begins ? this.#line(skipBlanks(text, at + 3, this.#to), line) : nextLine(text, at, this.#to);
      } else at = this.#line(at, line);
      line = at;
    }
    this.#close(-1, this.#to);
  }

  /** Reads one line and what belongs to it; returns where the next one begins. */
  #line(start: number, line: number): number {
    const text = this.#text;
    if (start === line && text.charCodeAt(start) === DIRECTIVE) return nextLine(text, start, this.#to);
    let at = this.#behindLitter(start);
    let entry = this.#top;
    while (text.charCodeAt(at) === DASH && isGap(text, at + 1)) {
      const column = this.#aligned(at - line, 'item');
      if (this.#isStrayDash(column)) this.#visitor.litter?.(at, at + 1);
      else {
        this.#closeBefore(column, line, 'item');
        entry = this.#open('item', column, at, at, at + 1, line);
      }
      at = skipBlanks(text, at + 1, this.#to);
    }
    const name = skipProperties(text, at, this.#to);
    const nameEnd = nameEndIn(text, name, this.#to);
    if (nameEnd !== undefined) {
      const column = this.#aligned(at - line, 'member');
      this.#closeBefore(column, line, 'member');
      const colon = text.indexOf(':', nameEnd);
      entry = this.#open('member', column, name, nameEnd, colon + 1, line, at);
      at = colon + 1;
    }
    return this.#value(entry ?? this.#open('document', -1, line, line, line, line), at);
  }

  /** Behind signs that stand in the indentation: typed by mistake, or those of a key and a value that have lines of their own. */
  #behindLitter(start: number): number {
    const text = this.#text;
    let at = start;
    for (;;) {
      const c = text.charCodeAt(at);
      const end = this.#endOfLitter(c, at);
      if (end === undefined) return at;
      if (c !== QUESTION && (c !== COLON || !this.#hasKeysOnLines)) this.#visitor.litter?.(at, end);
      at = skipBlanks(text, end, this.#to);
    }
  }

  #endOfLitter(c: number, at: number): number | undefined {
    switch (c) {
      case COLON:
      case QUESTION:
      case EQUALS:
      case COMMA:
        return isGap(this.#text, at + 1) ? at + 1 : undefined;
      case 93: // ]
      case 125: // }
        return at + 1;
      case DOUBLE:
      case SINGLE:
        return quotedExtent(this.#text, at, endOfLine(this.#text, at, this.#to), -1).closed ? undefined : at + 1;
      case 91: // [
      case 123: // {
        return this.#top && !this.#isOpen(at) ? at + 1 : undefined;
      default:
        return undefined;
    }
  }

  /** Whether a list or mapping in brackets goes on until its own end. */
  #isOpen(at: number): boolean {
    return flowExtent(this.#text, at, this.#to, this.#top?.column ?? -1).closed;
  }

  /** The column of the neighbors that something in a column is meant to stand beside; its own where it is the first. */
  #aligned(column: number, kind: 'member' | 'item'): number {
    let above = this.#top;
    while (above && above.column > column) above = above.parent;
    if (!above || above.column === column) return column;
    const child = above.children?.at(-1);
    if (child?.kind === kind) return child.column;
    if (kind === 'item' && above.kind === 'item' && column - above.column === 1) return above.column;
    return kind === 'member' && above.kind !== 'document' && above.isFull ? above.column : column;
  }

  /** Whether a dash stands where members do. */
  #isStrayDash(column: number): boolean {
    let above = this.#top;
    while (above && above.column > column) above = above.parent;
    if (above?.kind === 'item' && above.column === column) return false;
    if (above?.kind === 'member' && above.column === column && !above.children) return above.isFull;
    return above?.children?.at(-1)?.kind === 'member' || above?.isFull === true;
  }

  /** Looks how far the value goes that begins at a place. */
  #value(entry: Entry, start: number): number {
    const text = this.#text;
    const at = skipProperties(text, skipBlanks(text, start, this.#to), this.#to);
    const c = text.charCodeAt(at);
    if (start === entry.value && !isGap(text, at) && c !== HASH) entry.isFull = true;
    switch (c) {
      case PIPE:
      case FOLD: {
        if (!/^[|>][-+0-9]*[ \t]*(?:#|$)/.test(text.slice(at, Math.min(endOfLine(text, at, this.#to), at + 40)))) break;
        const end = blockEnd(text, at, this.#to, entry.column);
        this.#visitor.value?.(entry, 'block', at, end);
        return end;
      }
      case DOUBLE:
      case SINGLE: {
        const { end, closed } = quotedExtent(text, at, this.#to, entry.column);
        this.#visitor.value?.(entry, 'quoted', at, end);
        return closed ? this.#rest(end) : nextLine(text, end, this.#to);
      }
      case 91: // [
      case 123: {
        const { end, closed } = flowExtent(text, at, this.#to, entry.column);
        this.#visitor.value?.(entry, 'flow', at, end);
        return closed ? this.#rest(end) : end;
      }
      case 93: // ]
      case 125: // }
      case COMMA:
        this.#visitor.litter?.(at, at + 1);
        break;
    }
    return nextLine(text, at, this.#to);
  }

  /** Behind a value that has its end nothing more can stand on the line; returns where the next one begins. */
  #rest(start: number): number {
    const text = this.#text;
    const at = skipBlanks(text, start, this.#to);
    const end = endOfLine(text, at, this.#to);
    if (at < end && text.charCodeAt(at) !== HASH) this.#visitor.litter?.(at, end);
    return nextLine(text, end, this.#to);
  }

  /** @param at where it begins, with tags before it */
  #open(
    kind: Entry['kind'],
    column: number,
    start: number,
    nameEnd: number,
    value: number,
    line: number,
    at = start,
  ): Entry {
    if (kind !== 'document' && !this.#top) this.#open('document', -1, line, line, line, line);
    const parent = this.#top;
    const isStray = kind !== 'document' && at - line > column && parent?.children !== undefined;
    const entry: Entry = {
      kind,
      parent,
      depth: parent ? parent.depth + 1 : 0,
      column,
      start,
      nameEnd,
      value,
      end: value,
      isFull: false,
      children: undefined,
      isStray,
    };
    if (parent) (parent.children ??= []).push(entry);
    this.#top = entry;
    this.#visitor.entry(entry);
    if (kind !== 'document' && at - line !== column) this.#visitor.moved?.(at, column - (at - line));
    return entry;
  }

  /** What is indented as much as the next entry is over; a list may be indented as the member is that it belongs to. */
  #closeBefore(column: number, line: number, kind: 'member' | 'item'): void {
    let top = this.#top;
    while (top && (top.column > column || (top.column === column && (kind === 'member' || top.kind === 'item')))) {
      top.end = line;
      top = top.parent;
    }
    this.#top = top;
  }

  /** @param column all that is indented more is over */
  #close(column: number, line: number): void {
    for (; this.#top && this.#top.column >= column; this.#top = this.#top.parent) this.#top.end = line;
  }
}

const NEWLINE = 10;
const RETURN = 13;
const DOUBLE = 34;
const HASH = 35;
const DIRECTIVE = 37;
const SINGLE = 39;
const COMMA = 44;
const DASH = 45;
const COLON = 58;
const EQUALS = 61;
const QUESTION = 63;
const FOLD = 62;
const PIPE = 124;
