import type { Span } from '../../text/span.ts';
import type { Frame } from './frames.ts';
import { textOf, waits, type Item } from './items.ts';
import { BRACE, COLON, COMMA, EQUALS, isCloser, NAME, NEWLINE, NUMBER, QUOTED } from './lexing.ts';
import type { Standing } from './standing.ts';

/** What is due at a cursor in the innermost frame around it. */
export interface Spot {
  readonly at: 'key' | 'value' | 'item';
  /** The argument, member or item that is typed; undefined before its first character. */
  readonly item: Item | undefined;
  /** Of an item in its list. */
  readonly index: number;
  readonly replace: Span;
  /** Where a comma is due before. */
  readonly commaAt: number | undefined;
  /** Whether one is due behind. */
  readonly commaAfter: boolean;
  readonly keyOnly: boolean;
}

/** Undefined where nothing is due: behind a finished value, among labels, in an operation. */
export function spotOf(standing: Standing, frame: Frame): Spot | undefined {
  if (!frame.plain) return undefined;
  return frame.content === 'list' ? inList(standing, frame) : inMembers(standing, frame);
}

function inList(standing: Standing, { items, opener }: Frame): Spot | undefined {
  const { tokens, here, next, replace } = standing;
  const { kinds, ends } = tokens;
  const item = here === undefined ? undefined : items.holding(here);
  if (item && item.first !== here) return undefined;
  let before = (here ?? next) - 1;
  while (before > opener && kinds[before] === NEWLINE) before--;
  if (waits(kinds[before])) return undefined;
  const separated = before === opener || kinds[before] === COMMA;
  const commaAt = separated ? undefined : ends[before];
  if (commaAt !== undefined && commaAt === replace.start) return undefined;
  let after = next;
  while (kinds[after] === NEWLINE) after++;
  const index = items.list.filter(({ first }) => first < (here ?? next)).length;
  const commaAfter = items.list.some(({ first }) => first === after);
  return { at: 'item', item, index, replace, commaAt, commaAfter, keyOnly: false };
}

function inMembers(standing: Standing, frame: Frame): Spot | undefined {
  const { tokens, here, next, replace } = standing;
  const { kinds, ends } = tokens;
  const { items, content, opener } = frame;
  const before = (here ?? next) - 1;
  const base = { index: 0, replace, commaAt: undefined, commaAfter: false, keyOnly: false };
  const item = items.holding(here ?? before);
  if (item && here !== undefined && item.first !== here)
    return item.value === here && item.assign !== undefined ? { ...base, at: 'value', item } : undefined;
  if (item && here === undefined) {
    if (before === item.assign) return beforeValue();
    if (content === 'body' || item.value === undefined || waits(kinds[before]) || ends[before] === replace.start)
      return undefined;
    return { ...base, at: 'key', item: undefined, commaAt: ends[before], commaAfter: memberFollows() };
  }
  const isFirst = before === opener || kinds[before] === COMMA || kinds[before] === NEWLINE;
  if (content === 'body') {
    if (!isFirst || (here !== undefined && kinds[here] !== NAME)) return undefined;
    const keyOnly = kinds[next] === EQUALS || kinds[next] === BRACE || kinds[next] === QUOTED;
    return here === undefined && !keyOnly && !isEndOfLine() ? undefined : { ...base, at: 'key', item, keyOnly };
  }
  const commaAt = isFirst ? undefined : ends[before];
  const keyOnly = kinds[next] === EQUALS || kinds[next] === COLON;
  return { ...base, at: 'key', item, commaAt, keyOnly, commaAfter: !keyOnly && memberFollows() };

  /** A value that stands behind the cursor in its line is replaced; brackets are not. */
  function beforeValue(): Spot | undefined {
    const kind = kinds[next];
    const stands = kind === QUOTED || kind === NAME || kind === NUMBER;
    if (!stands && !isEndOfLine() && kind !== COMMA) return undefined;
    const end = stands ? (ends[next] ?? replace.end) : replace.end;
    return { ...base, at: 'value', item, replace: { start: replace.start, end } };
  }

  function isEndOfLine(): boolean {
    return next >= kinds.length || kinds[next] === NEWLINE || isCloser(kinds[next]);
  }

  function memberFollows(): boolean {
    return kinds[next] === NAME || kinds[next] === QUOTED;
  }
}

/** What the other members of a frame are called. */
export function namesBeside({ tokens, here }: Standing, { items }: Frame): string[] {
  return items.list.filter(({ first }) => first !== here).map(({ first }) => textOf(tokens, first));
}

/** What the other items of a list say: their text, or what they refer to. */
export function itemsBeside({ tokens, here }: Standing, { items }: Frame): string[] {
  const { text, kinds, starts, ends } = tokens;
  return items.list
    .filter(({ first }) => first !== here)
    .map(({ first, last }) =>
      kinds[first] === QUOTED ? textOf(tokens, first) : text.slice(starts[first], ends[last]),
    );
}
