import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { ClientRequests, ServerNotifications, ServerRequests } from '../protocol.ts';

/** Answers a request of our own. Any client may ask, with anything. */
export function onClientRequest<K extends keyof ClientRequests>(
  connection: Connection,
  name: K,
  answer: (
    token: CancellationToken,
    given: unknown,
  ) => ClientRequests[K]['answer'] | Promise<ClientRequests[K]['answer']>,
): void {
  // The token comes last, after as many parameters as the client passed: none, one, or a list of them.
  connection.onRequest(name, (...given: unknown[]): unknown =>
    answer(given.at(-1) as CancellationToken, given.length > 1 ? given[0] : undefined),
  );
}

/** Asks the client something of our own. Any client may answer, with anything. */
export function askClient<K extends keyof ServerRequests>(
  connection: Connection,
  name: K,
  given: ServerRequests[K]['given'],
): Promise<unknown> {
  return connection.sendRequest(name, given);
}

/** Tells the client something of our own. */
export function tellClient<K extends keyof ServerNotifications>(
  connection: Connection,
  name: K,
  given: ServerNotifications[K]['given'],
): void {
  void connection.sendNotification(name, given);
}
