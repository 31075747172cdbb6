import { Layout, type Expression, type Line, type Named, type Style } from '../../text/hcl/layout.ts';
import { encoded, isBare } from '../../text/hcl/words.ts';
import {
  isTemplateText,
  membersOf,
  textOfTemplate,
  type Template,
  type TemplateObject,
  type TemplateText,
} from '../../tree/template.ts';
import { placeOf, snippetEscaped } from '../jsonText/render.ts';
import type { Part } from './newBody.ts';

/** A tab stop with a choice of texts, of which the first is shown. */
const CHOICE = /\$\{\d+\|([^,|]*)(?:,[^|]*)?\|\}/g;

/** Writes templates in Terraform's language, with tab stops or with their default texts. */
export class TemplatePen {
  readonly layout: Layout;
  readonly #snippet: boolean;
  readonly #refer: (text: string) => string | undefined;

  /** @param refer the expression in place of a text, where the module has what it names */
  constructor(style: Style, snippet: boolean, refer: (text: string) => string | undefined = () => undefined) {
    const shown = (line: string): string => (snippet ? line.replace(CHOICE, '$1') : line);
    this.layout = new Layout(style, (text) => this.fixed(text), shown);
    this.#snippet = snippet;
    this.#refer = refer;
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

  #value(template: string | TemplateText): string {
    const expression = this.#refer(textOfTemplate(template));
    return expression === undefined ? this.text(template) : this.fixed(expression);
  }

  #encoded(text: string): string {
    return this.fixed(encoded('quoted', text));
  }

  /** A name of an object's member, bare where that is read as the same. */
  key(name: string | TemplateText, quoted = this.layout.style.quoted): string {
    return typeof name === 'string' && isBare(name) && !quoted ? name : this.text(name);
  }

  expression(template: Template): Expression {
    if (typeof template === 'string') return this.#value(template);
    if (typeof template !== 'object') return String(template);
    if (Array.isArray(template))
      return { items: (template as readonly Template[]).map((item) => this.expression(item)) };
    if (isTemplateText(template)) return this.#value(template);
    const members = membersOf(template as TemplateObject);
    if (!members.length) return this.fixed('{') + (this.#snippet ? '$0' : '') + this.fixed('}');
    return { members: this.members(members) };
  }

  members(members: readonly (readonly [name: string | TemplateText, value: Template])[]): readonly Named[] {
    return members.map(([name, value]) => ({ name: this.key(name), value: this.expression(value) }));
  }

  /** Arguments and blocks. */
  lines(parts: readonly Part[]): readonly Line[] {
    return parts.map((part) =>
      'name' in part
        ? { name: part.name, value: this.expression(part.value) }
        : { block: part.block, lines: this.lines(part.parts) },
    );
  }

  /** @param indent of the line where it begins */
  value(template: Template, indent: string): string {
    return this.layout.value(this.expression(template), indent);
  }
}
