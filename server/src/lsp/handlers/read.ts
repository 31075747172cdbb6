import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Context, PolicyDocument, Steps } from '../../service.ts';
import type { ClientCapabilities } from '../clientCapabilities.ts';
import { codeLenses, resolveCodeLens, uriOfLens } from '../codeLenses.ts';
import {
  configLinks,
  documentLinks,
  documentSymbols,
  foldingRanges,
  hover,
  inlayHints,
  selectionRanges,
} from '../editorFeatures.ts';
import { semanticTokens } from '../semanticTokens.ts';
import type { Settings } from '../settings.ts';

/** How documents are looked at as they are now, without judging them. Answers undefined for one that is not open, or none of ours. */
export interface Reader {
  /** A short look, once the policies are read. */
  read<T>(uri: string, token: CancellationToken, look: Look<T>): Promise<T | undefined>;
  /** One that may be long: others are let in between its steps, and it ends with its request or with the version it is about. */
  readInSteps<T>(uri: string, token: CancellationToken, look: Look<Steps<T>>): Promise<T | undefined>;
}

export type Look<T> = (
  document: TextDocument,
  policyDocument: PolicyDocument,
  context: Context,
  settings: Settings,
) => T;

/** Config files and where rules are told. */
interface Pages {
  /** The open config file of that address; undefined for any other document. */
  readonly configFile: (uri: string) => TextDocument | undefined;
  readonly pageOf: (ruleId: string) => string;
}

/** Answers the requests that show a policy without changing it. */
export function serveReading(
  connection: Connection,
  reader: Reader,
  client: () => ClientCapabilities,
  { configFile, pageOf }: Pages,
): void {
  connection.onHover(
    async ({ textDocument: { uri }, position }, token) =>
      (await reader.read(uri, token, (document, policyDocument, context) =>
        hover(document, policyDocument, position, context),
      )) ?? null,
  );
  connection.onCodeLens(
    async ({ textDocument: { uri } }, token) =>
      (await reader.readInSteps(uri, token, function* (document, policyDocument, context, { codeLens }) {
        return codeLens ? yield* codeLenses(document, policyDocument, context, client()) : [];
      })) ?? [],
  );
  connection.onCodeLensResolve(async (lens, token) => {
    const uri = uriOfLens(lens);
    if (uri === undefined) return lens;
    const resolved = await reader.read(uri, token, (document, policyDocument, context) =>
      resolveCodeLens(lens, document, policyDocument, context, client()),
    );
    return resolved ?? lens;
  });
  connection.languages.inlayHint.on(
    async ({ textDocument: { uri }, range }, token) =>
      (await reader.readInSteps(uri, token, function* (document, policyDocument, context, given) {
        return given.inlayHints ? yield* inlayHints(document, policyDocument, range, context) : [];
      })) ?? [],
  );
  connection.onDocumentSymbol(
    async ({ textDocument: { uri } }, token) => (await reader.readInSteps(uri, token, documentSymbols)) ?? [],
  );
  connection.onDocumentLinks(async ({ textDocument: { uri } }, token) => {
    const config = configFile(uri);
    return config ? configLinks(config, pageOf) : ((await reader.read(uri, token, documentLinks)) ?? []);
  });
  connection.onSelectionRanges(
    async ({ textDocument: { uri }, positions }, token) =>
      (await reader.read(uri, token, (document, policyDocument) =>
        selectionRanges(document, policyDocument, positions),
      )) ?? [],
  );
  connection.languages.semanticTokens.on(
    async ({ textDocument: { uri } }, token) => (await reader.readInSteps(uri, token, semanticTokens)) ?? { data: [] },
  );
  connection.onFoldingRanges(
    async ({ textDocument: { uri } }, token) => (await reader.readInSteps(uri, token, foldingRanges)) ?? [],
  );
}
