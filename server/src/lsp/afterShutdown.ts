import { ErrorCodes, Message, ResponseError, type Connection, type MessageStrategy } from 'vscode-languageserver';

/** What a request is handed on as that comes too late; no client asks for it by that name. */
const TOO_LATE = '$/iamTrustPolicy/afterShutdown';

/**
 * How a connection hands on its messages: after the request to shut down, requests get the error that the protocol wants for them.
 * Of one connection, as it remembers.
 */
export function untilShutdown(): MessageStrategy['handleMessage'] {
  let over = false;
  return (message, next) => {
    if (!Message.isRequest(message)) return next(message);
    if (over) return next({ ...message, method: TOO_LATE } as Message);
    over = message.method === 'shutdown';
    return next(message);
  };
}

export function refuseAfterShutdown(connection: Connection): void {
  connection.onRequest(TOO_LATE, () => {
    throw new ResponseError(ErrorCodes.InvalidRequest, 'The server is shutting down.');
  });
}
