import type { Hole } from '../../text/holedText.ts';
import type { Span } from '../../text/span.ts';
import type { TextChange } from '../freshText.ts';
import type { HostString, WrittenChange } from '../hostString.ts';
import type { TemplateString } from './strings.ts';

/** A hole of a text, and what the module is sure to fill in. */
export interface Filled {
  /** Of the text with its holes. */
  readonly from: number;
  readonly to: number;
  readonly value: string;
  /** What of that a plan fills in. */
  readonly holes: readonly Hole[];
}

/**
 * A text some of whose holes the module itself fills in: `"${local.host}:sub"`. What fills them in stands elsewhere, so that only
 * the text around them can be changed.
 */
export class FilledString implements HostString {
  readonly kind = 'string';
  readonly isReferred = true;
  readonly value: string;
  readonly holes: readonly Hole[];
  readonly span: Span;
  readonly #template: TemplateString;
  readonly #filled: readonly Filled[];

  /** @param filled in the order they stand in */
  constructor(template: TemplateString, filled: readonly Filled[]) {
    this.#template = template;
    this.#filled = filled;
    this.span = template.span;
    const holes: Hole[] = [];
    let value = '';
    let at = 0;
    const upTo = (to: number): void => {
      const by = value.length - at;
      for (const { from, to: end, reason } of template.holes)
        if (from >= at && end <= to) holes.push({ from: from + by, to: end + by, reason });
      value += template.value.slice(at, to);
      at = to;
    };
    for (const part of filled) {
      upTo(part.from);
      for (const { from, to, reason } of part.holes)
        holes.push({ from: from + value.length, to: to + value.length, reason });
      value += part.value;
      at = part.to;
    }
    upTo(template.value.length);
    this.value = value;
    this.holes = holes;
  }

  /** The same text, its own part with a meaning as long as it is. */
  saying(own: (text: string) => string): FilledString {
    return new FilledString(this.#template.saying(own(this.#template.value)), this.#filled);
  }

  get extent(): Span {
    return this.span;
  }

  slice(from: number, to: number): Span {
    const [start, end] = [this.#outer(from, 'from'), this.#outer(to, 'to')];
    return this.#template.slice(start, Math.max(start, end));
  }

  change({ from, to, text }: TextChange): WrittenChange | undefined {
    const start = this.#outer(from, 'from');
    const end = Math.max(start, this.#outer(to, 'to'));
    const isOwn = !this.#filled.some((part) => start < part.to && part.from < end);
    // Within what is filled in, a place is where that begins and where it ends.
    const isClear = [from, to].every((at) => this.#outer(at, 'from') >= this.#outer(at, 'to'));
    return isOwn && isClear ? this.#template.change({ from: start, to: end, text }) : undefined;
  }

  /** The place in the text with its holes: of one in what is filled in, where that begins or ends. */
  #outer(at: number, side: 'from' | 'to'): number {
    let by = 0;
    for (const { from, to, value } of this.#filled) {
      const start = from + by;
      // What begins behind a text that is empty does not begin before its hole.
      if (at < start || (at === start && (side === 'to' || value !== ''))) break;
      if (at < start + value.length) return side === 'from' ? from : to;
      by += value.length - (to - from);
    }
    return at - by;
  }
}
