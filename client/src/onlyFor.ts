import type * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';

/**
 * Asks the server about no document but those that it is shown.
 * @param shown whether the server explains a document
 * @param edited whether it also helps to write it
 */
export function onlyFor(
  shown: (document: vscode.TextDocument) => boolean,
  edited: (document: vscode.TextDocument) => boolean,
): Middleware {
  return {
    provideCompletionItem: (document, position, context, token, next) =>
      edited(document) ? next(document, position, context, token) : undefined,
    provideCodeActions: (document, range, context, token, next) =>
      edited(document) ? next(document, range, context, token) : undefined,
    provideHover: (document, position, token, next) => (shown(document) ? next(document, position, token) : undefined),
    provideInlayHints: (document, range, token, next) => (shown(document) ? next(document, range, token) : undefined),
    provideDocumentSymbols: (document, token, next) => (shown(document) ? next(document, token) : undefined),
    provideDocumentLinks: (document, token, next) => (shown(document) ? next(document, token) : undefined),
    provideDefinition: (document, position, token, next) =>
      shown(document) ? next(document, position, token) : undefined,
    provideReferences: (document, position, options, token, next) =>
      shown(document) ? next(document, position, options, token) : undefined,
    provideDocumentHighlights: (document, position, token, next) =>
      shown(document) ? next(document, position, token) : undefined,
    provideSelectionRanges: (document, positions, token, next) =>
      shown(document) ? next(document, positions, token) : undefined,
    provideDocumentSemanticTokens: (document, token, next) => (shown(document) ? next(document, token) : undefined),
  };
}
