import { USUAL } from '../../text/hcl/layout.ts';
import { textOfTemplate } from '../../tree/template.ts';
import type { Insert } from '../../tree/cursor.ts';
import type { HostDocument, Rendered } from '../host.ts';
import { labelOf as textFound, rendererAt as jsonRendererAt } from '../jsonText/render.ts';
import { indentAt, styleOf } from '../jsonText/style.ts';
import type { HclCursor } from './cursor.ts';
import type { TerraformCursor } from './locate.ts';
import { newPolicyRenderer } from './insert/render.ts';
import { memberParts, partsOf } from './newBody.ts';
import { TemplatePen } from './pen.ts';
import { DOCUMENT_NAMES } from './vocabulary.ts';

/** Writes insertions at a cursor of a Terraform file: as JSON in JSON text, else in the file's language. */
export function rendererAt(
  document: HostDocument,
  cursor: TerraformCursor,
  snippet: boolean,
): (insert: Insert) => Rendered {
  if ('place' in cursor) return newPolicyRenderer(cursor, snippet);
  return 'layers' in cursor ? jsonRendererAt(document, cursor, snippet) : hclRendererAt(document.text, cursor, snippet);
}

function hclRendererAt(text: string, cursor: HclCursor, snippet: boolean): (insert: Insert) => Rendered {
  const { replace, commaAt, commaAfter } = cursor;
  const { eol, unit } = styleOf(text);
  const { quoted, assign } = cursor.members;
  const body = new TemplatePen({ ...USUAL, eol, unit }, snippet);
  const pen = new TemplatePen({ ...USUAL, eol, unit, quoted, sign: assign }, snippet);
  const indent = snippet ? '' : indentAt(text, replace.start); // editors indent the lines of a snippet as the line it starts on
  const braces = bracesAround(text, cursor);
  const commaInside = commaAt === replace.start;
  const additional =
    commaAt === undefined || commaInside ? [] : [{ span: { start: commaAt, end: commaAt }, newText: ',' }];
  const lead =
    (commaInside ? ', ' : '') + (/[=:]/.test(text.charAt(replace.start - 1)) && cursor.at === 'value' ? ' ' : '');
  return (insert) => {
    const written = cursor.writes === 'body' ? inBody(insert) : expression(insert);
    return {
      edit: { span: replace, newText: lead + written + (commaAfter ? ',' : '') },
      filterText: (cursor.inText ? '"' : '') + labelOf(insert, cursor),
      snippet,
      additional,
    };
  };

  /** Names of the language, and what they stand before. */
  function inBody(insert: Insert): string {
    if (insert.kind === 'value' || insert.kind === 'reference') return expression(insert);
    if (insert.kind === 'key' && cursor.keyOnly) return labelOf(insert, cursor);
    const parts =
      insert.kind === 'members'
        ? memberParts({ members: insert.members })
        : partsOf(textOfTemplate(insert.name), insert.value ?? '');
    const [only] = parts;
    if (parts.length === 1 && only && 'name' in only && !braces.opens && !braces.closes)
      return member(only.name, body.value(only.value, indent), ' = ');
    return within((inner) => body.layout.lines(body.lines(parts), inner).join(eol).slice(inner.length));
  }

  function expression(insert: Insert): string {
    switch (insert.kind) {
      case 'key': {
        const name = pen.key(insert.name, quoted || cursor.inText);
        if (cursor.keyOnly) return name;
        const value = insert.value === undefined ? '' : pen.value(insert.value, indent);
        return member(name, value, assign);
      }
      case 'members':
        return within((inner) => pen.layout.members(pen.members(insert.members), inner).join(eol + inner));
      case 'reference':
        return listed(pen.fixed(insert.expression));
      case 'value': {
        const value = pen.value(insert.value, indent);
        return Array.isArray(insert.value) ? value : listed(value);
      }
    }
  }

  /** In a row with the lines beside it, where it is one line. */
  function member(name: string, value: string, sign: string): string {
    const inRow = sign === ' = ' && !value.includes('\n');
    return (inRow ? name.padEnd(cursor.members.width - 1) : name) + sign + value;
  }

  function listed(value: string): string {
    return cursor.writes === 'list' ? `[${value}]` : value;
  }

  /** Lines of their own where a brace stands on the line. @param write the lines, the first where it begins */
  function within(write: (indent: string) => string): string {
    const inner = braces.opens ? indent + unit : indent;
    return (braces.opens ? eol + inner : '') + write(inner) + (braces.closes ? eol + (braces.opens ? indent : '') : '');
  }
}

/** How far a brace on the same line is looked for. */
const MOST_BLANKS = 100;

function bracesAround(text: string, { replace }: HclCursor): { readonly opens: boolean; readonly closes: boolean } {
  return {
    opens: /\{[ \t]*$/.test(text.slice(Math.max(0, replace.start - MOST_BLANKS), replace.start)),
    closes: /^[ \t]*\}/.test(text.slice(replace.end, replace.end + MOST_BLANKS)),
  };
}

function labelOf(insert: Insert, { writes }: HclCursor): string {
  const label = textFound(insert);
  return insert.kind === 'key' && writes === 'body' ? DOCUMENT_NAMES.nameOf(label) : label;
}
