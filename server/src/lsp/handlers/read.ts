import type { Connection } from 'vscode-languageserver';
import { isConfigFile, isShownByOthers } from '../../service.ts';
import { codeLenses, resolveCodeLens, uriOfLens } from '../codeLenses.ts';
import {
  configLinks,
  documentSymbols,
  fileLinks,
  foldingRanges,
  hover,
  inlayHints,
  selectionRanges,
} from '../editorFeatures.ts';
import { highlights, idAt, usageOf } from '../externalIds.ts';
import { nameHighlights, namesAt, saidOf } from '../names.ts';
import { semanticTokens } from '../semanticTokens.ts';
import type { Session } from '../session.ts';

/** Answers the requests that show a policy without changing it. */
export function serveReading(connection: Connection, session: Session): void {
  const { client, pageOf, documents } = session;
  connection.onHover(async ({ textDocument: { uri }, position }, token) => {
    const id = await idAt(uri, position, session, token);
    const usage = id === undefined ? undefined : await usageOf(id, session, token);
    const said = saidOf(await namesAt(uri, position, session, token));
    const found = await session.read(uri, token, (document, policyDocument, context) =>
      hover(document, policyDocument, position, context, usage, said),
    );
    return found ?? null;
  });
  connection.onDocumentHighlight(
    async ({ textDocument: { uri }, position }, token) =>
      (await session.read(uri, token, (document, policyDocument) => {
        const offset = document.offsetAt(position);
        return highlights(document, policyDocument, offset) ?? nameHighlights(document, policyDocument, offset);
      })) ?? null,
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
  const isOurs = (uri: string): boolean => !isShownByOthers(session.open(uri)?.languageId);
  connection.onDocumentSymbol(
    async ({ textDocument: { uri } }, token) =>
      (isOurs(uri) ? await session.readInSteps(uri, token, documentSymbols) : undefined) ?? [],
  );
  connection.onDocumentLinks(async ({ textDocument: { uri } }, token) => {
    if (!isConfigFile(uri)) return (await session.read(uri, token, fileLinks)) ?? [];
    const config = documents.get(uri);
    return config ? configLinks(config, pageOf) : [];
  });
  connection.onSelectionRanges(
    async ({ textDocument: { uri }, positions }, token) =>
      (await session.read(uri, token, (document, policyDocument) =>
        selectionRanges(document, policyDocument, positions),
      )) ?? [],
  );
  connection.languages.semanticTokens.on(
    async ({ textDocument: { uri } }, token) =>
      (isOurs(uri) ? await session.readInSteps(uri, token, semanticTokens) : undefined) ?? { data: [] },
  );
  connection.onFoldingRanges(
    async ({ textDocument: { uri } }, token) =>
      (isOurs(uri) ? await session.readInSteps(uri, token, foldingRanges) : undefined) ?? [],
  );
}
