import {
  MarkupKind,
  SymbolKind,
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
  filesIn,
  folds,
  hints,
  hover as hoverAt,
  rulesNamed,
  selections,
  symbols,
  type Context,
  type ExternalIdUsage,
  type PolicyDocument,
  type SaidValue,
  type Steps,
  type Symbol,
} from '../service.ts';
import { addressBeside } from './address.ts';
import { toRange } from './convert.ts';

// What an editor shows of a policy without changing it, as the protocol has it.

export function hover(
  document: TextDocument,
  policyDocument: PolicyDocument,
  position: Position,
  context: Context,
  usage: ExternalIdUsage | undefined,
  said: SaidValue | undefined,
): Hover | null {
  const found = hoverAt(policyDocument, document.offsetAt(position), context, usage, said);
  return found
    ? { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: toRange(document, found.span) }
    : null;
}

export function* inlayHints(
  document: TextDocument,
  policyDocument: PolicyDocument,
  range: Range,
  context: Context,
): Steps<{ readonly items: InlayHint[]; /** When one of them may say something else. */ readonly until: number }> {
  const from = document.offsetAt(range.start);
  const to = document.offsetAt(range.end);
  const shown = (yield* hints(policyDocument, context)).filter(({ at }) => from <= at && at <= to);
  return {
    items: shown.map(({ at, label }) => ({ position: document.positionAt(at), label, paddingLeft: true })),
    until: shown.reduce((earliest, { until }) => Math.min(earliest, until), Infinity),
  };
}

const KINDS: Readonly<Record<Symbol['kind'], SymbolKind>> = {
  policy: SymbolKind.Object,
  statement: SymbolKind.Class,
  principal: SymbolKind.Key,
  action: SymbolKind.Function,
  condition: SymbolKind.Boolean,
};

export function* documentSymbols(
  document: TextDocument,
  policyDocument: PolicyDocument,
  context: Context,
): Steps<DocumentSymbol[]> {
  function* convert({ name, detail, kind, span, nameSpan, children }: Symbol): Steps<DocumentSymbol> {
    const converted: DocumentSymbol[] = [];
    for (const child of children) converted.push(yield* convert(child));
    yield undefined;
    return {
      name,
      detail,
      kind: KINDS[kind],
      range: toRange(document, span),
      selectionRange: toRange(document, nameSpan),
      children: converted,
    };
  }
  const found: DocumentSymbol[] = [];
  for (const symbol of yield* symbols(policyDocument, context)) found.push(yield* convert(symbol));
  return found;
}

/** The files that a document takes trust policies from. What a policy says is not underlined for good: its links are in the hovers. */
export function fileLinks(document: TextDocument, policyDocument: PolicyDocument): DocumentLink[] {
  return filesIn(policyDocument).flatMap(({ span, path }) => {
    const target = addressBeside(document.uri, path);
    return target === undefined
      ? []
      : [{ range: toRange(document, span), target, tooltip: 'Open the file with the trust policy' }];
  });
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

export function* foldingRanges(document: TextDocument, policyDocument: PolicyDocument): Steps<FoldingRange[]> {
  return (yield* folds(policyDocument)).flatMap(({ start, end }) => {
    const first = document.positionAt(start).line;
    const last = document.positionAt(end).line - 1; // the closing bracket stays in sight
    return last > first ? [{ startLine: first, endLine: last }] : [];
  });
}
