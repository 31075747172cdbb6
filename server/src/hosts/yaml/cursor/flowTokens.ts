import { endOfLine, isBlank, isBreak, isGap } from '../characters.ts';
import { quotedExtent } from '../extents.ts';

/** A sign, a text or a tag in brackets. */
export interface Token {
  readonly kind: 'open' | 'close' | 'comma' | 'colon' | 'text' | 'tag' | 'end';
  readonly start: number;
  readonly end: number;
  readonly closed: boolean;
}

/** Reads what stands in brackets, half-typed or not. */
export class FlowTokens {
  readonly #text: string;
  readonly #to: number;
  readonly #cursor: number;
  #at: number;

  constructor(text: string, start: number, to: number, cursor: number) {
    this.#text = text;
    this.#to = to;
    this.#cursor = cursor;
    this.#at = start;
  }

  /** @param isName whether a text is due that a colon ends */
  next(isName: boolean): Token {
    const text = this.#text;
    let at = this.#at;
    for (; at < this.#to; at++) {
      const c = text.charCodeAt(at);
      if (text.charAt(at) === '#' && isGap(text, at - 1)) at = endOfLine(text, at, this.#to) - 1;
      else if (!isBlank(c) && !isBreak(c)) break;
    }
    if (at >= this.#to) return { kind: 'end', start: this.#to, end: this.#to, closed: false };
    const token = this.#tokenAt(at, isName);
    this.#at = token.end;
    return token;
  }

  #tokenAt(start: number, isName: boolean): Token {
    const text = this.#text;
    const one = (kind: Token['kind']): Token => ({ kind, start, end: start + 1, closed: false });
    switch (text.charAt(start)) {
      case '{':
      case '[':
        return one('open');
      case '}':
      case ']':
        return one('close');
      case ',':
        return one('comma');
      case '"':
      case "'": {
        const { end, closed } = quotedExtent(text, start, this.#to, -1);
        return { kind: 'text', start, end: closed ? end : endOfLine(text, start, this.#to), closed };
      }
      case '!':
      case '&':
        return { kind: 'tag', start, end: wordEnd(text, start, this.#to), closed: false };
      case ':':
        if (this.#isColon(start, isName)) return one('colon');
    }
    let end = start;
    while (end < this.#to && !this.#endsPlain(end, isName)) end++;
    const written = text.slice(start, Math.max(end, start + 1)).trimEnd();
    return { kind: 'text', start, end: start + Math.max(written.length, 1), closed: false };
  }

  /** Behind a name in quotes a colon needs no blank. */
  #isColon(at: number, isName: boolean): boolean {
    const behind = this.#text.charAt(at + 1);
    if (at + 1 === this.#cursor && this.#isPartOfWord(at, isName)) return false;
    return isGap(this.#text, at + 1) || ',[]{}'.includes(behind) || /["']/.test(this.#text.charAt(at - 1));
  }

  /** Whether a colon that was just typed belongs to the word before it: `sts:`, `arn:aws:`, `ForAnyValue:`; no element is called so. */
  #isPartOfWord(colon: number, isName: boolean): boolean {
    if (!isName) return true;
    const before = this.#text.slice(Math.max(0, colon - LONGEST), colon);
    return /(?:^|[\s,{])(?:[a-z][\w-]*|[\w-]+\.[\w./-]+|SAML|ForA(?:ll|ny)Values?)$/.test(before);
  }

  #endsPlain(at: number, isName: boolean): boolean {
    const c = this.#text.charAt(at);
    if (',[]{}\n\r'.includes(c)) return true;
    if (c === ':') return this.#isColon(at, isName);
    return c === '#' && isGap(this.#text, at - 1);
  }
}

function wordEnd(text: string, start: number, to: number): number {
  let at = start + 1;
  while (at < to && !isGap(text, at) && !',[]{}'.includes(text.charAt(at))) at++;
  return at;
}

/** No name before a colon is longer. */
const LONGEST = 100;
