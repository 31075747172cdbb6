import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';

/** Throws when nobody waits for a request's answer any more. */
export function stillWantedBy(token: CancellationToken): () => void {
  return () => {
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
  };
}

/** Whether an error only says that nobody waits any more. */
export function isCancellation(error: unknown): boolean {
  return error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled;
}

/** Waits for work that goes on for others too; not longer than the request is wanted. */
export async function whileWanted(work: Promise<unknown>, token: CancellationToken): Promise<void> {
  let listener = { dispose: (): void => undefined };
  const cancelled = new Promise<void>((resolve) => {
    listener = token.onCancellationRequested(() => {
      resolve();
    });
  });
  try {
    await Promise.race([work, cancelled]);
  } finally {
    listener.dispose();
  }
  stillWantedBy(token)();
}
