import { plainLayer } from '../../../text/layer.ts';
import type { Insert } from '../../../tree/cursor.ts';
import type { HostDocument, Rendered } from '../../host.ts';
import { labelOf, rendererAt as jsonRendererAt } from '../../jsonText/render.ts';
import { subEscaped } from '../../subString.ts';
import { Styles } from '../write/style.ts';
import { inDocument } from './inTemplate.ts';
import { indentOf } from './indent.ts';
import { isLeaf, Pen } from './pen.ts';
import type { AnyCursor, BlockSite, FlowSite, YamlCursor } from './yamlCursor.ts';

/** Writes insertions at a cursor of a YAML file: as JSON in JSON text, else as YAML. */
export function rendererAt(document: HostDocument, cursor: AnyCursor, snippet: boolean): (insert: Insert) => Rendered {
  if ('inner' in cursor) return inDocument(document, cursor, rendererAt(cursor.template, cursor.inner, snippet));
  if ('layers' in cursor) return jsonRendererAt(document, cursor, snippet);
  return cursor.asText ? textRendererAt(document, cursor, snippet) : yamlRendererAt(document, cursor, snippet);
}

/** Whether what is written there is JSON text. */
export function writesText(cursor: AnyCursor): boolean {
  if ('inner' in cursor) return writesText(cursor.inner);
  return 'layers' in cursor || cursor.asText;
}

function yamlRendererAt(document: HostDocument, cursor: YamlCursor, snippet: boolean): (insert: Insert) => Rendered {
  const { site, replace, quote, substituted, beside, hole } = cursor;
  const { text } = document;
  const indent = indentOf(text, replace.start);
  const layout = new Styles(text).at(replace.start);
  const escape = substituted ? subEscaped : (plain: string): string => plain;
  const pen = new Pen({ ...layout, snippet, base: snippet ? indent : 0, beside, escape });
  const raw = new Pen({ ...layout, snippet, base: 0, beside, escape: (plain) => plain });
  return site.form === 'block' ? (insert) => inBlock(insert, site) : (insert) => inBrackets(insert, site);

  function inBlock(insert: Insert, { at, column, lead, blanks }: BlockSite): Rendered {
    const written = behindLead(insert, at === 'behind', column);
    const breaks = /^\r?\n/.test(written);
    return {
      edit: { span: replace, newText: (breaks ? '' : lead) + written },
      filterText: findableBy(insert),
      snippet,
      additional: breaks && blanks.start < blanks.end ? [{ span: blanks, newText: '' }] : [],
    };
  }

  function findableBy(insert: Insert): string {
    return hole === undefined ? quote + labelOf(insert) : `\${${labelOf(insert)}}`;
  }

  function behindLead(insert: Insert, isBehind: boolean, column: number): string {
    switch (insert.kind) {
      case 'key':
        return cursor.keyOnly
          ? pen.name(insert.name, quote, false)
          : pen.member(insert.name, insert.value, column, quote);
      case 'members':
        return isBehind ? pen.behind({ members: insert.members }, column) : pen.members(insert.members, column);
      case 'reference':
        return reference(insert.expression, false);
      case 'value':
        if (isLeaf(insert.value)) return pen.leaf(insert.value, quote, false);
        return isBehind ? pen.behind(insert.value, column) : pen.own(insert.value, column);
    }
  }

  function inBrackets(insert: Insert, { lead, commaAt, commaAfter, hasLines }: FlowSite): Rendered {
    const commaInside = commaAt === replace.start;
    const newText =
      (commaInside ? ', ' : lead) + flow(insert, hasLines ? indent : undefined) + (commaAfter ? ', ' : '');
    return {
      edit: { span: replace, newText: commaAfter ? newText.trimEnd() : newText },
      filterText: findableBy(insert),
      snippet,
      additional:
        commaAt === undefined || commaInside ? [] : [{ span: { start: commaAt, end: commaAt }, newText: ',' }],
    };
  }

  function flow(insert: Insert, column: number | undefined): string {
    switch (insert.kind) {
      case 'key': {
        const name = pen.name(insert.name, quote, true);
        if (cursor.keyOnly) return name;
        return `${name}: ${insert.value === undefined ? '' : pen.flow(insert.value, column)}`;
      }
      case 'members':
        return pen.flowMembers(insert.members, column).join(column === undefined ? ', ' : `,${pen.line(column)}`);
      case 'reference':
        return reference(insert.expression, true);
      case 'value':
        return pen.flow(insert.value, column, quote);
    }
  }

  /** In `Fn::Sub` a hole of its text, in a function that takes names a name, else what stands for a value. */
  function reference(expression: string, isFlow: boolean): string {
    if (hole !== undefined) return pen.fixed(`\${${expression}}${hole}`);
    if (substituted) return raw.leaf(`\${${expression}}`, quote, isFlow);
    return cursor.names ? pen.leaf(expression, quote, isFlow) : pen.fixed(expression);
  }
}

/** A whole policy where JSON text is wanted: in lines of its own, which begin behind the name. */
function textRendererAt(document: HostDocument, cursor: YamlCursor, snippet: boolean): (insert: Insert) => Rendered {
  const { replace, site } = cursor;
  const { text } = document;
  const { eol, unit } = new Styles(text).at(replace.start);
  const layer = { ...plainLayer('', replace.start, (inner) => inner), keepsLines: true };
  const render = jsonRendererAt(
    { ...document, text: '' },
    {
      ...cursor,
      policy: undefined,
      hole: undefined,
      layers: [layer],
      commaAt: undefined,
      commaAfter: false,
      replace: { start: 0, end: 0 },
    },
    snippet,
  );
  const column = site.form === 'block' ? site.column : 0;
  const pad = ' '.repeat(column + unit - (snippet ? indentOf(text, replace.start) : 0));
  return (insert) => {
    const lines = render(insert).edit.newText.split(/\r?\n/);
    const lead = site.lead;
    return {
      edit: { span: replace, newText: `${lead}|${lines.map((line) => eol + pad + line).join('')}` },
      filterText: labelOf(insert),
      snippet,
      additional: [],
    };
  };
}
