import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** The end of a run. */
export interface CliRun {
  readonly status: number | null;
  readonly stderr: string;
}

/** A folder where a script runs as its reader would run it, but that the CLI talks to one address alone, with invented keys. */
export class ScriptFolder {
  readonly #folder = fs.mkdtempSync(path.join(os.tmpdir(), 'script-'));
  readonly #endpoint: string;

  constructor(cli: string, endpoint: string) {
    this.#endpoint = endpoint;
    this.write('aws', `#!/bin/sh\nexec '${cli}' --endpoint-url='${endpoint}' "$@"\n`);
    fs.chmodSync(path.join(this.#folder, 'aws'), 0o755);
  }

  write(name: string, text: string): void {
    fs.writeFileSync(path.join(this.#folder, name), text);
  }

  async run(name: string): Promise<CliRun> {
    const own = Object.entries(process.env).filter(([key]) => !key.startsWith('AWS_') && !/proxy$/i.test(key));
    const child = spawn('sh', [name], {
      cwd: this.#folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...Object.fromEntries(own),
        PATH: `${this.#folder}${path.delimiter}${process.env['PATH'] ?? ''}`,
        AWS_ACCESS_KEY_ID: 'invented',
        AWS_SECRET_ACCESS_KEY: 'invented',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        AWS_DEFAULT_REGION: 'eu-west-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_MAX_ATTEMPTS: '1',
        // What the CLI might still want from the web goes nowhere.
        http_proxy: this.#endpoint,
        https_proxy: this.#endpoint,
        no_proxy: '127.0.0.1',
      },
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const status = await new Promise<number | null>((ended) => child.on('close', ended));
    return { status, stderr };
  }

  remove(): void {
    fs.rmSync(this.#folder, { recursive: true });
  }
}
