import type { Connection } from 'vscode-languageserver';
import { isConfigFile } from '../../service.ts';
import { codeLenses, resolveCodeLens, uriOfLens } from '../codeLenses.ts';
import { configLinks, documentSymbols, foldingRanges, hover, inlayHints, selectionRanges } from '../editorFeatures.ts';
import { semanticTokens } from '../semanticTokens.ts';
import type { Session } from '../session.ts';

/** Answers the requests that show a policy without changing it. */
export function serveReading(connection: Connection, session: Session): void {
  const { client, pageOf, documents } = session;
  connection.onHover(
    async ({ textDocument: { uri }, position }, token) =>
      (await session.read(uri, token, (document, policyDocument, context) =>
        hover(document, policyDocument, position, context),
      )) ?? null,
  );
  connection.onCodeLens(
    async ({ textDocument: { uri } }, token) =>
      (await session.readInSteps(uri, token, function* (document, policyDocument, context, { codeLens }) {
        return codeLens ? yield* codeLenses(document, policyDocument, context, client) : [];
      })) ?? [],
  );
  connection.onCodeLensResolve(async (lens, token) => {
    const uri = uriOfLens(lens);
    if (uri === undefined) return lens;
    const resolved = await session.read(uri, token, (document, policyDocument, context) =>
      resolveCodeLens(lens, document, policyDocument, context, client),
    );
    return resolved ?? lens;
  });
  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }, token) => {
    const found = await session.readInSteps(uri, token, function* (document, policyDocument, context, given) {
      return given.inlayHints ? yield* inlayHints(document, policyDocument, range, context) : undefined;
    });
    if (client.refreshesHints && found) session.alarm.set(found.until);
    return found?.items ?? [];
  });
  connection.onDocumentSymbol(
    async ({ textDocument: { uri } }, token) => (await session.readInSteps(uri, token, documentSymbols)) ?? [],
  );
  connection.onDocumentLinks(({ textDocument: { uri } }) => {
    const config = isConfigFile(uri) ? documents.get(uri) : undefined;
    return config ? configLinks(config, pageOf) : [];
  });
  connection.onSelectionRanges(
    async ({ textDocument: { uri }, positions }, token) =>
      (await session.read(uri, token, (document, policyDocument) =>
        selectionRanges(document, policyDocument, positions),
      )) ?? [],
  );
  connection.languages.semanticTokens.on(
    async ({ textDocument: { uri } }, token) => (await session.readInSteps(uri, token, semanticTokens)) ?? { data: [] },
  );
  connection.onFoldingRanges(
    async ({ textDocument: { uri } }, token) => (await session.readInSteps(uri, token, foldingRanges)) ?? [],
  );
}
