import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver/node';

export interface Server {
  readonly connection: ProtocolConnection;
  readonly stop: () => void;
  /** Megabytes that the process holds now, and held at most; NaN where the system does not tell. */
  readonly memory: () => { readonly now: number; readonly peak: number };
}

/** A server as an editor starts it, once `initialize` is answered. */
export async function server(file = 'dist/server.js', folder?: string): Promise<Server> {
  const child = spawn(process.execPath, [file, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: folder ?? null,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    memory: () => ({ now: megabytes(child.pid, 'VmRSS'), peak: megabytes(child.pid, 'VmHWM') }),
    stop: () => {
      connection.dispose();
      child.kill();
    },
  };
}

function megabytes(pid: number | undefined, name: string): number {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  } catch {
    return NaN; // no Linux
  }
}
