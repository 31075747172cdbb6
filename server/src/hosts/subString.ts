import type { Hole } from '../text/holedText.ts';
import type { Span } from '../text/span.ts';
import type { Reference } from '../tree/node.ts';
import type { TextChange } from './freshText.ts';
import type { HostString, Quote, WrittenChange } from './hostString.ts';

/** The text of `Fn::Sub`: `${Name}` is filled in by a deploy, `${!Name}` is the text `${Name}`. */
export class SubString implements HostString {
  readonly kind = 'string';
  readonly value: string;
  readonly holes: readonly Hole[];
  readonly extent: Span;
  /** The text as it stands. */
  readonly written: HostString;
  /** Where in the value an exclamation mark is left out. */
  readonly #marks: readonly number[];
  readonly #own: readonly string[];

  /**
   * @param extent the call of the function
   * @param own names that the function is given values for
   */
  constructor(written: HostString, extent: Span, own: readonly string[] = []) {
    this.written = written;
    this.extent = extent;
    this.#own = own;
    const holes: Hole[] = [];
    const marks: number[] = [];
    let value = '';
    let at = 0;
    for (const { 0: token, index } of written.value.matchAll(TOKEN)) {
      value += written.value.slice(at, index);
      at = index + token.length;
      if (token.startsWith('${!')) {
        marks.push(value.length + 2);
        value += `\${${token.slice(3)}`;
      } else {
        holes.push({ from: value.length, to: value.length + token.length, reason: 'intrinsic' });
        value += token;
      }
    }
    this.value = value + written.value.slice(at);
    this.holes = [...holes, ...resolvedAtDeploy(this.value)].sort((a, b) => a.from - b.from);
    this.#marks = marks;
  }

  get span(): Span {
    return this.written.span;
  }

  /** The part of the template that it refers to, where it is nothing but a name for one. */
  get refersTo(): Reference | undefined {
    const [, name, attribute] = this.holes.length === 1 ? (/^\$\{(\w+)(?:\.([\w.]+))?\}$/.exec(this.value) ?? []) : [];
    return name === undefined || this.#own.includes(name) ? undefined : { name, attribute };
  }

  slice(from: number, to: number): Span {
    return this.written.slice(this.#place(from), this.#place(to));
  }

  change({ from, to, text }: TextChange, quote?: Quote): WrittenChange | undefined {
    return this.written.change({ from: this.#place(from), to: this.#place(to), text: subEscaped(text) }, quote);
  }

  /** Where a place of the value stands in the text as written. */
  #place(at: number): number {
    return at + this.#marks.filter((mark) => mark < at).length;
  }
}

const TOKEN = /\$\{[^{}$]*\}/g;

/** A text that `Fn::Sub` leaves as it is. */
export function subEscaped(text: string): string {
  return text.replace(/\$\{/g, '${!');
}

/** The parts of a text that a deploy fetches from where secrets and parameters are kept. */
export function resolvedAtDeploy(text: string): readonly Hole[] {
  if (!text.includes('{{resolve:')) return NONE;
  return [...text.matchAll(/\{\{resolve:[^{}]*\}\}/g)].map(({ 0: token, index: from }) => ({
    from,
    to: from + token.length,
    reason: 'intrinsic',
  }));
}

const NONE: readonly Hole[] = [];
