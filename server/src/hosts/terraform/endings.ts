/** No text is nested deeper, in brackets or in strings of strings. */
export const MAX_DEPTH = 500;

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const DOLLAR = 36;
const PERCENT = 37;
const LESS = 60;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

export function isLineEnd(c: number): boolean {
  return c === NEWLINE || c === RETURN;
}

export function isBlank(c: number): boolean {
  return c === 32 || c === 9;
}

/** Where the line ends, before its line end; the end of the text for the last one. */
export function endOfLine(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
  return end;
}

/** Behind a line end. */
export function afterLineEnd(text: string, at: number): number {
  return text.charCodeAt(at) === RETURN && text.charCodeAt(at + 1) === NEWLINE ? at + 2 : Math.min(at + 1, text.length);
}

export function isComment(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  if (c === 35) return true; // #
  const next = text.charCodeAt(at + 1);
  return c === 47 && (next === 47 || next === 42); // // and /*
}

/** A line comment ends before its line end; one of many lines that is not closed goes to the end. */
export function endOfComment(text: string, at: number, to: number): number {
  if (text.charCodeAt(at) === 35 || text.charCodeAt(at + 1) === 47) return Math.min(endOfLine(text, at), to);
  const end = text.indexOf('*/', at + 2);
  return end < 0 ? to : Math.min(end + 2, to);
}

/** `${` or `%{`, whose doubled sign would be text. */
export function opensHole(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return (c === DOLLAR || c === PERCENT) && text.charCodeAt(at + 1) === OPEN_BRACE;
}

/** `$${` or `%%{`: the text `${` or `%{`. */
export function isEscapedHole(text: string, at: number): boolean {
  return text.charCodeAt(at) === text.charCodeAt(at + 1) && opensHole(text, at + 1);
}

/** Where quoted strings end: at their closing quote, or with their line where they have none. One walk asks in text order. */
export class StringEnds {
  readonly #text: string;
  readonly #to: number;
  /** A hole up to here was never closed: strings that start before are not looked into for holes, so that no text is read twice. */
  #plainUntil = 0;
  /** Whether the last string that was asked for has its closing quote. */
  closed = true;
  /** Where strings lie in the holes of strings without end. */
  tooDeep = false;

  constructor(text: string, to: number) {
    this.#text = text;
    this.#to = to;
  }

  /** The end of the string that opens at `start`. */
  endOf(start: number): number {
    const text = this.#text;
    this.closed = true;
    for (let at = start + 1; at < this.#to;) {
      const c = text.charCodeAt(at);
      if (c === QUOTE) return at + 1;
      if (isLineEnd(c)) return this.#unclosed(at);
      if (c === BACKSLASH && !isLineEnd(text.charCodeAt(at + 1))) at += 2;
      else if (c !== DOLLAR && c !== PERCENT) at++;
      else if (isEscapedHole(text, at)) at += 3;
      else if (!opensHole(text, at) || start < this.#plainUntil) at++;
      else {
        const hole = endOfHole(text, at, this.#to);
        if (hole.closed) at = hole.end;
        else return this.#brokenHole(at, hole);
      }
    }
    return this.#unclosed(this.#to);
  }

  /** A hole without an end takes in what follows up to the next quote of its line. */
  #brokenHole(at: number, hole: HoleEnd): number {
    this.tooDeep ||= hole.tooDeep;
    this.#plainUntil = hole.end;
    const end = Math.min(endOfLine(this.#text, at), this.#to);
    const quote = this.#text.slice(at, end).indexOf('"');
    return this.#unclosed(quote < 0 ? end : at + quote + 1);
  }

  #unclosed(end: number): number {
    this.closed = false;
    return end;
  }
}

/** How far a hole was read. */
export interface HoleEnd {
  readonly end: number;
  readonly closed: boolean;
  readonly tooDeep: boolean;
}

/** Where the hole ends that opens at `from` with `${` or `%{`. */
export function endOfHole(text: string, from: number, to: number): HoleEnd {
  const open: number[] = [DOLLAR];
  let last = OPEN_BRACE; // the mark that stands before
  let at = from + 2;
  const failed = (tooDeep = false): HoleEnd => ({ end: Math.min(at, to), closed: false, tooDeep });
  while (at < to) {
    if (open.length > MAX_DEPTH) return failed(true);
    const c = text.charCodeAt(at);
    const inside = open.at(-1);
    if (inside === QUOTE) {
      if (isLineEnd(c)) return failed();
      if (c === BACKSLASH && !isLineEnd(text.charCodeAt(at + 1))) at += 2;
      else if (isEscapedHole(text, at)) at += 3;
      else if (opensHole(text, at)) {
        open.push(DOLLAR);
        last = OPEN_BRACE;
        at += 2;
      } else {
        if (c === QUOTE) open.pop();
        last = c;
        at++;
      }
    } else if (isBlank(c)) at++;
    else if (isLineEnd(c)) {
      at = nextSign(text, at, to);
      if (!goesOn(text, at, last, inside)) return failed();
    } else if (isComment(text, at)) at = endOfComment(text, at, to);
    else {
      const heredoc = c === LESS && text.charCodeAt(at + 1) === LESS ? endOfHeredoc(text, at, to) : undefined;
      if (heredoc) {
        at = heredoc.end;
        if (!heredoc.closed) return failed();
        last = QUOTE;
        continue;
      }
      if (c === QUOTE) open.push(QUOTE);
      else if (c === OPEN_BRACE || c === 40 || c === 91) open.push(c);
      else if (c === CLOSE_BRACE || c === 41 || c === 93) {
        if (!closes(inside, c)) return failed();
        open.pop();
        if (!open.length) return { end: at + 1, closed: true, tooDeep: false };
      }
      last = c;
      at++;
    }
  }
  return failed();
}

function closes(opener: number | undefined, c: number): boolean {
  if (c === CLOSE_BRACE) return opener === OPEN_BRACE || opener === DOLLAR;
  return opener === (c === 41 ? 40 : 91);
}

function nextSign(text: string, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const c = text.charCodeAt(at);
    if (isBlank(c) || isLineEnd(c)) at++;
    else if (isComment(text, at)) at = endOfComment(text, at, to);
    else break;
  }
  return at;
}

const JOINS = '([{,?:+-*/%<>=!&|.';
const JOINED = ')]},?:+-*/%<>=!&|.';

/** Whether what opens in a string's hole goes on in another line: what stands around the line end needs the other side. */
function goesOn(text: string, at: number, before: number, inside: number | undefined): boolean {
  if (inside === OPEN_BRACE) return true;
  const joins = JOINS.includes(String.fromCharCode(before)) || JOINED.includes(text.charAt(at));
  return joins && !/^[\w-]+[ \t]*=(?![=>])/.test(text.slice(at, at + 100));
}

/** A heredoc as its marks stand. */
export interface HeredocEnds {
  readonly end: number;
  readonly closed: boolean;
}

/**
 * The heredoc that opens at `at`; undefined where none does. Without its end mark it goes to the end of the text. Where another
 * heredoc with the same mark opens before the mark, and a block of the file stands between, it ends before that block.
 */
export function endOfHeredoc(text: string, at: number, to: number): HeredocEnds | undefined {
  const opening = /^<<-?([\p{L}_][\p{L}\p{N}_-]*)[ \t]*(?=[\r\n])/u.exec(
    text.slice(at, Math.min(at + LONGEST_MARK, to)),
  );
  if (!opening) return undefined;
  const [head, mark = ''] = opening;
  let block: number | undefined;
  let line = afterLineEnd(text, at + head.length);
  while (line < to) {
    const end = Math.min(endOfLine(text, line), to);
    const start = skipBlanks(text, line, end);
    const rest = backOverBlanks(text, start, end);
    if (rest - start === mark.length && text.startsWith(mark, start)) return { end: rest, closed: true };
    if (start === line && isTopLevel(text, line)) block ??= line;
    if (block !== undefined && opensSame(text, rest, mark)) return { end: lineEndBefore(text, block), closed: false };
    line = end < to ? afterLineEnd(text, end) : to;
  }
  return { end: to, closed: false };
}

/** No mark of a heredoc is longer, its `<<` included. */
const LONGEST_MARK = 200;

function opensSame(text: string, end: number, mark: string): boolean {
  const start = end - mark.length;
  if (!text.startsWith(mark, start)) return false;
  return text.startsWith('<<', start - 2) || text.startsWith('<<-', start - 3);
}

function skipBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function backOverBlanks(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

function lineEndBefore(text: string, line: number): number {
  const end = line - 1;
  return text.charCodeAt(end) === NEWLINE && text.charCodeAt(end - 1) === RETURN ? end - 1 : end;
}

/** Blocks that only a whole file has, by whether they have labels. */
const TOP_LEVEL = new Map([
  ...['resource', 'data', 'module', 'variable', 'output', 'provider', 'check'].map((name) => [name, true] as const),
  ...['locals', 'terraform', 'moved', 'import', 'removed'].map((name) => [name, false] as const),
]);

/** Whether a line starts a block of the file: no text in a bracket does. */
export function isTopLevel(text: string, line: number): boolean {
  const head = /^([a-z]+)(?:[ \t]*(["{])|[ \t]+\w)/.exec(text.slice(line, line + 40));
  const labelled = TOP_LEVEL.get(head?.[1] ?? '');
  return labelled !== undefined && labelled === (head?.[2] !== '{');
}
