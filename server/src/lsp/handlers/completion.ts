import type { Connection } from 'vscode-languageserver';
import { completion, resolveCompletion } from '../completion.ts';
import type { Session } from '../session.ts';

/** Answers what can stand at a position. */
export function serveCompletion(connection: Connection, session: Session): void {
  connection.onCompletion(({ textDocument: { uri }, position, context: asked }, token) => {
    session.readRoles(uri); // for the accounts and roles that other files name
    return session.read(uri, token, (document, policyDocument, context) =>
      completion(document, policyDocument, position, asked, context, session.client),
    );
  });
  connection.onCompletionResolve(resolveCompletion);
}
