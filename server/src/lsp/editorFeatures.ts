import {
  MarkupKind,
  SymbolKind,
  type CodeLens,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type InlayHint,
  type Position,
  type Range,
  type SelectionRange,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  folds,
  hints,
  hover as hoverAt,
  lenses,
  links,
  rulesNamed,
  selections,
  symbols,
  type Context,
  type PolicyDocument,
  type Symbol,
} from '../service.ts';
import type { LensData } from '../protocol.ts';
import type { ClientCapabilities } from './clientCapabilities.ts';
import { toRange } from './convert.ts';

// What an editor shows of a policy without changing it, as the protocol has it.

export function hover(
  document: TextDocument,
  policyDocument: PolicyDocument,
  position: Position,
  context: Context,
): Hover | null {
  const found = hoverAt(policyDocument, document.offsetAt(position), context);
  return found
    ? { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: toRange(document, found.span) }
    : null;
}

/** @param client its command is what a click on a lens runs; undefined where the client has nothing to show */
export function codeLenses(
  document: TextDocument,
  policyDocument: PolicyDocument,
  context: Context,
  { explainCommand: command, keepsLenses }: Pick<ClientCapabilities, 'explainCommand' | 'keepsLenses'>,
): CodeLens[] {
  return lenses(policyDocument, context).map(({ span, title, standing }) => {
    const at = document.positionAt(span.start);
    return {
      range: { start: at, end: at },
      command: { title, command: command ?? '', arguments: command === undefined ? [] : [document.uri, at] },
      ...(keepsLenses ? { data: { standing, end: document.positionAt(span.end) } satisfies LensData } : {}),
    };
  });
}

export function inlayHints(
  document: TextDocument,
  policyDocument: PolicyDocument,
  range: Range,
  context: Context,
): InlayHint[] {
  const from = document.offsetAt(range.start);
  const to = document.offsetAt(range.end);
  return hints(policyDocument, context)
    .filter(({ at }) => from <= at && at <= to)
    .map(({ at, label }) => ({ position: document.positionAt(at), label, paddingLeft: true }));
}

const KINDS: Readonly<Record<Symbol['kind'], SymbolKind>> = {
  policy: SymbolKind.Object,
  statement: SymbolKind.Class,
  principal: SymbolKind.Key,
  action: SymbolKind.Function,
  condition: SymbolKind.Boolean,
};

export function documentSymbols(
  document: TextDocument,
  policyDocument: PolicyDocument,
  context: Context,
): DocumentSymbol[] {
  const convert = ({ name, detail, kind, span, nameSpan, children }: Symbol): DocumentSymbol => ({
    name,
    detail,
    kind: KINDS[kind],
    range: toRange(document, span),
    selectionRange: toRange(document, nameSpan),
    children: children.map(convert),
  });
  return symbols(policyDocument, context).map(convert);
}

export function documentLinks(document: TextDocument, policyDocument: PolicyDocument): DocumentLink[] {
  return links(policyDocument).map(({ span, target, tooltip }) => ({
    range: toRange(document, span),
    target,
    tooltip,
  }));
}

/** The rules that a config file names lead to their pages. */
export function configLinks(document: TextDocument, pageOf: (ruleId: string) => string): DocumentLink[] {
  return rulesNamed(document.getText()).map(({ id, span }) => ({
    range: toRange(document, span),
    target: pageOf(id),
    tooltip: `What ${id} finds, and why`,
  }));
}

export function selectionRanges(
  document: TextDocument,
  policyDocument: PolicyDocument,
  positions: readonly Position[],
): SelectionRange[] {
  return positions.map((position) => {
    const spans = selections(policyDocument, document.offsetAt(position));
    const outward = spans.toReversed();
    const chain = outward.reduce<SelectionRange | undefined>(
      (parent, span) => ({ range: toRange(document, span), ...(parent ? { parent } : {}) }),
      undefined,
    );
    return chain ?? { range: { start: position, end: position } };
  });
}

export function foldingRanges(document: TextDocument, policyDocument: PolicyDocument): FoldingRange[] {
  return folds(policyDocument).flatMap(({ start, end }) => {
    const first = document.positionAt(start).line;
    const last = document.positionAt(end).line - 1; // the closing bracket stays in sight
    return last > first ? [{ startLine: first, endLine: last }] : [];
  });
}
