import {
  isTemplateText,
  membersOf,
  type Template,
  type TemplateObject,
  type TemplateText,
} from '../../tree/template.ts';
import { placeOf, snippetEscaped } from '../jsonText/render.ts';
import type { MemberStyle } from './cursor.ts';
import { isBare } from './names.ts';
import type { Part } from './newBody.ts';
import { encoded } from './encoded.ts';

/** How a file is laid out. */
interface Layout {
  readonly eol: string;
  /** One level of indentation. */
  readonly unit: string;
}

/** Writes templates in Terraform's language as `terraform fmt` leaves it, with tab stops or with their default texts. */
export class Pen {
  readonly #layout: Layout;
  readonly #snippet: boolean;

  constructor(layout: Layout, snippet: boolean) {
    this.#layout = layout;
    this.#snippet = snippet;
  }

  /** Text that stands as it is. */
  fixed(text: string): string {
    return this.#snippet ? snippetEscaped(text) : text;
  }

  /** A text in its quotes. */
  text(template: string | TemplateText): string {
    const parts = typeof template === 'string' ? [template] : template.parts;
    const inside = parts.map((part) => {
      if (typeof part === 'string') return this.#encoded(part);
      return this.#snippet ? placeOf(part, (text) => this.#encoded(text)) : this.#encoded(part.text);
    });
    return `"${inside.join('')}"`;
  }

  #encoded(text: string): string {
    return this.fixed(encoded('quoted', text));
  }

  /** A name of an object's member, bare where that is read as the same. */
  key(name: string | TemplateText, quoted: boolean): string {
    return typeof name === 'string' && isBare(name) && !quoted ? name : this.text(name);
  }

  /** @param indent of the line where it begins */
  value(template: Template, indent: string, style: MemberStyle): string {
    if (typeof template === 'string') return this.text(template);
    if (typeof template !== 'object') return String(template);
    if (Array.isArray(template)) return this.#list(template as readonly Template[], indent, style);
    if (isTemplateText(template)) return this.text(template);
    const members = membersOf(template as TemplateObject);
    if (!members.length) return this.fixed('{') + (this.#snippet ? '$0' : '') + this.fixed('}');
    return this.#braces(this.members(members, indent + this.#layout.unit, style), indent);
  }

  /** Texts on one line; what has lines of its own on its own. */
  #list(items: readonly Template[], indent: string, style: MemberStyle): string {
    const isFlat = items.every((item) => typeof item !== 'object' || isTemplateText(item));
    const inner = isFlat ? indent : indent + this.#layout.unit;
    const written = items.map((item) => this.value(item, inner, style));
    if (isFlat) return `[${written.join(', ')}]`;
    const line = this.line(inner);
    return `[${line}${written.join(`,${line}`)}${this.line(indent)}]`;
  }

  /** Members on lines of their own, the first where it begins. */
  members(
    members: readonly (readonly [name: string | TemplateText, value: Template])[],
    indent: string,
    style: MemberStyle,
  ): string {
    const rows = members.map(([name, value]): Row => {
      return { name: this.key(name, style.quoted), value: this.value(value, indent, style) };
    });
    return this.#rows(rows, indent, style.assign);
  }

  /** Arguments and blocks on lines of their own, a blank line before and behind a block. */
  parts(parts: readonly Part[], indent: string): string {
    const rows = parts.map((part): Row => {
      if ('name' in part) return { name: part.name, value: this.value(part.value, indent, PLAIN) };
      return { block: `${part.block} ${this.#braces(this.parts(part.parts, indent + this.#layout.unit), indent)}` };
    });
    return this.#rows(rows, indent, PLAIN.assign);
  }

  #braces(lines: string, indent: string): string {
    return this.fixed('{') + this.line(indent + this.#layout.unit) + lines + this.line(indent) + this.fixed('}');
  }

  line(indent: string): string {
    return this.#layout.eol + indent;
  }

  /** The `=` of one-line rows that follow each other stand in one column. */
  #rows(rows: readonly Row[], indent: string, assign: string): string {
    const isShort = (row: Row | undefined): boolean =>
      row !== undefined && 'name' in row && !row.value.includes('\n') && assign.trim() === '=';
    let width = 0;
    let text = '';
    for (const [i, row] of rows.entries()) {
      const before = rows[i - 1];
      if (before) text += ('block' in row || 'block' in before ? this.#layout.eol : '') + this.line(indent);
      if (isShort(row) && !isShort(before)) {
        const end = rows.findIndex((other, at) => at > i && !isShort(other));
        const group = rows.slice(i, end < 0 ? undefined : end);
        width = Math.max(...group.map((other) => ('name' in other ? other.name.length : 0)));
      }
      text += 'block' in row ? row.block : `${isShort(row) ? row.name.padEnd(width) : row.name}${assign}${row.value}`;
    }
    return text;
  }
}

type Row = Named | { readonly block: string };

interface Named {
  readonly name: string;
  readonly value: string;
}

const PLAIN: MemberStyle = { quoted: false, assign: ' = ', width: 0 };
