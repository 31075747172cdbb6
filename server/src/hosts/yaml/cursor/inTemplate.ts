import { spanThrough } from '../../../text/layer.ts';
import type { TextEdit } from '../../../text/edit.ts';
import { containersOf, type Insert } from '../../../tree/cursor.ts';
import type { PolicySource } from '../../../tree/source.ts';
import type { Extraction, HostDocument, Rendered } from '../../host.ts';
import { subEscaped } from '../../subString.ts';
import { extract } from '../extract.ts';
import { isTemplateName } from '../islands.ts';
import { nameOf } from '../lines.ts';
import { isSubstituted } from './inText.ts';
import type { LongValue, TextOutline } from './outlineOf.ts';
import { linesOf, type TextLines } from './textLines.ts';
import type { AnyCursor, TemplateCursor } from './yamlCursor.ts';

/** The cursor in the template that a text on lines of its own is; undefined where it is none. */
export function locateInTemplate(
  { text }: HostDocument,
  outline: TextOutline,
  long: LongValue,
  policies: Extraction['policies'],
  offset: number,
  locate: (document: HostDocument, extraction: Extraction, offset: number) => AnyCursor | undefined,
): TemplateCursor | undefined {
  const isLong = nameOf(text, long.entry) === 'Fn::Sub';
  const holder = isLong ? long.entry.parent : long.entry;
  if (holder?.kind !== 'member' || !isTemplateName(nameOf(text, holder)) || text.charAt(long.start) !== '|')
    return undefined;
  const lines = linesOf(text, long, offset);
  const { layer, indent } = lines;
  const at = layer.inner(offset);
  if (/^\s{0,99}(?:\{|%7B)/i.test(layer.text) || columnIn(text, offset) !== columnIn(layer.text, at) + indent)
    return undefined;
  const template: HostDocument = { languageId: undefined, path: '', text: layer.text, named: undefined, beside: [] };
  const extraction = extract(template);
  const inner = locate(template, extraction, at);
  if (!inner) return undefined;
  const own = extraction.policies.find((policy) => policy === inner.policy);
  const policy = own && policies.find((other) => isSame(other, own, lines));
  const isFilled = isSubstituted(outline, long);
  const { path, containers } = inner;
  return {
    ...inner,
    policy: policy ?? inner.policy,
    containers: policy ? containersOf(policy.root, path) : containers,
    template,
    inner,
    lines,
    isFilled,
  };
}

function columnIn(text: string, offset: number): number {
  return offset - text.lastIndexOf('\n', offset - 1) - 1;
}

/** Whether a policy of the document is one of a template in it. */
function isSame({ root }: PolicySource, own: PolicySource, { layer }: TextLines): boolean {
  return root.kind === own.root.kind && root.span.start === layer.outer(own.root.span.start);
}

/** What is written in the template, as it has to stand in the document: editors indent the lines of a snippet as the line it starts on. */
export function inDocument(
  { lines: { layer, indent }, isFilled }: TemplateCursor,
  render: (insert: Insert) => Rendered,
): (insert: Insert) => Rendered {
  const moved = ({ span, newText }: TextEdit, isSnippet: boolean): TextEdit => ({
    span: spanThrough([layer], span.start, span.end),
    newText: isSnippet ? newText : newText.replaceAll('\n', `\n${' '.repeat(indent)}`),
  });
  const escaped = ({ span, newText }: TextEdit, isSnippet: boolean): TextEdit => {
    if (!isFilled) return { span, newText };
    return { span, newText: isSnippet ? newText.replaceAll('\\${', '\\${!') : subEscaped(newText) };
  };
  return (insert) => {
    const { edit, additional, snippet, ...rest } = render(insert);
    return {
      ...rest,
      snippet,
      edit: moved(escaped(edit, snippet), snippet),
      additional: additional.map((more) => moved(escaped(more, false), false)),
    };
  };
}
