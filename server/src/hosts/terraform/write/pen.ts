import { Layout, type Expression, type Style } from '../../../text/hcl/layout.ts';
import { isBare, quoted } from '../../../text/hcl/words.ts';
import { keptNode, newMembers, type NewValue } from '../../../tree/edit.ts';
import type { StringNode, ValueNode } from '../../../tree/node.ts';
import { indentAt } from './lines.ts';
import type { Parents } from './parents.ts';
import type { Sheet } from './sheet.ts';

/** Writes values as expressions: new ones, and those of the tree as they stand. */
export class Pen {
  readonly layout: Layout;
  readonly #sheet: Sheet;
  readonly #parents: Parents;

  constructor(sheet: Sheet, parents: Parents, style: Style) {
    this.#sheet = sheet;
    this.#parents = parents;
    this.layout = new Layout(style);
  }

  expression(value: NewValue): Expression {
    const kept = keptNode(value);
    if (kept) return { write: (indent) => this.kept(kept, indent), isObject: kept.kind === 'object' };
    if (Array.isArray(value)) return { items: this.items(value as readonly NewValue[]) };
    const members = newMembers(value);
    if (members)
      return { members: members.map(([name, inner]) => ({ name: this.key(name), value: this.expression(inner) })) };
    return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
  }

  items(values: readonly NewValue[]): readonly Expression[] {
    return values.map((value) => this.expression(value));
  }

  /** @param indent of the line where the value begins; undefined where all of it has to stand on that line */
  value(value: NewValue, indent: string | undefined): string {
    return this.layout.value(this.expression(value), indent);
  }

  key(name: string | StringNode): string {
    if (typeof name !== 'string') return this.#sheet.slice(this.#parents.placeOf(name));
    return isBare(name) && !this.layout.style.quoted ? name : quoted(name);
  }

  /** As it stands; lines below its first are moved with it, unless they may be those of a heredoc. */
  kept(node: ValueNode, indent = ''): string {
    const place = this.#parents.placeOf(node);
    return moved(this.#sheet.slice(place), indentAt(this.#sheet.text, place.start), indent);
  }
}

/** Text at another indentation; a heredoc's lines are none to move. */
export function moved(text: string, from: string, to: string): string {
  if (from === to || text.includes('<<')) return text;
  return text.replace(/(\r\n|\n|\r)([ \t]*)/g, (line, end: string, lead: string) =>
    lead.startsWith(from) ? end + to + lead.slice(from.length) : line,
  );
}
