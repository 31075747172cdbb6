import {
  CompletionItemKind,
  CompletionTriggerKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type CompletionContext,
  type CompletionItem as WireItem,
  type CompletionList,
  type Position,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  complete,
  documentationOf,
  isShownByOthers,
  type CompletionItem,
  type Context,
  type PolicyDocument,
} from '../service.ts';
import type { ClientCapabilities } from './clientCapabilities.ts';
import { toRange, toWireEdits } from './convert.ts';
import { recordOf } from './given.ts';

const KINDS: Readonly<Record<CompletionItem['kind'], CompletionItemKind>> = {
  template: CompletionItemKind.Snippet,
  element: CompletionItemKind.Keyword,
  type: CompletionItemKind.Class,
  principal: CompletionItemKind.Reference,
  key: CompletionItemKind.Property,
  service: CompletionItemKind.Module,
  action: CompletionItemKind.Function,
  operator: CompletionItemKind.Operator,
  value: CompletionItemKind.Value,
};

export function completion(
  document: TextDocument,
  policyDocument: PolicyDocument,
  position: Position,
  asked: CompletionContext | undefined,
  context: Context,
  client: ClientCapabilities,
): CompletionList {
  const offset = document.offsetAt(position);
  const typed =
    asked?.triggerKind === CompletionTriggerKind.TriggerCharacter ? (asked.triggerCharacter ?? '') : undefined;
  const { languageId } = document;
  const { completions, incomplete } = complete(policyDocument, offset, context, client.snippets, {
    typed,
    fileName: document.uri.slice(document.uri.lastIndexOf('/') + 1),
    namesOffered: client.namesOfferedFor.includes(languageId),
  });
  const source = isShownByOthers(languageId) ? 'IAM trust policy' : undefined;
  const items = completions.map(({ item, rendered }, i): WireItem => {
    const additional = toWireEdits(document, rendered.additional);
    const description = item.prefix ?? source;
    return {
      label: item.label,
      kind: KINDS[item.kind],
      detail: item.detail,
      ...(description === undefined ? {} : { labelDetails: { description } }),
      sortText: String(i).padStart(4, '0'),
      filterText: rendered.filterText || item.label,
      ...insertion(document, rendered, client),
      ...(additional.length ? { additionalTextEdits: additional } : {}),
      data: { kind: item.kind, topic: item.topic ?? item.label },
    };
  });
  return { isIncomplete: incomplete, items };
}

type Rendered = ReturnType<typeof complete>['completions'][number]['rendered'];

/** Editors indent the lines of a snippet as the line that it starts on, blank ones too: a snippet that has some is indented here. */
function insertion(
  document: TextDocument,
  { edit: { span, newText }, snippet }: Rendered,
  { insertsAsIs }: ClientCapabilities,
): Pick<WireItem, 'textEdit' | 'insertTextFormat' | 'insertTextMode'> {
  const range = toRange(document, span);
  if (!snippet) return { textEdit: { range, newText }, insertTextFormat: InsertTextFormat.PlainText };
  const insertTextFormat = InsertTextFormat.Snippet;
  if (!insertsAsIs || !/\n\r?\n/.test(newText)) return { textEdit: { range, newText }, insertTextFormat };
  const { line } = range.start;
  const [indent = ''] = /^[ \t]*/.exec(document.getText({ start: { line, character: 0 }, end: range.start })) ?? [];
  const indented = newText.replace(/\n(?=[^\r\n])/g, `\n${indent}`);
  return { textEdit: { range, newText: indented }, insertTextFormat, insertTextMode: InsertTextMode.asIs };
}

/** Brings the documentation of the one item that somebody looks at. */
export function resolveCompletion(item: WireItem): WireItem {
  const { kind, topic } = recordOf(item.data);
  const docs = typeof kind === 'string' && typeof topic === 'string' ? documentationOf(kind, topic) : undefined;
  return docs === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value: docs } };
}
