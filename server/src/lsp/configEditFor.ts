import { LSPErrorCodes, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import { isRefused, LARGEST_CONFIG } from '../files.ts';
import { CONFIG_FILE } from '../service.ts';
import type { ConfigRequest } from '../protocol.ts';
import { configEdit } from './configActions.ts';
import type { Session } from './session.ts';

/**
 * The edit of the config file that somebody asked for: of the one that governs, or of a new one. Only for what an editor shows in
 * a workspace folder: a request can name any address, and nothing is to be written beside just any file.
 */
export async function configEditFor(request: ConfigRequest, session: Session): Promise<WorkspaceEdit | undefined> {
  const { configs, files } = session;
  if (!session.open(request.uri)) throw failure(`The document isn't open, so ${CONFIG_FILE} isn't changed for it.`);
  const home = await configs.homeOf(request.uri);
  if (home === undefined)
    throw failure(`The document isn't in a workspace folder, so ${CONFIG_FILE} isn't changed for it.`);
  const found = await configs.of(request.uri);
  const at = found?.uri ?? home;
  const document = session.open(at);
  const uri = document?.uri ?? at;
  const text = document?.getText() ?? (found && (await files?.read(uri, LARGEST_CONFIG))) ?? '';
  if (isRefused(text)) throw failure(`${CONFIG_FILE} ${text.refused}.`);
  return configEdit(request, { uri, text, exists: found !== undefined, version: document?.version ?? null });
}

function failure(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
