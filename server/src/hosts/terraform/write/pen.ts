import { keptNode, newMembers, type NewValue } from '../../../tree/edit.ts';
import type { StringNode, ValueNode } from '../../../tree/node.ts';
import { encoded } from '../encoded.ts';
import { isBare } from '../names.ts';
import { padded } from './columns.ts';
import { indentAt } from './lines.ts';
import type { Parents } from './parents.ts';
import type { Sheet } from './sheet.ts';
import type { Style } from './style.ts';

/** What a line of a list may have before each of its items gets one of its own. Characters. */
const LONGEST_LIST = 80;

/** A text in quotes, in which nothing is filled in. */
export function quoted(text: string): string {
  return `"${encoded('quoted', text)}"`;
}

/** Writes values as expressions. */
export class Pen {
  readonly style: Style;
  readonly #sheet: Sheet;
  readonly #parents: Parents;

  constructor(sheet: Sheet, parents: Parents, style: Style) {
    this.#sheet = sheet;
    this.#parents = parents;
    this.style = style;
  }

  /** @param indent of the line where the value begins; undefined where all of it has to stand on that line */
  value(value: NewValue, indent: string | undefined): string {
    const kept = keptNode(value);
    if (kept) return this.kept(kept, indent);
    if (Array.isArray(value)) return this.list(value as readonly NewValue[], indent);
    const members = newMembers(value);
    if (members) return this.#object(members, indent);
    return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
  }

  key(name: string | StringNode): string {
    if (typeof name !== 'string') return this.#sheet.slice(this.#parents.placeOf(name));
    return isBare(name) && !this.style.quoted ? name : quoted(name);
  }

  /** The value of a member: a short one stands on one line where others do. */
  member(value: NewValue, indent: string | undefined): string {
    const [only, ...others] = newMembers(value) ?? [];
    const isShort = this.style.inline && only && !others.length && isScalar(only[1]);
    return this.value(value, isShort ? undefined : indent);
  }

  /** As it stands; lines below its first are moved with it, unless they may be those of a heredoc. */
  kept(node: ValueNode, indent = ''): string {
    const place = this.#parents.placeOf(node);
    return moved(this.#sheet.slice(place), indentAt(this.#sheet.text, place.start), indent);
  }

  /** Over several lines only where one is not enough. */
  list(items: readonly NewValue[], indent: string | undefined): string {
    const line = `[${items.map((item) => this.value(item, undefined)).join(', ')}]`;
    const isPlain = items.every((item) => !newMembers(item) && !Array.isArray(item));
    if (indent === undefined || !items.length || (isPlain && line.length <= LONGEST_LIST && !/[\r\n]/.test(line)))
      return line;
    return this.lines(items, indent);
  }

  /** Each item on a line of its own. */
  lines(items: readonly NewValue[], indent: string): string {
    const { eol } = this.#sheet;
    const inner = indent + this.style.unit;
    const lines = items.map((item) => eol + inner + this.value(item, inner)).join(',');
    return `[${lines}${this.style.lastItem ? ',' : ''}${eol}${indent}]`;
  }

  #object(members: readonly (readonly [string | StringNode, NewValue])[], indent: string | undefined): string {
    if (!members.length) return '{}';
    const { eol } = this.#sheet;
    if (indent === undefined) {
      const line = members.map(([name, value]) => this.key(name) + this.style.sign + this.value(value, undefined));
      return `{ ${line.join(', ')} }`;
    }
    const inner = indent + this.style.unit;
    const written = members.map(([name, value]) => ({ key: this.key(name), value: this.member(value, inner) }));
    const lines = padded(written, this.style.sign).map((line) => eol + inner + line);
    const comma = this.style.commas ? ',' : '';
    return `{${lines.join(comma)}${comma && this.style.lastMember ? ',' : ''}${eol}${indent}}`;
  }
}

/** Text at another indentation; a heredoc's lines are none to move. */
export function moved(text: string, from: string, to: string): string {
  if (from === to || text.includes('<<')) return text;
  return text.replace(/(\r\n|\n|\r)([ \t]*)/g, (line, end: string, lead: string) =>
    lead.startsWith(from) ? end + to + lead.slice(from.length) : line,
  );
}

function isScalar(value: NewValue): boolean {
  const kept = keptNode(value);
  if (kept) return kept.kind !== 'object';
  return Array.isArray(value) ? (value as readonly NewValue[]).every(isScalar) : !newMembers(value);
}
