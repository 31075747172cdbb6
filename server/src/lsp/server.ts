import type { Connection, InitializeParams } from 'vscode-languageserver';
import { Findings } from './findings.ts';
import { serveActions } from './handlers/actions.ts';
import { serveCommands } from './handlers/commands.ts';
import { serveCompletion } from './handlers/completion.ts';
import { serveDiagnostics } from './handlers/diagnostics.ts';
import { serveFiles, serveFolders } from './handlers/files.ts';
import { serveReading } from './handlers/read.ts';
import { serveWorkspace } from './handlers/workspace.ts';
import { Refresh } from './refresh.ts';
import { register } from './registrations.ts';
import { Session, type ServerOptions } from './session.ts';

/** Serves a connection, once `initialize` is answered, until it closes. Keeps no memory of what it sent. */
export function startServer(connection: Connection, params: InitializeParams, options: ServerOptions): void {
  const session = new Session(connection, params, options, (shown) => {
    refresh.ask(shown);
  });
  const findings = new Findings(connection, session);
  const refresh = new Refresh(connection, session.client, findings, (error) => {
    session.log.error(error);
  });
  serveFiles(connection, session, findings);
  serveDiagnostics(connection, session, findings);
  serveActions(connection, session);
  serveCompletion(connection, session);
  serveReading(connection, session);
  serveWorkspace(connection, session, refresh);
  serveCommands(connection, session);
  connection.onInitialized(async () => {
    session.log.folders(session.folders);
    serveFolders(connection, session);
    await register(connection.client, session.client);
  });
  session.documents.listen(connection);
}
