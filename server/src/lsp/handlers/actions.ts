import {
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type CodeAction,
  type Connection,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { isConfigFile, type Context } from '../../service.ts';
import type { ClientCapabilities } from '../clientCapabilities.ts';
import { codeActions, resolveAction, uriOfAction } from '../codeActions.ts';
import type { ConfigRequest } from '../../protocol.ts';
import { configRequestOf } from '../configActions.ts';
import type { ConfigStore } from '../configStore.ts';
import type { AnalysedDocument } from '../analysedDocument.ts';
import type { DocumentCache } from '../documents.ts';
import { recordOf } from '../settings.ts';

interface Sources {
  readonly judge: (
    uri: string,
    token: CancellationToken,
  ) => Promise<(AnalysedDocument & { context: Context }) | undefined>;
  readonly cache: DocumentCache;
  readonly configs: ConfigStore;
  readonly editConfig: (request: ConfigRequest) => Promise<WorkspaceEdit | undefined>;
}

/** Answers what can be done about a document, and works out what was chosen. */
export function serveActions(
  connection: Connection,
  client: () => ClientCapabilities,
  { judge, cache, configs, editConfig }: Sources,
): void {
  connection.onCodeAction(async (params, token) => {
    const { uri } = params.textDocument;
    if (isConfigFile(uri)) return [];
    const judged = await judge(uri, token);
    const writesConfig = (await configs.homeOf(uri)) !== undefined;
    if (!judged) return [];
    return cache.inSlices(judged, codeActions(judged, params, { ...client(), writesConfig }, judged.context), token);
  });
  connection.onCodeActionResolve(async (action, token): Promise<CodeAction> => {
    const request = configRequestOf(recordOf(action.data)['config']);
    if (request) {
      const edit = await editConfig(request);
      if (!edit) throw new ResponseError(LSPErrorCodes.RequestFailed, 'the config file is broken: mend it first');
      return { ...action, edit };
    }
    const uri = uriOfAction(action);
    if (uri === undefined) return action;
    const judged = await judge(uri, token);
    if (!judged) throw new ResponseError(LSPErrorCodes.RequestFailed, "The document isn't open.");
    return cache.inSlices(judged, resolveAction(action, judged, judged.context), token);
  });
}
