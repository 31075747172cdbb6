import { keptNode, newMembers, type NewMember, type NewValue } from '../../../tree/edit.ts';
import type { StringNode } from '../../../tree/node.ts';
import { NOTHING_KEPT, type KeptText } from './keptText.ts';
import { keyText, scalarText } from './scalarText.ts';
import type { Style } from './style.ts';

/** Writes values in brackets and braces, as JSON has them. */
export class FlowPen {
  readonly style: Style;
  readonly #kept: KeptText;

  /** @param kept needed where values are kept */
  constructor(style: Style, kept = NOTHING_KEPT) {
    this.style = style;
    this.#kept = kept;
  }

  /** @param indent of the line where it begins; undefined where all of it has to stand on that line */
  value(value: NewValue, indent: string | undefined): string {
    const kept = keptNode(value);
    if (kept) return this.#kept.value(kept, { around: 'flow', column: indent?.length ?? 0, inner: 0 }).text;
    if (Array.isArray(value)) return this.#list(value as readonly NewValue[], indent);
    const members = newMembers(value);
    return members ? this.#mapping(members, indent) : scalarText(value as string, this.style.flow, 'flow');
  }

  member([name, value]: NewMember, indent: string | undefined): string {
    const key = this.key(name);
    // Without quotes a name needs the blank behind its colon.
    return `${key}${/["']$/.test(key) ? this.style.colon : ': '}${this.value(value, indent)}`;
  }

  key(name: string | StringNode): string {
    return typeof name === 'string' ? keyText(name, this.style.flow, 'flow') : this.#kept.key(name, 'flow');
  }

  #list(items: readonly NewValue[], indent: string | undefined): string {
    const isPlain = items.every((item) => !newMembers(item) && !Array.isArray(item));
    return this.#within('[]', items, isPlain ? undefined : indent, (item, inner) => this.value(item, inner));
  }

  #mapping(members: readonly NewMember[], indent: string | undefined): string {
    return this.#within('{}', members, indent, (member, inner) => this.member(member, inner));
  }

  #within<Part>(
    signs: string,
    parts: readonly Part[],
    indent: string | undefined,
    write: (part: Part, indent: string | undefined) => string,
  ): string {
    if (!parts.length) return signs;
    const { comma, inBraces, inBrackets } = this.style;
    const pad = signs === '{}' ? inBraces : inBrackets;
    if (indent === undefined)
      return signs.charAt(0) + pad + parts.map((part) => write(part, undefined)).join(comma) + pad + signs.charAt(1);
    const inner = indent + ' '.repeat(this.style.unit);
    const { eol } = this.style;
    const lines = parts.map((part) => eol + inner + write(part, inner)).join(',');
    return signs.charAt(0) + lines + eol + indent + signs.charAt(1);
  }
}
