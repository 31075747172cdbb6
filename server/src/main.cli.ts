import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { version } from '../../package.json';
import { run } from './cli/run.ts';

process.exitCode = run(process.argv.slice(2), {
  version,
  now: Date.now(),
  random: randomUUID,
  read: (file) => fs.readFileSync(file === '-' ? 0 : file, 'utf8'),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
