import {
  ErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  type Connection,
  type ConnectionOptions,
  type InitializeParams,
} from 'vscode-languageserver';
import { yieldToEventLoop } from '../slices.ts';
import { refuseAfterShutdown, untilShutdown } from './afterShutdown.ts';
import { clientCapabilitiesOf } from './clientCapabilities.ts';
import { serverCapabilitiesOf } from './serverCapabilities.ts';

/** Loads what serves a client, and has it take over the connection. */
export type Load = (connection: Connection, params: InitializeParams) => Promise<void>;

/**
 * Answers `initialize` and only then loads the rest, which takes as long again as all before (docs/decisions/0012). Messages that come
 * meanwhile wait and are handed on in their order, cancellations among them.
 */
export function start(connect: (options: ConnectionOptions) => Connection, version: string, load: Load): void {
  const handOn = untilShutdown();
  let loaded: Promise<void> | undefined;
  const connection = connect({
    messageStrategy: {
      handleMessage: (message, next) => (loaded ? loaded.then(() => handOn(message, next)) : handOn(message, next)),
    },
  });

  let refusal = new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized.');
  const unserved = connection.onRequest(() => {
    throw refusal;
  });
  const takeOver = async (params: InitializeParams): Promise<void> => {
    try {
      await answerWritten();
      await load(connection, params);
      unserved.dispose();
    } catch (error) {
      refusal = new ResponseError(ErrorCodes.InternalError, tellFailure(connection, error));
    }
  };

  connection.onInitialize((params) => {
    if (loaded) throw new ResponseError(ErrorCodes.InvalidRequest, 'The server is already initialized.');
    const capabilities = serverCapabilitiesOf(clientCapabilitiesOf(params));
    loaded = takeOver(params);
    return { serverInfo: { name: 'iam-trust-policy', version }, capabilities };
  });
  refuseAfterShutdown(connection);
  connection.listen();
}

/** Says that nothing can be served, to the user and in the log. Returns what requests get for an answer. */
function tellFailure(connection: Connection, error: unknown): string {
  const { message: cause, stack } = error instanceof Error ? error : new Error(String(error));
  const message = `IAM Trust Policy can't start because part of it couldn't be loaded (${cause.split('\n')[0]}). Reinstall it.`;
  connection.console.error(`${message}\n${stack ?? ''}`);
  void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
  return message;
}

/** The library writes an answer two turns of the event loop after it has it. */
async function answerWritten(): Promise<void> {
  for (let turns = 0; turns < 2; turns++) await yieldToEventLoop();
}
