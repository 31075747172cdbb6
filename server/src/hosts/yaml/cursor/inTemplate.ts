import { spanThrough } from '../../../text/layer.ts';
import type { TextEdit } from '../../../text/edit.ts';
import { containersOf, type Insert } from '../../../tree/cursor.ts';
import type { PolicySource } from '../../../tree/source.ts';
import type { Extraction, HostDocument, Rendered } from '../../host.ts';
import { subEscaped } from '../../subString.ts';
import { extract } from '../extract.ts';
import { isTemplateName } from '../islands.ts';
import { nameOf } from '../lines.ts';
import type { InnerTemplate } from './innerTemplate.ts';
import { isSubstituted } from './inText.ts';
import type { LongValue, TextOutline } from './outlineOf.ts';
import { linesOf, type TextLines } from './textLines.ts';
import type { AnyCursor, TemplateCursor } from './yamlCursor.ts';

/** The template that a text on lines of its own is; undefined where it is none. */
export function templateIn(
  { text }: HostDocument,
  outline: TextOutline,
  long: LongValue,
  offset: number,
): InnerTemplate | undefined {
  const isLong = nameOf(text, long.entry) === 'Fn::Sub';
  const holder = isLong ? long.entry.parent : long.entry;
  if (long.form !== 'block' || text.charAt(long.start) !== '|') return undefined;
  if (holder?.kind !== 'member' || !isTemplateName(nameOf(text, holder))) return undefined;
  const lines = linesOf(text, long, offset);
  if (/^\s{0,99}(?:\{|%7B)/i.test(lines.layer.text)) return undefined;
  const template: HostDocument = {
    languageId: undefined,
    path: '',
    text: lines.layer.text,
    named: undefined,
    beside: [],
  };
  return { template, lines, isFilled: isSubstituted(outline, long) };
}

/** The cursor in a template that is a text. */
export function locateInTemplate(
  document: HostDocument,
  outline: TextOutline,
  long: LongValue,
  policies: Extraction['policies'],
  offset: number,
  locate: (document: HostDocument, extraction: Extraction, offset: number) => AnyCursor | undefined,
): TemplateCursor | undefined {
  const found = templateIn(document, outline, long, offset);
  if (!found) return undefined;
  const { template, lines } = found;
  const at = lines.layer.inner(offset);
  if (columnIn(document.text, offset) !== columnIn(template.text, at) + lines.indent) return undefined;
  const extraction = extract(template);
  const inner = locate(template, extraction, at);
  if (!inner) return undefined;
  const own = extraction.policies.find((policy) => policy === inner.policy);
  const policy = own && policies.find((other) => isSame(other, own, lines));
  const { path, containers } = inner;
  return {
    ...inner,
    ...found,
    policy: policy ?? inner.policy,
    containers: policy ? containersOf(policy.root, path) : containers,
    inner,
  };
}

function columnIn(text: string, offset: number): number {
  return offset - text.lastIndexOf('\n', offset - 1) - 1;
}

/** Whether a policy of the document is one of a template in it. */
function isSame({ root }: PolicySource, own: PolicySource, { layer }: TextLines): boolean {
  return root.kind === own.root.kind && root.span.start === layer.outer(own.root.span.start);
}

/** Writes what is inserted in a template into the document: editors indent the lines of a snippet as the line it starts on. */
export function inDocument(
  document: HostDocument,
  within: InnerTemplate,
  render: (insert: Insert) => Rendered,
): (insert: Insert) => Rendered {
  return (insert) => {
    const { edit, additional, snippet, ...rest } = render(insert);
    return {
      ...rest,
      snippet,
      edit: snippet ? snippetInDocument(within, edit) : editInDocument(document, within, edit),
      additional: additional.map((more) => editInDocument(document, within, more)),
    };
  };
}

function snippetInDocument({ lines: { layer }, isFilled }: InnerTemplate, { span, newText }: TextEdit): TextEdit {
  return {
    span: spanThrough([layer], span.start, span.end),
    newText: isFilled ? newText.replaceAll('\\${', '\\${!') : newText,
  };
}

/** An edit of a template as one of the document that has it as a text. */
export function editInDocument(
  { text }: HostDocument,
  { lines: { layer, indent }, isFilled }: InnerTemplate,
  { span, newText }: TextEdit,
): TextEdit {
  const outer = spanThrough([layer], span.start, span.end);
  const written = isFilled ? subEscaped(newText) : newText;
  const pad = ' '.repeat(indent);
  // A blank line need not be indented.
  const first = /^[^\r\n]/.test(written) ? ' '.repeat(Math.max(0, indent - columnIn(text, outer.start))) : '';
  return { span: outer, newText: first + written.replace(/\n(?=[^\r\n])/g, `\n${pad}`) };
}
