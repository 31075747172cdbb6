import { LSPErrorCodes, ResponseError, type CodeAction, type Connection } from 'vscode-languageserver';
import { isConfigFile } from '../../service.ts';
import { codeActions, resolveAction, uriOfAction } from '../codeActions.ts';
import { configRequestOf } from '../configActions.ts';
import { configEditFor } from '../configEditFor.ts';
import { recordOf } from '../given.ts';
import { withOtherFiles } from '../rotation.ts';
import type { Session } from '../session.ts';

/** Answers what can be done about a document, and works out what was chosen. */
export function serveActions(connection: Connection, session: Session): void {
  const { configs, client } = session;
  connection.onCodeAction(async (params, token) => {
    const { uri } = params.textDocument;
    if (isConfigFile(uri)) return [];
    const judged = await session.judge(uri, token);
    const writesConfig = (await configs.homeOf(uri)) !== undefined;
    if (!judged) return [];
    const steps = codeActions(judged, params, { ...client, writesConfig }, judged.context);
    const actions = await session.inSlices(judged, steps, token);
    if (client.resolvesEdits) return actions;
    return Promise.all(actions.map((action) => withOtherFiles(action, judged, session, token)));
  });
  connection.onCodeActionResolve(async (action, token): Promise<CodeAction> => {
    const request = configRequestOf(recordOf(action.data)['config']);
    if (request) {
      const edit = await configEditFor(request, session);
      if (!edit) throw new ResponseError(LSPErrorCodes.RequestFailed, 'the config file is broken: mend it first');
      return { ...action, edit };
    }
    const uri = uriOfAction(action);
    if (uri === undefined) return action;
    const judged = await session.judge(uri, token);
    if (!judged) throw new ResponseError(LSPErrorCodes.RequestFailed, "The document isn't open.");
    const resolved = await session.inSlices(judged, resolveAction(action, judged, judged.context), token);
    return withOtherFiles(resolved, judged, session, token);
  });
}
