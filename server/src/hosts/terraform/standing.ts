import type { Span } from '../../text/span.ts';
import { endOfWord } from '../jsonText/closing.ts';
import { bracketsOf } from './brackets.ts';
import { endOfComment, isComment } from './endings.ts';
import { framesAt, type Frame } from './frames.ts';
import { DOT, HEREDOC, NAME, NEWLINE, NUMBER, QUOTED, tokensOf, type Tokens } from './lexing.ts';
import { Template } from './template.ts';

/** What a cursor stands in and on, told from tokens, so that half-typed text is no obstacle. */
export interface Standing {
  readonly tokens: Tokens;
  /** A string under the cursor has no end in the document: in the text of the tokens it has. */
  readonly isClosed: boolean;
  readonly frames: readonly Frame[];
  /** The first token of the word or text under the cursor. */
  readonly here: number | undefined;
  /** The first token behind the cursor and what is under it. */
  readonly next: number;
  /** The word or text under the cursor, quotes included; empty where nothing stands yet. */
  readonly replace: Span;
  /** The quoted text or the heredoc around the cursor. */
  readonly template: Template | undefined;
  readonly typed: string;
}

/** Undefined where nothing can be completed: in a comment, in a hole, behind a finished string. */
export function standingAt(document: string, offset: number): Standing | undefined {
  const written = tokensOf(document);
  const closed = withClosedString(written, offset);
  const tokens = closed?.tokens ?? written;
  const brackets = tokens.tooDeep ? undefined : bracketsOf(tokens);
  if (!brackets || brackets.tooDeep || inComment(tokens, offset)) return undefined;
  const { kinds, starts, ends, text } = tokens;
  const after = tokenFrom(tokens, offset);
  const last = after - 1; // the last that starts before the cursor
  const frames = framesAt(tokens, brackets.partners, offset);
  const isClosed = closed !== undefined;
  const nothing = { tokens, isClosed, frames, here: undefined, next: after, template: undefined, typed: '' };
  const empty = { ...nothing, replace: { start: offset, end: offset } };
  if (last < 0 || (ends[last] ?? 0) < offset) return empty;
  switch (kinds[last]) {
    case QUOTED:
    case HEREDOC: {
      const span = { start: starts[last] ?? 0, end: ends[last] ?? 0 };
      const form = kinds[last] === QUOTED ? 'quoted' : 'heredoc';
      const template = new Template(text, span, form, !tokens.unclosed.has(span.start));
      const { body } = template;
      if (offset < body.start || offset > body.end || inHole(text, template, offset)) return undefined;
      const replace = { start: span.start, end: closed ? closed.end : span.end };
      return { ...nothing, here: last, replace, template, typed: text.slice(body.start, offset) };
    }
    case NAME:
    case NUMBER:
    case DOT:
      return { ...nothing, ...wordAt(tokens, last, offset) };
    default:
      return empty;
  }
}

/** A word with the names that it is a chain of: `aws_iam_role.deploy`. */
function wordAt(
  { text, kinds, starts, ends }: Tokens,
  token: number,
  offset: number,
): Pick<Standing, 'here' | 'next' | 'replace' | 'typed'> {
  const isPart = (at: number): boolean => kinds[at] === NAME || kinds[at] === DOT;
  let first = token;
  let last = token;
  while (isPart(first) && isPart(first - 1) && ends[first - 1] === starts[first]) first--;
  while (isPart(last) && isPart(last + 1) && ends[last] === starts[last + 1]) last++;
  const start = starts[first] ?? 0;
  return { here: first, next: last + 1, replace: { start, end: ends[last] ?? 0 }, typed: text.slice(start, offset) };
}

/** The first token that starts at an offset or behind it. */
function tokenFrom({ starts }: Tokens, offset: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) >= offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Where quotes of a line do not pair up, the string under the cursor is the one that has no end yet: it gets one behind its word.
 * Undefined where none is missing. `end` is that of its word.
 */
function withClosedString(
  tokens: Tokens,
  offset: number,
): { readonly tokens: Tokens; readonly end: number } | undefined {
  const { text, kinds, starts, ends, unclosed } = tokens;
  const at = tokenFrom(tokens, offset) - 1;
  const start = starts[at] ?? 0;
  const stringEnd = ends[at] ?? 0;
  if (at < 0 || kinds[at] !== QUOTED || offset <= start || offset > stringEnd) return undefined;
  const end = endOfWord(text, offset, stringEnd);
  if (!unclosed.has(start)) {
    if (end >= stringEnd - 1 || !restIsUnclosed(tokens, at)) return undefined;
  }
  return { tokens: tokensOf(`${text.slice(0, end)}"${text.slice(end)}`), end };
}

function restIsUnclosed({ kinds, starts, unclosed }: Tokens, at: number): boolean {
  for (let next = at + 1; next < kinds.length && kinds[next] !== NEWLINE; next++)
    if (kinds[next] === QUOTED && unclosed.has(starts[next] ?? 0)) return true;
  return false;
}

/** Whether the cursor stands in a comment, or right behind one that goes to the end of its line. */
function inComment(tokens: Tokens, offset: number): boolean {
  const { text, ends } = tokens;
  const before = tokenFrom(tokens, offset) - 1;
  const from = before < 0 ? 0 : (ends[before] ?? 0);
  for (let at = from; at < offset;) {
    if (!isComment(text, at)) {
      at++;
      continue;
    }
    const end = endOfComment(text, at, text.length);
    const isBlock = text.startsWith('/*', at);
    if (isBlock ? offset < end : offset <= end) return true;
    at = end;
  }
  return false;
}

function inHole(text: string, template: Template, offset: number): boolean {
  return template.holes.some(({ from, to, directive, source }) => {
    const place = directive ? { start: source.start - 2, end: source.end + 1 } : template.slice(from, to);
    const isOpen = text.charAt(place.end - 1) !== '}';
    return place.start < offset && (offset < place.end || (isOpen && offset === place.end));
  });
}
