import { PassThrough } from 'node:stream';
import {
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Connection,
  type ConnectionOptions,
} from 'vscode-languageserver/node';
import type { Clock } from '../../server/src/lsp/clock.ts';
import { Session, type ServerOptions } from '../../server/src/lsp/session.ts';
import { MOST_FILES, type Files } from '../../server/src/files.ts';
import type { CountingFiles } from './countingFiles.ts';
import type { Pipes } from './lspClient.ts';

/** A clock that goes on when it is told to. */
export class HandClock implements Clock {
  #now = Date.parse('2026-11-21T12:00:00Z');
  readonly #waiting = new Map<() => void, number>();

  now = (): number => this.#now;
  after = (milliseconds: number, then: () => void): (() => void) => {
    this.#waiting.set(then, this.#now + milliseconds);
    return () => this.#waiting.delete(then);
  };

  set(time: string): void {
    this.#now = Date.parse(time);
    for (const [then, at] of this.#waiting) if (at <= this.#now && this.#waiting.delete(then)) then();
  }
}

/** Files in memory; `left/` is left out. */
export function filesIn(memory: CountingFiles): Files {
  const isListed = (uri: string): boolean => /\.(?:json|tf)$/.test(uri) && !uri.includes('/left/');
  return {
    read: memory.read,
    exists: (uri: string) => Promise.resolve(memory.texts.has(uri)),
    list: () => {
      const uris = [...memory.texts.keys()];
      const listed = uris.filter(isListed);
      return Promise.resolve({
        uris: listed,
        passed: uris.length - listed.length,
        isCut: uris.length > MOST_FILES,
      });
    },
    filesIn: (folder) =>
      Promise.resolve([...memory.texts.keys()].filter((uri) => uri.startsWith(folder) && isListed(uri))),
    lists: (uri: string) => Promise.resolve(isListed(uri)),
  };
}

/** What a server is started with in tests. */
export function testOptions(given: Partial<ServerOptions> = {}): ServerOptions {
  let count = 0;
  return {
    version: '1.2.3',
    pageOf: (rule) => `https://pages.example/${rule}`,
    clock: new HandClock(),
    random: () => `random-${++count}`,
    files: undefined,
    ...given,
  };
}

/** How to connect a server, and the pipes of whoever is to be its client. */
export function twoEnds(): { readonly connect: (options?: ConnectionOptions) => Connection; readonly pipes: Pipes } {
  const [there, back] = [new PassThrough(), new PassThrough()];
  let end = (): void => undefined;
  return {
    connect: (options) => {
      const connection = createConnection(new StreamMessageReader(there), new StreamMessageWriter(back), options);
      end = () => {
        connection.dispose();
      };
      return connection;
    },
    pipes: [
      new StreamMessageReader(back),
      new StreamMessageWriter(there),
      () => {
        end();
      },
      undefined,
    ],
  };
}

/** A session in the workspace `file:///w`, with documents open in it. */
export async function sessionOf(
  open: Readonly<Record<string, string>>,
  given: Partial<ServerOptions> = {},
): Promise<{ readonly session: Session; readonly close: (uri: string) => Promise<void>; readonly end: () => void }> {
  const { connect, pipes } = twoEnds();
  const connection = connect();
  const [reader, writer, end] = pipes;
  const client = createProtocolConnection(reader, writer);
  const session = new Session(
    connection,
    { capabilities: {}, workspaceFolders: [{ uri: 'file:///w', name: 'w' }] },
    testOptions(given),
    () => undefined,
  );
  session.documents.listen(connection);
  connection.listen();
  client.listen();
  for (const [uri, text] of Object.entries(open)) {
    const opened = new Promise((resolve) => session.documents.onDidOpen(resolve));
    void client.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'json', version: 1, text },
    });
    await opened;
  }
  return {
    session,
    close: async (uri) => {
      const closed = new Promise((resolve) => session.documents.onDidClose(resolve));
      void client.sendNotification('textDocument/didClose', { textDocument: { uri } });
      await closed;
      session.close(uri);
    },
    end: () => {
      client.dispose();
      end();
    },
  };
}
