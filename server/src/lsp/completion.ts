import {
  CompletionItemKind,
  CompletionTriggerKind,
  InsertTextFormat,
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
      textEdit: { range: toRange(document, rendered.edit.span), newText: rendered.edit.newText },
      insertTextFormat: rendered.snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      ...(additional.length ? { additionalTextEdits: additional } : {}),
      data: { kind: item.kind, topic: item.topic ?? item.label },
    };
  });
  return { isIncomplete: incomplete, items };
}

/** Brings the documentation of the one item that somebody looks at. */
export function resolveCompletion(item: WireItem): WireItem {
  const { kind, topic } = recordOf(item.data);
  const docs = typeof kind === 'string' && typeof topic === 'string' ? documentationOf(kind, topic) : undefined;
  return docs === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value: docs } };
}
