import type { Connection } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Context, PolicyDocument } from '../../service.ts';
import type { ClientCapabilities } from '../clientCapabilities.ts';
import {
  codeLenses,
  configLinks,
  documentLinks,
  documentSymbols,
  foldingRanges,
  hover,
  inlayHints,
  selectionRanges,
} from '../editorFeatures.ts';
import type { Settings } from '../settings.ts';

/** Looks at a document as it is now, without judging it; undefined when it is not open, or no policy document. */
export type Read = <T>(
  uri: string,
  look: (document: TextDocument, policyDocument: PolicyDocument, context: Context, settings: Settings) => T,
) => Promise<T | undefined>;

/** Config files and where rules are told. */
interface Pages {
  /** The open config file of that address; undefined for any other document. */
  readonly configFile: (uri: string) => TextDocument | undefined;
  readonly pageOf: (ruleId: string) => string;
}

/** Answers the requests that show a policy without changing it. */
export function serveReading(
  connection: Connection,
  read: Read,
  client: () => ClientCapabilities,
  { configFile, pageOf }: Pages,
): void {
  connection.onHover(
    async ({ textDocument: { uri }, position }) =>
      (await read(uri, (document, policyDocument, context) => hover(document, policyDocument, position, context))) ??
      null,
  );
  connection.onCodeLens(
    async ({ textDocument: { uri } }) =>
      (await read(uri, (document, policyDocument, context, { codeLens }) =>
        codeLens ? codeLenses(document, policyDocument, context, client()) : [],
      )) ?? [],
  );
  connection.languages.inlayHint.on(
    async ({ textDocument: { uri }, range }) =>
      (await read(uri, (document, policyDocument, context, given) =>
        given.inlayHints ? inlayHints(document, policyDocument, range, context) : [],
      )) ?? [],
  );
  connection.onDocumentSymbol(async ({ textDocument: { uri } }) => (await read(uri, documentSymbols)) ?? []);
  connection.onDocumentLinks(async ({ textDocument: { uri } }) => {
    const config = configFile(uri);
    return config ? configLinks(config, pageOf) : ((await read(uri, documentLinks)) ?? []);
  });
  connection.onSelectionRanges(
    async ({ textDocument: { uri }, positions }) =>
      (await read(uri, (document, policyDocument) => selectionRanges(document, policyDocument, positions))) ?? [],
  );
  connection.onFoldingRanges(async ({ textDocument: { uri } }) => (await read(uri, foldingRanges)) ?? []);
}
