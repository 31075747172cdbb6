import { keptNode, newMembers, type NewMember, type NewValue } from '../../../tree/edit.ts';
import type { StringNode } from '../../../tree/node.ts';
import { FlowPen } from './flowPen.ts';
import { NOTHING_KEPT, type KeptText, type PenPlace, type Written } from './keptText.ts';
import { keyText, scalarText } from './scalarText.ts';
import type { Style } from './style.ts';

/**
 * Writes values as YAML on lines of their own, in the author's style: mappings and lists indented, texts in quotes only where
 * they need some or all others have some. To print a policy at a place of a text:
 * `new BlockPen(new Styles(text).at(offset)).mapping(members, column)`.
 */
export class BlockPen {
  readonly style: Style;
  readonly #kept: KeptText;
  readonly #flow: FlowPen;

  /** @param kept needed where values are kept */
  constructor(style: Style, kept = NOTHING_KEPT) {
    this.style = style;
    this.#kept = kept;
    this.#flow = new FlowPen(style, kept);
  }

  /** The members of a mapping, each on lines of its own; the first line is not indented. @param column of the names */
  mapping(members: readonly NewMember[], column: number): string {
    return members.map((member) => this.member(member, column)).join(this.#line(column));
  }

  /** The items of a list, each on lines of its own; the first line is not indented. @param column of the dashes */
  list(items: readonly NewValue[], column: number): string {
    return items.map((item) => this.item(item, column)).join(this.#line(column));
  }

  member([name, value]: NewMember, column: number): string {
    return `${this.key(name)}:${this.below(value, column)}`;
  }

  item(value: NewValue, column: number): string {
    const { gap } = this.style;
    return `-${' '.repeat(gap)}${this.#value(value, { around: 'block', column, inner: column + 1 + gap }).text}`;
  }

  /** What stands behind the colon of a name: the value, or the lines below. @param column of the name */
  below(value: NewValue, column: number): string {
    const inner = column + (isList(value) ? this.style.dash : this.style.unit);
    const { text, isLines } = this.#value(value, { around: 'block', column, inner }, this.style.flowLists);
    return (isLines ? this.#line(inner) : ' ') + text;
  }

  key(name: string | StringNode): string {
    return typeof name === 'string' ? keyText(name, this.style.block, 'block') : this.#kept.key(name, 'block');
  }

  #value(value: NewValue, place: PenPlace, inBrackets = false): Written {
    const kept = keptNode(value);
    if (kept) return this.#kept.value(kept, place);
    if (Array.isArray(value)) return this.#items(value as readonly NewValue[], place, inBrackets);
    const members = newMembers(value);
    if (!members) return { text: scalarText(value as string, this.style.block, 'block') };
    return members.length ? { text: this.mapping(members, place.inner), isLines: true } : { text: '{}' };
  }

  #items(items: readonly NewValue[], { inner }: PenPlace, inBrackets: boolean): Written {
    const isShort = inBrackets && items.every((item) => typeof item === 'string');
    return isShort || !items.length
      ? { text: this.#flow.value(items, undefined) }
      : { text: this.list(items, inner), isLines: true };
  }

  #line(column: number): string {
    return this.style.eol + ' '.repeat(column);
  }
}

function isList(value: NewValue): boolean {
  const kept = keptNode(value);
  return kept ? kept.kind === 'array' : Array.isArray(value);
}
