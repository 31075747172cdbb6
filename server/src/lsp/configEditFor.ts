import type { WorkspaceEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { configEdit, homeOfConfig, type ConfigRequest } from './configActions.ts';
import type { ConfigStore } from './configStore.ts';

interface Sources {
  readonly configs: ConfigStore;
  readonly open: (uri: string) => TextDocument | undefined;
  readonly read: (uri: string) => Promise<string | undefined>;
  readonly folders: readonly string[];
}

/** The edit of the config file that somebody asked for: of the one that governs, or of a new one. */
export async function configEditFor(
  request: ConfigRequest,
  { configs, open, read, folders }: Sources,
): Promise<WorkspaceEdit | undefined> {
  const found = await configs.of(request.uri);
  const uri = found?.uri ?? homeOfConfig(request.uri, folders);
  const document = open(uri);
  const text = document?.getText() ?? (found && (await read(uri))) ?? '';
  return configEdit(request, { uri, text, exists: found !== undefined, version: document?.version ?? null });
}
