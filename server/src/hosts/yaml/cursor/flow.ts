import { isGap } from '../characters.ts';
import type { Entry } from '../lines.ts';
import { functionOf } from '../tags.ts';
import { quoteAt, type Spot } from './block.ts';
import { FlowTokens, type Token } from './flowTokens.ts';
import { unquoted } from './quotes.ts';
import { isReferenceTag, tagIn } from './tagNames.ts';
import type { FlowSite, Quote } from './yamlCursor.ts';

/** What a list or mapping in brackets holds around a cursor. */
interface Frame {
  readonly start: number;
  readonly list: boolean;
  /** The function that is given what it holds. */
  readonly call: string | undefined;
  /** Names of members or texts of items so far, the cursor's own left out. */
  readonly seen: string[];
  key: string | undefined;
  index: number;
  expects: 'item' | 'colon' | 'value' | 'comma';
}

/** A cursor's place in brackets, told from the tokens before it. @param start where the outermost bracket opens, behind its tags */
export function flowSpot(text: string, holder: Entry, start: number, end: number, offset: number): Spot | undefined {
  return new Walk(text, holder, start, end, offset).run();
}

class Walk {
  readonly #text: string;
  readonly #holder: Entry;
  readonly #start: number;
  readonly #cursor: number;
  readonly #stack: Frame[] = [];
  readonly #tokens: FlowTokens;
  #lastEnd: number;
  /** That of what comes next. */
  #tag: Token | undefined;

  constructor(text: string, holder: Entry, start: number, end: number, cursor: number) {
    this.#text = text;
    this.#holder = holder;
    this.#start = start;
    this.#tokens = new FlowTokens(text, start, Math.max(end, cursor), cursor);
    this.#cursor = cursor;
    this.#lastEnd = start;
    const tag = tagIn(text, holder.value, start);
    if (tag) this.#tag = { kind: 'tag', ...tag, closed: false };
  }

  run(): Spot | undefined {
    let token = this.#next();
    while (token.kind !== 'end' && token.end < this.#cursor) {
      this.#take(token);
      token = this.#next();
    }
    const inside = token.start < this.#cursor && this.#cursor <= token.end;
    if (inside && token.kind !== 'text' && token.kind !== 'tag') {
      this.#take(token);
      token = this.#next();
    } else if (inside && token.closed && token.end === this.#cursor) return undefined;
    if (this.#inComment()) return undefined;
    const isHere = token.start <= this.#cursor && this.#cursor <= token.end;
    if (isHere && token.kind === 'tag') {
      const next = this.#next();
      return next.kind === 'text'
        ? this.#reference(token, next.end, this.#next())
        : this.#reference(token, token.end, next);
    }
    const here = isHere && token.kind === 'text' ? token : undefined;
    return this.#spot(here, here ? this.#next() : token);
  }

  #spot(here: Token | undefined, next: Token): Spot | undefined {
    const frame = this.#stack.at(-1);
    const tag = this.#tag && this.#written(this.#tag);
    if (!frame || frame.expects === 'colon') return undefined;
    if (tag !== undefined && tag !== '!Sub')
      return this.#tag && this.#reference(this.#tag, here?.end ?? this.#cursor, next);
    const raw = here ? this.#text.slice(here.start, this.#cursor) : '';
    const substituted = tag === '!Sub';
    const replace = here ? { start: here.start, end: here.end } : { start: this.#cursor, end: this.#cursor };
    const startsMore = next.kind === 'text' || next.kind === 'tag' || next.kind === 'open';
    const site: FlowSite = {
      form: 'flow',
      lead: this.#isTight() ? ' ' : '',
      commaAt: frame.expects === 'comma' ? this.#lastEnd : undefined,
      commaAfter: startsMore,
      hasLines: this.#hasLines(),
    };
    const base = {
      holder: this.#holder,
      openings: this.#openings(),
      begins: false,
      keyOnly: false,
      replace,
      typed: unquoted(raw),
      inText: raw !== '',
      quote: here ? quoteAt(this.#text, here.start) : ('' as Quote),
      substituted,
    };
    const path = this.#stack.flatMap(stepsIn);
    if (frame.expects === 'value') {
      if (!here && startsMore && !this.#isName(next)) {
        const isOnLine = next.kind === 'text' && !this.#text.slice(this.#cursor, next.start).includes('\n');
        if (!isOnLine) return undefined;
        return {
          ...base,
          at: 'value',
          steps: path,
          siblings: [],
          site: { ...site, commaAfter: false },
          replace: { start: this.#cursor, end: next.end },
        };
      }
      return { ...base, at: 'value', steps: path, siblings: [], site };
    }
    if (site.commaAt !== undefined && !here && site.commaAt === this.#cursor) return undefined;
    const siblings = [...frame.seen, ...this.#rest(next, frame.list)];
    if (frame.list) {
      const index = frame.index + (site.commaAt === undefined ? 0 : 1);
      return { ...base, at: 'item', steps: [...path.slice(0, -1), index], siblings, site };
    }
    const keyOnly = next.kind === 'colon';
    return {
      ...base,
      at: 'key',
      steps: path.slice(0, -1),
      siblings,
      keyOnly,
      site: { ...site, lead: '', commaAfter: startsMore && !keyOnly },
    };
  }

  /** Where each bracket opens, and by how many steps it is reached. */
  #openings(): Spot['openings'] {
    let depth = 0;
    return this.#stack.map((frame) => {
      const opening = { start: frame.start, depth: depth + stepsIn(frame).length - 1 };
      depth += stepsIn(frame).length;
      return opening;
    });
  }

  /** A tag that names a resource: what it calls is replaced as a whole. @param end of what it names so far */
  #reference(tag: Token, end: number, next: Token): Spot | undefined {
    if (!isReferenceTag(this.#written(tag)) || tag.start === this.#cursor) return undefined;
    this.#tag = undefined;
    const spot = this.#spot(undefined, next);
    const replace = { start: tag.start, end };
    const typed = this.#text.slice(tag.start, this.#cursor);
    return spot && { ...spot, replace, typed, site: { ...spot.site, lead: '' } };
  }

  #written({ start, end }: Token): string {
    return this.#text.slice(start, end);
  }

  /** Names or texts of the same brackets behind the cursor. */
  #rest(next: Token, list: boolean): string[] {
    const found: string[] = [];
    let depth = 0;
    for (let token = next; token.kind !== 'end' && depth >= 0 && found.length < MOST; token = this.#next()) {
      if (token.kind === 'open') depth++;
      else if (token.kind === 'close') depth--;
      else if (depth === 0 && token.kind === 'text' && (list || this.#isName(token)))
        found.push(unquoted(this.#text.slice(token.start, token.end)));
    }
    return found;
  }

  #isName({ kind, end }: Token): boolean {
    return kind === 'text' && /^\s*:/.test(this.#text.slice(end, end + 50));
  }

  /** Right behind a colon without a blank. */
  #isTight(): boolean {
    return this.#text.charAt(this.#cursor - 1) === ':' && this.#stack.at(-1)?.expects === 'value';
  }

  #hasLines(): boolean {
    return /^[[{][ \t]*\r?\n/.test(this.#text.slice(this.#start, this.#start + 100));
  }

  #inComment(): boolean {
    const line = this.#text.lastIndexOf('\n', this.#cursor - 1) + 1;
    for (let at = Math.max(line, this.#lastEnd); at < this.#cursor; at++)
      if (this.#text.charAt(at) === '#' && isGap(this.#text, at - 1)) return true;
    return false;
  }

  #take(token: Token): void {
    const frame = this.#stack.at(-1);
    switch (token.kind) {
      case 'open':
        beginItem(frame);
        this.#stack.push({
          start: token.start,
          list: this.#text.charAt(token.start) === '[',
          call: this.#tag && functionOf(this.#written(this.#tag)),
          seen: [],
          key: undefined,
          index: 0,
          expects: 'item',
        });
        break;
      case 'close': {
        this.#stack.pop();
        const outer = this.#stack.at(-1);
        if (outer) outer.expects = 'comma';
        break;
      }
      case 'comma':
        if (frame) {
          if (frame.list && frame.expects === 'comma') frame.index++;
          frame.key = undefined;
          frame.expects = 'item';
        }
        break;
      case 'colon':
        if (frame?.expects === 'colon') frame.expects = 'value';
        break;
      case 'text':
        if (frame) takeText(frame, unquoted(this.#text.slice(token.start, token.end)));
        break;
      case 'tag':
      case 'end':
    }
    this.#tag = token.kind === 'tag' ? token : undefined;
    this.#lastEnd = token.end;
  }

  #next(): Token {
    const frame = this.#stack.at(-1);
    return this.#tokens.next(!(frame && (frame.list || frame.expects === 'value')));
  }
}

/** What leads through brackets: the function that is given what they hold, and the member or the item. */
function stepsIn({ call, list, index, key = '' }: Frame): readonly (string | number)[] {
  return [...(call === undefined ? [] : [call]), list ? index : key];
}

/** An item that starts although a comma is missing is the next one. */
function beginItem(frame: Frame | undefined): void {
  if (frame?.list && frame.expects === 'comma') frame.index++;
}

function takeText(frame: Frame, value: string): void {
  const startsItem = frame.expects === 'item' || frame.expects === 'comma';
  beginItem(frame);
  if (frame.list || !startsItem) {
    if (frame.list) frame.seen.push(value);
    frame.expects = 'comma';
  } else {
    frame.key = value;
    frame.seen.push(value);
    frame.expects = 'colon';
  }
}

/** More than any list that somebody completes has. */
const MOST = 200;
