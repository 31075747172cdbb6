import { newObject, type NewValue } from '../../../tree/edit.ts';
import type { LiteralNode, OpaqueNode, StringNode, ValueNode } from '../../../tree/node.ts';
import { encoded } from '../../../text/hcl/words.ts';
import { readExpression } from '../reader.ts';
import type { Template, TemplateHole } from '../template.ts';
import { RawValues } from './rawPen.ts';

/** Takes the values of JSON text over into Terraform's own language: what a plan fills in stays filled in by the same. */
export class JsonTextValues {
  readonly raw = new RawValues();
  /** Something cannot be said so that it is the same. */
  fails = false;
  readonly #text: string;
  readonly #holes: ReadonlyMap<number, TemplateHole>;

  /** @param text the document's */
  constructor(text: string, template: Template) {
    this.#text = text;
    this.#holes = new Map(template.holes.map((hole) => [template.offset(hole.from), hole]));
  }

  value(node: ValueNode): NewValue {
    switch (node.kind) {
      case 'object':
        return newObject(
          node.members.map(({ key, value }) => [this.#key(key), value ? this.value(value) : this.#fail()] as const),
        );
      case 'array':
        return node.items.map((item) => this.value(item));
      case 'string':
        return this.#string(node);
      case 'literal':
        return this.#literal(node);
      case 'opaque':
        return this.#opaque(node);
    }
  }

  #fail(): null {
    this.fails = true;
    return null;
  }

  #key(node: StringNode): string | StringNode {
    if (!node.holes.length) return node.value;
    this.#string(node);
    return node;
  }

  #string(node: StringNode): NewValue {
    const { value, holes } = node;
    if (!holes.length) return value;
    let [written, at] = ['', 0];
    for (const { from, to } of holes) {
      const hole = this.#holes.get(node.slice(from, to).start);
      const source = hole && this.#text.slice(hole.source.start, hole.source.end);
      // A sign before a hole would make text of it.
      if (source === undefined || /[\r\n]/.test(source) || /[$%]$/.test(value.slice(at, from))) return this.#fail();
      written += `${encoded('quoted', value.slice(at, from))}\${${source}}`;
      at = to;
    }
    return this.raw.add(node, `"${written}${encoded('quoted', value.slice(at))}"`);
  }

  /** A number that is written otherwise than it is read may be another one. */
  #literal({ span, value }: LiteralNode): NewValue {
    const isSame = typeof value !== 'number' || this.#text.slice(span.start, span.end) === String(value);
    return isSame ? value : this.#fail();
  }

  /** JSON that a plan fills in: known where it is said to be the JSON of something. */
  #opaque(node: OpaqueNode): NewValue {
    const hole = this.#holes.get(node.span.start);
    const call = hole && readExpression(this.#text, hole.source);
    const [value, ...others] = call?.kind === 'call' && call.name.text === 'jsonencode' ? call.arguments : [];
    const written = value && this.#text.slice(value.span.start, value.span.end);
    if (written === undefined || others.length || /[\r\n]/.test(written)) return this.#fail();
    const end = this.#text.indexOf('}', hole?.source.end) + 1;
    return end === node.span.end ? this.raw.add(node, written) : this.#fail();
  }
}
