import { keep, type NewValue } from '../../../tree/edit.ts';
import type { ArrayNode, OpaqueNode, StringNode, ValueNode } from '../../../tree/node.ts';
import type { Span } from '../../../text/span.ts';
import { isHostString } from '../../hostString.ts';
import { isOneLine, hasComment } from '../write/lines.ts';
import type { Parents } from '../write/parents.ts';

/** Takes values of a policy in Terraform's own language over to another place: references and layout of lists stay. */
export class HclValues {
  /** Something cannot be said so that it is the same. */
  fails = false;
  readonly #text: string;
  readonly #parents: Parents;
  /** What is taken over, with what is in it. */
  readonly #taken: Span[] = [];

  /** @param text the document's */
  constructor(text: string, parents: Parents) {
    this.#text = text;
    this.#parents = parents;
  }

  fail(): null {
    this.fails = true;
    return null;
  }

  written(node: ValueNode): string {
    const { start, end } = this.#parents.placeOf(node);
    return this.#text.slice(start, end);
  }

  /** Whether a comment stands in a place, outside of what is taken over. */
  losesComment({ start, end }: Span): boolean {
    let at = start;
    for (const span of this.#taken.toSorted((a, b) => a.start - b.start)) {
      if (span.start > at && hasComment(this.#text, { start: at, end: span.start })) return true;
      at = Math.max(at, span.end);
    }
    return hasComment(this.#text, { start: at, end });
  }

  /** The name of an element, as it is written or by the keyword that it has. */
  element(key: StringNode): string {
    if (key.holes.length || this.written(key).startsWith('(')) this.fail();
    return key.value;
  }

  /** A name that a plan does not fill in is written as it suits. */
  key(node: StringNode): string | StringNode {
    const value = this.text(node);
    return typeof value === 'string' ? value : node;
  }

  /** One text; what is no text becomes one, as IAM has it. */
  text(node: ValueNode): NewValue {
    this.#taken.push(this.#parents.placeOf(node));
    switch (node.kind) {
      case 'string':
        return this.#string(node);
      case 'literal':
        return node.value === null ? this.fail() : this.#exact(String(node.value), this.written(node));
      case 'opaque':
        return this.#opaque(node);
      case 'object':
      case 'array':
        return this.fail();
    }
  }

  #exact(value: string, written: string): NewValue {
    return value === written ? value : this.fail();
  }

  /** What stands here is written anew; what is referred to is referred to. */
  #string(node: StringNode): NewValue {
    const written = this.written(node);
    const isFilled = node.holes.length > 0 || (isHostString(node) && node.isReferred === true);
    if (written.includes('&{') && isFilled) return this.fail();
    if (!isOneLine(this.#text, this.#parents.placeOf(node))) return this.fail();
    const isHere = written.startsWith('"') || written === node.value;
    return !isFilled && isHere && !/^"\$\{[^"]*\}"$/.test(written) ? node.value : keep(node);
  }

  #opaque(node: OpaqueNode): NewValue {
    const written = this.written(node);
    const isFor = /^[[{]\s*for\b/.test(written);
    return isFor || !isOneLine(this.#text, this.#parents.placeOf(node)) ? this.fail() : keep(node);
  }

  /** A list as it stands, where each of its texts is one there; else its texts anew. */
  list(node: ArrayNode): NewValue {
    const place = this.#parents.placeOf(node);
    const written = this.written(node);
    if (/^[\w.-]+$/.test(written)) return this.#keepList(node, place);
    const isTexts = node.items.every((item) => item.kind !== 'string' || this.written(item).startsWith('"'));
    if (!written.startsWith('[')) return this.fail();
    if (isTexts && !written.includes('&{') && node.items.every(({ kind }) => kind === 'string'))
      return this.#keepList(node, place);
    return node.items.map((item) => this.text(item));
  }

  #keepList(node: ArrayNode, place: Span): NewValue {
    this.#taken.push(place);
    return keep(node);
  }
}
