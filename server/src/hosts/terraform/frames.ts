import { STRAY } from './brackets.ts';
import { Items, textOf, type Content, type Item } from './items.ts';
import { BRACE, BRACKET, isOpener, NAME, PAREN, QUOTED, type Tokens } from './lexing.ts';

/** What stands around a cursor: the file, or brackets with what is in them. */
export interface Frame {
  readonly content: Content;
  /** Whether a value may be completed in it: not in an index, nor in a `for`. */
  readonly plain: boolean;
  /** The token that opens it; -1 for the file. */
  readonly opener: number;
  /** The first token that is not in it. */
  readonly to: number;
  /** Of a block its type and labels, of a call its function. */
  readonly head: readonly string[];
  /** The first token of its head; its opener where it has none. */
  readonly start: number;
  readonly items: Items;
  /** The argument, member or item of the frame around it that it stands in. */
  readonly within: Item | undefined;
}

/** The frames around a place between or in tokens, from the file inwards. */
export function framesAt(tokens: Tokens, partners: Int32Array, offset: number): Frame[] {
  const { kinds, starts, ends } = tokens;
  const count = kinds.length;
  const items = (content: Content, opener: number, to: number): Items =>
    new Items(tokens, partners, content, opener + 1, to);
  const file: Frame = {
    content: 'body',
    plain: true,
    opener: -1,
    to: count,
    head: [],
    start: -1,
    items: items('body', -1, count),
    within: undefined,
  };
  const frames = [file];
  for (let at = 0; at < count && (ends[at] ?? 0) <= offset;) {
    const end = isOpener(kinds[at]) ? (partners[at] ?? STRAY) : STRAY;
    if (end === STRAY) at++;
    else if (holds(end)) {
      const frame = frameOf(tokens, frames.at(-1) ?? file, at, end);
      frames.push({ ...frame, items: items(frame.content, at, end) });
      at++;
    } else at = Math.max(partners[end] === at ? end + 1 : end, at + 1);
  }
  return frames;

  function holds(end: number): boolean {
    return end >= count || offset <= (starts[end] ?? 0);
  }
}

function frameOf(tokens: Tokens, outer: Frame, opener: number, to: number): Omit<Frame, 'items'> {
  const { kinds, starts, ends } = tokens;
  const within = outer.items.holding(opener);
  const base = { opener, to, within, plain: true };
  const before = opener - 1;
  const touching = ends[before] === starts[opener];
  if (kinds[opener] === BRACE) {
    if (outer.content !== 'body' || !within || within.assign !== undefined)
      return { ...base, content: 'object', head: [], start: opener, plain: !isFor(tokens, opener) };
    const head: string[] = [];
    for (let at = within.first; at < opener && (kinds[at] === NAME || kinds[at] === QUOTED); at++)
      head.push(textOf(tokens, at));
    return { ...base, content: 'body', head, start: within.first };
  }
  if (kinds[opener] === PAREN) {
    const isCall = kinds[before] === NAME && touching;
    const head = isCall ? [textOf(tokens, before)] : [];
    return { ...base, content: 'list', head, start: isCall ? before : opener };
  }
  const isIndex =
    touching && kinds[opener] === BRACKET && before >= 0 && !isOpener(kinds[before]) && isValue(kinds[before]);
  return { ...base, content: 'list', head: [], start: opener, plain: !isIndex && !isFor(tokens, opener) };
}

/** A word or a bracket that closed: what touches it is an index. */
function isValue(kind: number | undefined): boolean {
  return kind === NAME || kind === 93 || kind === 41;
}

function isFor(tokens: Tokens, opener: number): boolean {
  return tokens.kinds[opener + 1] === NAME && tokens.kinds[opener + 2] === NAME && textOf(tokens, opener + 1) === 'for';
}
