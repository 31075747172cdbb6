/** A request that takes longer is named. Milliseconds. */
const SLOW = 500;
/** How a request ends that nobody waits for any more, or whose server went away, which has a line of its own. */
const NO_FAULT: ReadonlySet<unknown> = new Set([
  -32800, // cancelled
  -32801, // content modified
  -32802, // cancelled by the server
  -32097, // the connection was closed
]);

/** Where the lines go. */
interface Lines {
  info(line: string): void;
  error(what: string, error: unknown): void;
}

/** Says of a request that takes long, or fails, what was asked. */
export async function watchRequest<T>(
  asked: string,
  answer: Promise<T>,
  lines: Lines,
  now = performance.now.bind(performance),
): Promise<T> {
  const begun = now();
  try {
    const answered = await answer;
    const took = Math.round(now() - begun);
    if (took > SLOW) lines.info(`Slow: ${asked} took ${took} ms`);
    return answered;
  } catch (error) {
    const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
    if (!NO_FAULT.has(code)) lines.error(`${asked} failed`, error);
    throw error;
  }
}

/**
 * What a request asks: its method, or the command it runs, and the document it is about. Arguments may be policies, and are
 * left out.
 * @param nameOf a file's name by its address
 */
export function askedBy(
  type: string | { readonly method: string },
  params: unknown,
  nameOf: (uri: string) => string,
): string {
  const { command, textDocument } = (params ?? {}) as { command?: unknown; textDocument?: { uri?: unknown } };
  const method = typeof type === 'string' ? type : type.method;
  const asked = method === 'workspace/executeCommand' && typeof command === 'string' ? command : method;
  const uri = textDocument?.uri;
  return typeof uri === 'string' ? `${asked} of ${nameOf(uri)}` : asked;
}
