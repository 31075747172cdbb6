/** A text in which what is typed has its end. */
export interface Closed {
  readonly text: string;
  /** Where the word under the cursor ends, whose string had no end; undefined where that stood. */
  readonly end: number | undefined;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * A text with the quote and the brackets that the line under the cursor still lacks; undefined where none is missing. Where quotes
 * of a line do not pair up, the string under the cursor is the one that has no end yet: it gets one behind its word.
 */
export function closedAround(text: string, offset: number): Closed | undefined {
  const string = withClosedString(text, offset);
  const whole = string?.text ?? text;
  const line = lineAround(whole, offset);
  const closers = openIn(whole, line);
  if (closers === '' || goesDeeper(whole, line) || openIn(whole, { start: 0, end: whole.length }) === '') return string;
  const end = line.start + whole.slice(line.start, line.end).trimEnd().length;
  return { text: whole.slice(0, end) + closers + whole.slice(end), end: string?.end };
}

/** What closes the brackets that open in a part of a text and stay open. */
function openIn(text: string, { start, end }: Range): string {
  const open: string[] = [];
  for (let at = start; at < end;) {
    const c = text.charAt(at);
    if (c === '"') {
      at = endOfString(text, at, end).at;
      continue;
    }
    if (c === '{' || c === '[') open.push(c === '{' ? '}' : ']');
    else if (c === '}' || c === ']') open.pop();
    at++;
  }
  return open.reverse().join('');
}

/** Whether the next line that says something stands deeper: what opened goes on there. So it may where nothing follows. */
function goesDeeper(text: string, line: Range): boolean {
  const behind = text.slice(line.end, line.end + LONGEST);
  const next = behind.search(/\S/);
  if (next < 0) return true;
  return indentIn(behind, next) > indentIn(text, line.start + text.slice(line.start, line.end).search(/\S/));
}

function indentIn(text: string, at: number): number {
  return at - Math.max(text.lastIndexOf('\n', at), text.lastIndexOf('\r', at)) - 1;
}

function withClosedString(text: string, offset: number): (Closed & { readonly end: number }) | undefined {
  const line = lineAround(text, offset);
  let here: { readonly end: number; readonly closed: boolean } | undefined;
  let closed = true;
  for (let at = line.start; at < line.end;) {
    if (text.charAt(at) !== '"') {
      at++;
      continue;
    }
    const end = endOfString(text, at, line.end);
    closed = end.closed;
    if (at < offset && offset <= end.at) here = { end: end.at, closed };
    at = end.at;
  }
  if (!here || closed) return undefined;
  const end = endOfWord(text, offset, here.end);
  if (here.closed && end >= here.end - 1) return undefined;
  return { text: `${text.slice(0, end)}"${text.slice(end)}`, end };
}

/** Where the word ends that goes on behind a cursor: a colon belongs to it where more follows. */
export function endOfWord(text: string, offset: number, to: number): number {
  return offset + (/^(?:[\w.*/@-]|:(?=[\w:*]))*/.exec(text.slice(offset, to))?.[0].length ?? 0);
}

/** No line is longer that somebody types in. UTF-16 units. */
const LONGEST = 20_000;

function lineAround(text: string, offset: number): Range {
  const from = Math.max(0, offset - LONGEST);
  const before = text.slice(from, offset);
  const behind = text.slice(offset, offset + LONGEST);
  const length = behind.search(/[\r\n]/);
  return {
    start: from + Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1,
    end: offset + (length < 0 ? behind.length : length),
  };
}

/** Behind its closing quote; where it has none, the end of its line. */
function endOfString(text: string, start: number, to: number): { readonly at: number; readonly closed: boolean } {
  for (let at = start + 1; at < to; at++) {
    const c = text.charAt(at);
    if (c === '"') return { at: at + 1, closed: true };
    if (c === '\n' || c === '\r') return { at, closed: false };
    if (c === '\\') at++;
  }
  return { at: to, closed: false };
}
