import { FileChangeType, type Connection } from 'vscode-languageserver';
import { isConfigFile } from '../../service.ts';
import { changeOf, type Change } from '../changes.ts';
import type { Findings } from '../findings.ts';
import type { Session } from '../session.ts';

/** Hears what happens to documents, files, folders and settings. */
export function serveFiles(connection: Connection, session: Session, findings: Findings): void {
  const { documents, client, settings } = session;
  documents.onDidChangeContent(({ document: { uri } }) => {
    session.changed(documentChange(uri));
    if (!client.pulls && !isConfigFile(uri)) void findings.publish(uri);
  });
  documents.onDidClose(({ document: { uri } }) => {
    session.close(uri);
    findings.close(uri);
    session.changed(documentChange(uri));
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri, type } of changes) session.changed(changeOf(uri, type === FileChangeType.Deleted));
  });
  connection.onDidChangeConfiguration(({ settings: given }) => {
    settings.given(given);
    session.changed({ kind: 'settings' });
  });
}

/** Hears of folders; from a client that tells of them, once it is initialized. */
export function serveFolders(connection: Connection, session: Session): void {
  if (!session.client.hasFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = removed.map((folder) => folder.uri);
    session.folders = [...session.folders.filter((uri) => !gone.includes(uri)), ...added.map((folder) => folder.uri)];
  });
}

function documentChange(uri: string): Change {
  return { kind: isConfigFile(uri) ? 'config' : 'document', uri };
}
