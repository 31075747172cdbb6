import { missingElementSpan } from '../../../server/src/policy/missingElementSpan.ts';
import type { ObjectNode, StringNode } from '../../../server/src/tree/node.ts';
import type { Span } from '../../../server/src/text/span.ts';

/** A text that says what another one says, and where the parts of that one stand in it. */
export interface Printed {
  readonly text: string;
  /** Where a part of the other text stands here; undefined for what does not. */
  place(span: Span): Span | undefined;
  /** What names the object in which something is missing at a place of the other text, such as a block's keyword. */
  head(span: Span): Span | undefined;
}

/** Writes a text while it notes where the parts of another one went. */
export class Printer implements Printed {
  text = '';
  readonly #wholes = new Map<string, Span>();
  readonly #starts = new Map<number, number>();
  readonly #ends = new Map<number, number>();
  readonly #heads = new Map<string, Span>();

  put(text: string): this {
    this.text += text;
    return this;
  }

  /** What `print` puts is what stands at `original`. */
  at(original: Span, print: () => unknown): this {
    const start = this.text.length;
    print();
    return this.placed(original, { start, end: this.text.length });
  }

  /** A list or an object; what opens it is the place of what is missing inside. */
  within(original: Span, open: string, print: () => unknown): this {
    return this.at(original, () => {
      const { start } = original;
      this.at({ start, end: start + 1 }, () => this.put(open));
      print();
    });
  }

  placed(original: Span, here: Span): this {
    this.#wholes.set(keyOf(original), here);
    this.#starts.set(original.start, here.start);
    this.#ends.set(original.end, here.end);
    return this;
  }

  /** What is missing from an object is said of what names it here. */
  named(original: ObjectNode, print: () => unknown): this {
    const start = this.text.length;
    print();
    this.#heads.set(keyOf(missingElementSpan(original)), { start, end: this.text.length });
    return this;
  }

  /**
   * A text between quotes, if any.
   * @param encode what stands for the part of the text that starts at an index
   */
  string(node: StringNode, encode: Encode, quote = '"'): this {
    return this.at(node.span, () => {
      this.put(quote);
      for (let at = 0; at < node.value.length;) {
        const { text, length } = encode(node.value, at);
        const here = { start: this.text.length, end: this.text.length + text.length };
        this.put(text);
        for (let i = at; i < at + length; i++) this.#unit(node.slice(i, i + 1), here);
        at += length;
      }
      this.put(quote);
    });
  }

  /** What is written as one is one place. */
  #unit({ start, end }: Span, here: Span): void {
    this.#starts.set(start, here.start);
    this.#ends.set(end, here.end);
  }

  place(span: Span): Span | undefined {
    const whole = this.#wholes.get(keyOf(span));
    if (whole) return whole;
    const [start, end] = [this.#starts.get(span.start), this.#ends.get(span.end)];
    return start === undefined || end === undefined ? undefined : { start, end };
  }

  head(span: Span): Span | undefined {
    return this.#heads.get(keyOf(span));
  }
}

export type Encode = (value: string, at: number) => Encoded;

export interface Encoded {
  readonly text: string;
  /** Units of the text that it stands for. */
  readonly length: number;
}

function keyOf({ start, end }: Span): string {
  return `${start} ${end}`;
}
