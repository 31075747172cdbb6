import { LSPErrorCodes, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isRefused, LARGEST_CONFIG, type Files } from '../files.ts';
import { configEdit, homeOfConfig, type ConfigRequest } from './configActions.ts';
import type { ConfigStore } from './configStore.ts';

interface Sources {
  readonly configs: ConfigStore;
  readonly open: (uri: string) => TextDocument | undefined;
  readonly files: Files | undefined;
  readonly folders: readonly string[];
}

/** The edit of the config file that somebody asked for: of the one that governs, or of a new one. */
export async function configEditFor(
  request: ConfigRequest,
  { configs, open, files, folders }: Sources,
): Promise<WorkspaceEdit | undefined> {
  const found = await configs.of(request.uri);
  const uri = found?.uri ?? homeOfConfig(request.uri, folders);
  const document = open(uri);
  const text = document?.getText() ?? (found && (await files?.read(uri, LARGEST_CONFIG))) ?? '';
  if (isRefused(text)) throw new ResponseError(LSPErrorCodes.RequestFailed, `trust-policy.config.json ${text.refused}`);
  return configEdit(request, { uri, text, exists: found !== undefined, version: document?.version ?? null });
}
