import {
  isTemplateText,
  membersOf,
  textOfTemplate,
  type Template,
  type TemplateObject,
  type TemplateText,
} from '../../../tree/template.ts';
import { placeOf, snippetEscaped } from '../../jsonText/render.ts';
import { isPlain } from '../write/quoting.ts';
import type { Style } from '../write/style.ts';
import type { Quote, YamlCursor } from './yamlCursor.ts';

interface Ways extends Pick<Style, 'eol' | 'unit' | 'dash' | 'gap'> {
  readonly snippet: boolean;
  /** How many blanks the editor puts before further lines by itself. */
  readonly base: number;
  readonly beside: YamlCursor['beside'];
  /** What fresh text has to become. */
  readonly escape: (text: string) => string;
}

type Members = readonly (readonly [name: string | TemplateText, value: Template])[];

/** Writes templates as YAML, with tab stops as LSP snippets have them or with their default texts. */
export class Pen {
  readonly #ways: Ways;

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  /** Text that stands as it is. */
  fixed(text: string): string {
    return this.#ways.snippet ? snippetEscaped(text) : text;
  }

  /** The beginning of a line. */
  line(column: number): string {
    return this.#ways.eol + ' '.repeat(Math.max(0, column - this.#ways.base));
  }

  name(name: string | TemplateText, quote: Quote, inBrackets: boolean): string {
    return this.#text(name, quote === '' ? this.#ways.beside.names : quote, inBrackets);
  }

  text(text: string | TemplateText, quote: Quote, inBrackets: boolean): string {
    return this.#text(text, quote === '' ? this.#ways.beside.values : quote, inBrackets);
  }

  #text(template: string | TemplateText, wanted: Quote, inBrackets: boolean): string {
    const { escape, snippet } = this.#ways;
    const parts = typeof template === 'string' ? [template] : template.parts;
    const text = escape(textOfTemplate(template));
    const isBare = wanted === '' && mayStayPlain(template) && isPlain(text, inBrackets ? 'flow' : 'block');
    const quote = isBare ? '' : wanted === '' ? this.#quoteFor(template) : wanted;
    const write = (text: string): string => this.fixed(quoted(escape(text), quote));
    const inside = parts.map((part) =>
      typeof part === 'string' ? write(part) : snippet ? placeOf(part, write) : write(part.text),
    );
    return quote + inside.join('') + quote;
  }

  #quoteFor(template: string | TemplateText): '"' | "'" {
    if (/[^\x20-\x7e\xa0-\ufffd]/.test(textOfTemplate(template))) return '"';
    return this.#ways.beside.values === '"' ? '"' : "'";
  }

  /** What stands behind a name and its colon. @param column of the name */
  behind(value: Template, column: number): string {
    if (isLeaf(value)) return ` ${this.#leaf(value, '', false)}`;
    const isList = Array.isArray(value);
    const inner = column + (isList ? this.#ways.dash : this.#ways.unit);
    return isNone(value) ? ` ${this.fixed(isList ? '[]' : '{}')}` : this.line(inner) + this.own(value, inner);
  }

  /** What begins in a column of a line, and goes on in it. */
  own(value: Template, column: number): string {
    if (isLeaf(value)) return this.#leaf(value, '', false);
    if (isNone(value)) return this.fixed(Array.isArray(value) ? '[]' : '{}');
    if (Array.isArray(value))
      return (value as readonly Template[])
        .map((item) => `-${' '.repeat(this.#ways.gap)}${this.own(item, column + 1 + this.#ways.gap)}`)
        .join(this.line(column));
    return this.members(membersOf(value as TemplateObject), column);
  }

  members(members: Members, column: number): string {
    return members.map(([name, value]) => this.member(name, value, column, '')).join(this.line(column));
  }

  member(name: string | TemplateText, value: Template | undefined, column: number, quote: Quote): string {
    return `${this.name(name, quote, false)}:${value === undefined ? ' ' : this.behind(value, column)}`;
  }

  leaf(value: string | number | boolean | TemplateText, quote: Quote, inBrackets: boolean): string {
    return this.#leaf(value, quote, inBrackets);
  }

  #leaf(value: string | number | boolean | TemplateText, quote: Quote, inBrackets: boolean): string {
    return typeof value === 'string' || typeof value === 'object' ? this.text(value, quote, inBrackets) : String(value);
  }

  /** In brackets. @param column of the line's text where lines are to be made; undefined for one line */
  flow(value: Template, column: number | undefined, quote: Quote = ''): string {
    if (isLeaf(value)) return this.#leaf(value, quote, true);
    const inner = column === undefined ? undefined : column + this.#ways.unit;
    if (Array.isArray(value)) {
      const items = (value as readonly Template[]).map((item) => this.flow(item, inner));
      return this.#brackets('[', items, ']', column, '');
    }
    const members = this.flowMembers(membersOf(value as TemplateObject), inner);
    return this.#brackets('{', members, '}', column, ' ');
  }

  flowMembers(members: Members, column: number | undefined): string[] {
    return members.map(([name, value]) => `${this.name(name, '', true)}: ${this.flow(value, column)}`);
  }

  #brackets(open: string, parts: readonly string[], close: string, column: number | undefined, gap: string): string {
    if (!parts.length) return this.fixed(open + close);
    if (column === undefined) return this.fixed(open) + gap + parts.join(', ') + gap + this.fixed(close);
    const line = this.line(column + this.#ways.unit);
    return this.fixed(open) + line + parts.join(`,${line}`) + this.line(column) + this.fixed(close);
  }
}

export function isLeaf(value: Template): value is string | number | boolean | TemplateText {
  return typeof value !== 'object' || (!Array.isArray(value) && isTemplateText(value));
}

function isNone(value: Template): boolean {
  return Array.isArray(value) ? !value.length : typeof value === 'object' && !membersOf(value as TemplateObject).length;
}

function quoted(text: string, quote: Quote): string {
  if (quote === '') return text;
  return quote === "'" ? text.replaceAll("'", "''") : JSON.stringify(text).slice(1, -1);
}

/** Whether a text can stay without quotes whatever is filled in: what is all to be filled in may become a number. */
function mayStayPlain(template: string | TemplateText): boolean {
  if (typeof template === 'string') return true;
  const [only] = template.parts;
  if (template.parts.length > 1 || typeof only !== 'object') return true;
  return only.choices !== undefined || /^[A-Za-z].*[a-z]/.test(only.text);
}
