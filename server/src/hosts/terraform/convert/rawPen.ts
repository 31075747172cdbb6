import { keep, type Keep } from '../../../tree/edit.ts';
import type { StringNode, ValueNode } from '../../../tree/node.ts';
import type { Parents } from '../write/parents.ts';
import { Pen } from '../write/pen.ts';
import type { Sheet } from '../write/sheet.ts';
import type { Style } from '../../../text/hcl/layout.ts';

/** Writes values among which are some whose expression stands nowhere in the file, such as a hole that is taken out of a text. */
export class RawPen extends Pen {
  readonly #raw: ReadonlyMap<ValueNode, string>;

  constructor(sheet: Sheet, parents: Parents, style: Style, raw: ReadonlyMap<ValueNode, string>) {
    super(sheet, parents, style);
    this.#raw = raw;
  }

  override kept(node: ValueNode, indent = ''): string {
    return this.#raw.get(node) ?? super.kept(node, indent);
  }

  override key(name: string | StringNode): string {
    return (typeof name === 'string' ? undefined : this.#raw.get(name)) ?? super.key(name);
  }
}

/** Values of a tree with the expressions that they get. */
export class RawValues {
  readonly written = new Map<ValueNode, string>();

  add(node: ValueNode, expression: string): Keep {
    this.written.set(node, expression);
    return keep(node);
  }
}
