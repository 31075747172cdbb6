import { holeWithin, type Hole } from '../../text/holedText.ts';
import type { Span } from '../../text/span.ts';
import type { TextChange } from '../freshText.ts';
import type { HostString, WrittenChange } from '../hostString.ts';
import { encoded, isBare } from '../../text/hcl/words.ts';
import type { Template } from './template.ts';

/** A quoted text or a heredoc as a string of a policy; what a plan fills in are its holes. */
export class TemplateString implements HostString {
  readonly kind = 'string';
  readonly value: string;
  readonly holes: readonly Hole[];
  readonly span: Span;
  readonly #template: Template;

  constructor(template: Template, value = template.value) {
    this.#template = template;
    this.value = value;
    this.span = template.span;
    this.holes = holesOf(template);
  }

  /** The same text with a meaning as long as it is. */
  saying(value: string): TemplateString {
    return new TemplateString(this.#template, value);
  }

  get extent(): Span {
    return this.span;
  }

  slice(from: number, to: number): Span {
    return this.#template.slice(from, to);
  }

  change(change: TextChange): WrittenChange | undefined {
    if (holeWithin(this, change.from, change.to)) return undefined;
    const { from, to, text } = this.#whole(change);
    if (holeWithin(this, from, to)) return undefined;
    const span = { start: this.#template.offset(from), end: this.#template.offset(to) };
    const before = text === '' ? this.value.charAt(from - 1) : text.slice(-1);
    // A sign before a hole would make text of it.
    if (/[$%]/.test(before) && this.holes.some((hole) => hole.from === to)) return undefined;
    return { span, newText: encoded(this.#template.form, text) };
  }

  /** No half of an escape is changed, and no text becomes a hole with what is beside it. */
  #whole(change: TextChange): TextChange {
    let { from, to, text } = change;
    const isInside = (at: number): boolean =>
      at > 0 && at < this.value.length && this.#template.offset(at) === this.#template.offset(at - 1);
    const opens = (before: string, after: string): boolean => /[$%]/.test(before.slice(-1)) && after.startsWith('{');
    const { value } = this;
    while (isInside(from) || opens(value.slice(0, from), text === '' ? value.slice(to) : text))
      text = value.charAt(--from) + text;
    while (isInside(to) || opens(text, value.slice(to))) text += value.charAt(to++);
    return { from, to, text };
  }
}

/** A number or a boolean where a text is meant. */
export class LiteralString implements HostString {
  readonly kind = 'string';
  readonly value: string;
  readonly holes: readonly Hole[] = [];
  readonly span: Span;

  constructor(value: string, span: Span) {
    this.value = value;
    this.span = span;
  }

  get extent(): Span {
    return this.span;
  }

  slice(): Span {
    return this.span;
  }

  change({ from, to, text }: TextChange): WrittenChange {
    const whole = this.value.slice(0, from) + text + this.value.slice(to);
    return { span: this.span, newText: `"${encoded('quoted', whole)}"` };
  }
}

/** What stands between directives may come or not, so that all of it is one hole. */
function holesOf({ holes }: Template): Hole[] {
  const first = holes.findIndex((hole) => hole.directive);
  const last = holes.findLastIndex((hole) => hole.directive);
  return holes.flatMap(({ from, to }, i): Hole[] => {
    if (i > first && i <= last) return [];
    return [{ from, to: i === first ? (holes[last]?.to ?? to) : to, reason: 'interpolation' }];
  });
}

/** A bare word, or any text that stands as it is. */
export class WordString implements HostString {
  readonly kind = 'string';
  readonly value: string;
  readonly holes: readonly Hole[] = [];
  readonly span: Span;

  constructor(value: string, span: Span) {
    this.value = value;
    this.span = span;
  }

  get extent(): Span {
    return this.span;
  }

  slice(from: number, to: number): Span {
    return { start: this.span.start + from, end: this.span.start + to };
  }

  change({ from, to, text }: TextChange): WrittenChange | undefined {
    const whole = this.value.slice(0, from) + text + this.value.slice(to);
    return isBare(whole) ? { span: this.slice(from, to), newText: text } : undefined;
  }
}

/** A text that does not stand where it counts: each part of it is at the one place that brings it. */
export class PlacedString implements HostString {
  readonly kind = 'string';
  readonly isReferred = true;
  readonly value: string;
  readonly holes: readonly Hole[];
  readonly span: Span;

  constructor(value: string, span: Span, holes: readonly Hole[] = []) {
    this.value = value;
    this.span = span;
    this.holes = holes;
  }

  get extent(): Span {
    return this.span;
  }

  slice(): Span {
    return this.span;
  }

  change(): undefined {
    return undefined;
  }
}

/** What a plan fills in as a whole. */
export function holeString(source: string, span: Span): PlacedString {
  const value = `\${${source}}`;
  return new PlacedString(value, span, [{ from: 0, to: value.length, reason: 'interpolation' }]);
}
