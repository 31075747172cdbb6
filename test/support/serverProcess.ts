import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** What the server sends: an answer, or something of its own accord, which has a method. */
interface Answer {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** The built server as a process, spoken to byte by byte. */
export class ServerProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** The exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>;
  readonly answers: Answer[] = [];
  #received = Buffer.alloc(0);
  #listeners: (() => void)[] = [];

  constructor(file = 'dist/server.js') {
    this.#child = spawn(process.execPath, [file, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
    // Writing to a server that is gone is what some tests are about.
    this.#child.stdin.on('error', () => undefined);
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.#take(chunk);
    });
    this.#child.stderr.resume();
    this.exited = new Promise((resolve) => this.#child.once('exit', resolve));
    void this.exited.then(() => {
      this.#tell();
    });
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Writes bytes as they are. */
  raw(bytes: string | Buffer): void {
    this.#child.stdin.write(bytes);
  }

  /** Writes a body with the header it needs. */
  body(text: string): void {
    this.raw(framed(text));
  }

  /** Writes messages in one piece. */
  together(...messages: readonly object[]): void {
    this.raw(messages.map((message) => framed(JSON.stringify({ jsonrpc: '2.0', ...message }))).join(''));
  }

  notify(method: string, params?: unknown): void {
    this.body(JSON.stringify({ jsonrpc: '2.0', method, params }));
  }

  /** Waits for the answer; rejects when the server ends before. */
  async ask(id: number, method: string, params?: unknown): Promise<Answer> {
    this.body(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return this.answer(id);
  }

  /** Waits for the answer to what was asked before; rejects when the server ends before. */
  async answer(id: number): Promise<Answer> {
    for (;;) {
      const answer = this.answers.find((a) => a.id === id && a.method === undefined);
      if (answer) return answer;
      if (!this.isAlive) throw new Error(`the server ended before it answered request ${id}`);
      await new Promise<void>((resolve) => this.#listeners.push(resolve));
    }
  }

  initialize(processId: number | null = null): Promise<Answer> {
    return this.ask(0, 'initialize', { processId, rootUri: null, capabilities: { textDocument: { diagnostic: {} } } });
  }

  closeInput(): void {
    this.#child.stdin.end();
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #take(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/.exec(this.#received.toString('latin1', 0, end))?.[1]);
      if (this.#received.length < end + 4 + length) return;
      this.answers.push(JSON.parse(this.#received.toString('utf8', end + 4, end + 4 + length)) as Answer);
      this.#received = this.#received.subarray(end + 4 + length);
      this.#tell();
    }
  }

  #tell(): void {
    const waiting = this.#listeners;
    this.#listeners = [];
    for (const listener of waiting) listener();
  }
}

function framed(text: string): string {
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}
