import type { Connection } from 'vscode-languageserver';
import { executeCommand } from '../commands.ts';
import type { Session } from '../session.ts';
import { onClientRequest } from '../wire.ts';

/** Runs what a client has the server do by name. */
export function serveCommands(connection: Connection, session: Session): void {
  connection.onExecuteCommand(({ command, arguments: given }, token) => executeCommand(command, given, session, token));
  onClientRequest(connection, 'iamTrustPolicy/ping', () => null);
}
