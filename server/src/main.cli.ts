import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { version } from '../../package.json';
import { run } from './cli/run.ts';

// A reader such as `head` that has seen enough is no failure; what was found still decides the exit code.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** UTF-8, with or without a byte order mark: what IAM and editors take. Throws on anything else. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

process.exitCode = run(process.argv.slice(2), {
  version,
  now: Date.now(),
  random: randomUUID,
  read: (file) => {
    const bytes = fs.readFileSync(file === '-' ? 0 : file);
    try {
      return decoder.decode(bytes);
    } catch {
      throw new Error('is not UTF-8 text; save it as UTF-8');
    }
  },
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
