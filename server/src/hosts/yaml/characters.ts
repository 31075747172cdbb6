/** Where a line ends: at its line break, which is left out. */
export function endOfLine(text: string, at: number, to: number): number {
  const end = text.indexOf('\n', at);
  const last = end < 0 || end > to ? to : end;
  return last > at && text.charCodeAt(last - 1) === RETURN ? last - 1 : last;
}

/** Where the next line begins. */
export function nextLine(text: string, at: number, to: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 || end >= to ? to : end + 1;
}

/** The first place that is no blank; a byte order mark says as little as a blank. */
export function skipBlanks(text: string, at: number, to: number): number {
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  return at;
}

export function isBlank(c: number): boolean {
  return c === SPACE || c === TAB || c === BYTE_ORDER_MARK;
}

/** Whether a word ends at a place: with a blank, a line or the text. */
export function isGap(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return Number.isNaN(c) || isBlank(c) || c === NEWLINE || c === RETURN;
}

export function isBreak(c: number): boolean {
  return c === NEWLINE || c === RETURN;
}

const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const BYTE_ORDER_MARK = 0xfeff;
