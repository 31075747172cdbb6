import { encodeThrough, spanThrough } from '../../text/layer.ts';
import {
  isTemplateText,
  membersOf,
  textOfTemplate,
  type TabStop,
  type Template,
  type TemplateObject,
  type TemplateText,
} from '../../tree/template.ts';
import type { Insert } from '../../tree/cursor.ts';
import type { HostDocument, Rendered } from '../host.ts';
import { subEscaped } from '../subString.ts';
import type { JsonCursor } from './locate.ts';
import { indentAt, styleOf, type Style } from './style.ts';

/** Writes insertions at a cursor as JSON: quotes, colon, commas, indentation and tab stops where it needs them. */
export function rendererAt(document: HostDocument, cursor: JsonCursor, snippet: boolean): (insert: Insert) => Rendered {
  const { layers } = cursor;
  const text = layers.at(-1)?.text ?? document.text;
  const escape = cursor.policy?.substituted ? subEscaped : undefined;
  const pen = new Pen(styleOf(text), (piece) => encodeThrough(layers, piece), snippet, escape);
  const span = spanThrough(layers, cursor.replace.start, cursor.replace.end);
  const keepsLines = layers.every((layer) => layer.keepsLines);
  const lineIndent = keepsLines ? indentAt(document.text, span.start) : indentAt(text, cursor.replace.start);
  const indent = keepsLines && snippet ? '' : lineIndent; // editors indent the lines of a snippet as the line it starts on
  const comma = cursor.commaAt === undefined ? undefined : spanThrough(layers, cursor.commaAt, cursor.commaAt);
  // A comma at the very place of the edit belongs into it: two edits must not meet.
  const commaInside = comma?.start === span.start;
  const quote = cursor.inText ? encodeThrough(layers, '"') : '';
  const additional = comma && !commaInside ? [{ span: comma, newText: ',' }] : [];
  return (insert) => {
    let newText: string;
    if (insert.kind === 'key') {
      newText = pen.key(insert.name);
      if (!cursor.keyOnly) newText += pen.colon + (insert.value === undefined ? '' : pen.value(insert.value, indent));
    } else if (insert.kind === 'members') {
      newText = pen.members(insert.members, indent, {
        opens: /\{[ \t]*$/.test(text.slice(Math.max(0, cursor.replace.start - MOST_BLANKS), cursor.replace.start)),
        closes: /^[ \t]*\}/.test(text.slice(cursor.replace.end, cursor.replace.end + MOST_BLANKS)),
      });
    } else if (insert.kind === 'reference') {
      newText = pen.reference(insert.expression, cursor);
    } else {
      newText = pen.value(insert.value, indent);
    }
    if (cursor.commaAfter && !(insert.kind === 'key' && cursor.keyOnly)) newText += pen.fixed(',');
    const label = labelOf(insert);
    return {
      edit: { span, newText: (commaInside ? pen.comma : '') + newText },
      filterText: cursor.hole === undefined ? quote + label : `\${${label}}`,
      snippet,
      additional,
    };
  };
}

/** How far a brace on the same line is looked for. */
const MOST_BLANKS = 100;

/** The text that an insertion is found by; none of an object's or a list's. */
export function labelOf(insert: Insert): string {
  if (insert.kind === 'key') return textOfTemplate(insert.name);
  if (insert.kind === 'members') return '';
  if (insert.kind === 'reference') return insert.expression;
  const { value } = insert;
  if (typeof value !== 'object') return String(value);
  return !Array.isArray(value) && isTemplateText(value) ? textOfTemplate(value) : '';
}

/** Text as it stands in an LSP snippet. */
export function snippetEscaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A place to fill in as an LSP snippet has it. @param write its default text, escaped */
export function placeOf({ stop, text, choices }: TabStop, write: (text: string) => string): string {
  if (choices) return `\${${stop}|${choices.map((c) => c.replace(/[\\$},|]/g, '\\$&')).join(',')}|}`;
  return text === '' ? `\${${stop}}` : `\${${stop}:${write(text)}}`;
}

/** Writes templates as JSON, with tab stops as LSP snippets have them or with their default texts. */
class Pen {
  readonly #style: Style;
  readonly #encode: (text: string) => string;
  readonly #snippet: boolean;

  readonly #escape: (text: string) => string;

  /** @param escape what fresh text has to become besides a JSON string */
  constructor(
    style: Style,
    encode: (text: string) => string,
    snippet: boolean,
    escape: (text: string) => string = (text) => text,
  ) {
    this.#style = style;
    this.#escape = escape;
    this.#encode = encode;
    this.#snippet = snippet;
  }

  /** Text that stands as it is: encoded for the layers, then escaped for the snippet syntax. */
  fixed(text: string): string {
    const written = this.#encode(text);
    return this.#snippet ? snippetEscaped(written) : written;
  }

  get colon(): string {
    return this.fixed(this.#style.colon);
  }

  get comma(): string {
    return this.fixed(this.#style.comma);
  }

  value(template: Template, indent: string): string {
    if (typeof template === 'string') return this.key(template);
    if (typeof template !== 'object') return this.fixed(JSON.stringify(template));
    if (Array.isArray(template))
      return this.#block(
        '[',
        ']',
        (template as readonly Template[]).map((t) => (inner: string) => this.value(t, inner)),
        indent,
      );
    if (isTemplateText(template)) return this.key(template);
    const members = membersOf(template as TemplateObject).map(
      ([k, v]) =>
        (inner: string) =>
          this.key(k) + this.colon + this.value(v, inner),
    );
    return this.#block('{', '}', members, indent);
  }

  /** Members of an object that stands already, on lines of their own; its brace may be on the line where they begin or end. */
  members(
    members: readonly (readonly [key: string, value: Template])[],
    indent: string,
    brace: { readonly opens: boolean; readonly closes: boolean },
  ): string {
    const inner = brace.opens ? indent + this.#style.unit : indent;
    const line = this.#style.eol + inner;
    const lines = members.map(([k, v]) => this.key(k) + this.colon + this.value(v, inner));
    return (
      (brace.opens ? this.fixed(line) : '') +
      lines.join(this.fixed(`,${line}`)) +
      (brace.closes ? this.fixed(this.#style.eol + (brace.opens ? indent : '')) : '')
    );
  }

  /** A string in its quotes. */
  key(template: string | TemplateText): string {
    const parts = typeof template === 'string' ? [template] : template.parts;
    const inside = parts.map((p) => (typeof p === 'string' ? this.#inString(p) : this.#stop(p))).join('');
    return this.fixed('"') + inside + this.fixed('"');
  }

  /** What the document names: as it is referred to, by its name, or as what a function fills in to a string. */
  reference(expression: string, { hole: behind, refers }: JsonCursor): string {
    if (refers === 'object') return this.fixed(expression);
    if (refers === 'name') return this.key(expression);
    const hole = `\${${expression}}`;
    const written = this.#snippet ? snippetEscaped(hole) : hole;
    return behind === undefined ? this.fixed('"') + written + this.fixed('"') : written + this.fixed(behind);
  }

  #inString(text: string): string {
    return this.fixed(JSON.stringify(this.#escape(text)).slice(1, -1));
  }

  #stop(stop: TabStop): string {
    if (!this.#snippet) return this.#inString(stop.text);
    return placeOf(stop, (text) => this.#inString(text));
  }

  #block(open: string, close: string, parts: readonly ((indent: string) => string)[], indent: string): string {
    if (!parts.length) return this.fixed(open) + (this.#snippet ? '$0' : '') + this.fixed(close);
    const inner = indent + this.#style.unit;
    const lines = parts.map((p) => this.fixed(this.#style.eol + inner) + p(inner)).join(this.fixed(','));
    return this.fixed(open) + lines + this.fixed(this.#style.eol + indent + close);
  }
}
