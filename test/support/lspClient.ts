import { fork, spawn, type ChildProcess } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type Message,
  type MessageReader,
  type MessageWriter,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';

export const URI = 'file:///ws/role-trust-policy.json';

/**
 * A client of the built server: `stdio` and `ipc` start a process, `worker` runs the browser's bundle in a worker thread. Of any other
 * server through its pipes.
 */
export class TestClient {
  readonly connection: ProtocolConnection;
  readonly published: PublishDiagnosticsParams[] = [];
  /** What the server wrote into its log. */
  readonly logged: string[] = [];
  /** Of the server's process; a worker has none. */
  readonly pid: number | undefined;
  /** What the client answers to workspace/configuration. */
  settings: unknown = {};
  refreshes = 0;
  /** Files that only the client can read, by address. */
  readonly files = new Map<string, string>();
  readonly #end: () => void;
  #listeners: (() => void)[] = [];

  /** @param file what a process runs */
  constructor(kind: 'stdio' | 'ipc' | 'worker' | Pipes, file = 'dist/server.js') {
    const [reader, writer, end, pid] =
      kind === 'worker' ? worker() : kind === 'ipc' ? ipc(file) : kind === 'stdio' ? stdio(file) : kind;
    this.pid = pid;
    this.#end = end;
    this.connection = createProtocolConnection(reader, writer);
    this.connection.onNotification('textDocument/publishDiagnostics', (p: PublishDiagnosticsParams) => {
      this.published.push(p);
      this.#tell();
    });
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.logged.push(message);
    });
    this.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => this.settings),
    );
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('iamTrustPolicy/readFile', ({ uri }: { uri: string }) => this.files.get(uri) ?? null);
    this.connection.onRequest('iamTrustPolicy/fileExists', ({ uri }: { uri: string }) => this.files.has(uri));
    this.connection.onRequest('workspace/semanticTokens/refresh', () => null);
    this.connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      this.#tell();
      return null;
    });
    this.connection.listen();
  }

  async start(
    capabilities: ClientCapabilities,
    initializationOptions?: unknown,
    workspaceFolders?: readonly { readonly uri: string; readonly name: string }[],
  ): Promise<{ capabilities: Record<string, unknown> }> {
    const result = await this.connection.sendRequest<{ capabilities: Record<string, unknown> }>('initialize', {
      processId: null,
      rootUri: null,
      capabilities,
      initializationOptions,
      workspaceFolders: workspaceFolders ?? null,
    });
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  open(text: string, uri = URI, languageId = 'json'): Promise<void> {
    return this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  change(version: number, text: string, uri = URI): Promise<void> {
    return this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  async pull(uri = URI): Promise<Diagnostic[]> {
    const report = await this.connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    return report.items;
  }

  /** Waits for something the server sends of its own accord. */
  async until(good: () => boolean): Promise<void> {
    while (!good()) await new Promise<void>((resolve) => this.#listeners.push(resolve));
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.end();
  }

  /** The rest of `stop`, for who asked to shut down already. */
  async end(): Promise<void> {
    await this.connection.sendNotification('exit');
    this.connection.dispose();
    this.#end();
  }

  #tell(): void {
    const waiting = this.#listeners;
    this.#listeners = [];
    for (const listener of waiting) listener();
  }
}

/** How messages come and go, how the server is ended, and its process. */
export type Pipes = [MessageReader, MessageWriter, () => void, number | undefined];

function ipc(file: string): Pipes {
  const child = fork(file, ['--node-ipc'], { execArgv: [] });
  return [new IPCMessageReader(child), new IPCMessageWriter(child), () => child.kill(), child.pid];
}

function stdio(file: string): Pipes {
  const child: ChildProcess = spawn(process.execPath, [file, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!child.stdout || !child.stdin) throw new Error('no pipes');
  return [new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin), () => child.kill(), child.pid];
}

/** The browser's worker global, as far as the server uses it. */
const SHIM = `
  const { parentPort } = require('node:worker_threads');
  globalThis.self = globalThis;
  globalThis.postMessage = (m) => parentPort.postMessage(m);
  globalThis.addEventListener = () => undefined;
  parentPort.on('message', (data) => globalThis.onmessage?.({ data }));
  const bundle = require('node:fs').readFileSync('dist/web/server.js', 'utf8');
  for (const name of ['process', 'require', 'Buffer', 'setImmediate']) delete globalThis[name];
  (0, eval)(bundle);
`;

function worker(): Pipes {
  const thread = new Worker(SHIM, { eval: true });
  const nothing = { dispose: () => undefined };
  const reader: MessageReader = {
    onError: () => nothing,
    onClose: () => nothing,
    onPartialMessage: () => nothing,
    listen: (callback) => {
      thread.on('message', (m: Message) => {
        callback(m);
      });
      return nothing;
    },
    dispose: () => undefined,
  };
  const writer: MessageWriter = {
    onError: () => nothing,
    onClose: () => nothing,
    write: (message) => {
      thread.postMessage(message);
      return Promise.resolve();
    },
    end: () => undefined,
    dispose: () => undefined,
  };
  return [reader, writer, () => void thread.terminate(), undefined];
}
