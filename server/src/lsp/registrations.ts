import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type RemoteClient,
} from 'vscode-languageserver';
import { WATCHED } from './changes.ts';
import type { ClientCapabilities } from './clientCapabilities.ts';

/** Asks to be told of settings and of files that change outside of the editor. */
export async function register(remote: RemoteClient, client: ClientCapabilities): Promise<void> {
  if (client.registersConfiguration)
    await remote.register(DidChangeConfigurationNotification.type, { section: 'trustPolicy' });
  if (client.watchesFiles)
    await remote.register(DidChangeWatchedFilesNotification.type, {
      watchers: WATCHED.map((globPattern) => ({ globPattern })),
    });
}
