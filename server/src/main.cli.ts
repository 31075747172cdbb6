import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Writable } from 'node:stream';
import { repository, version } from '../../package.json';
import { run } from './cli/main.ts';
import type { Sink } from './cli/world.ts';
import { configFolders } from './disk/configFolders.ts';
import { find } from './disk/find.ts';
import { filesIn } from './disk/folder.ts';
import { readPolicyText, readStream } from './disk/policyText.ts';
import { systemCode, systemWords } from './disk/read.ts';
import { replaceText } from './disk/write.ts';

/**
 * Writes to a stream, and waits while it has enough. A reader such as `head` that has seen enough is no failure; what was found still
 * decides the exit code.
 */
function writerTo(stream: Writable): (text: string) => Promise<void> | undefined {
  let isClosed = false;
  let goOn = (): void => undefined;
  stream.on('error', (error) => {
    if (systemCode(error) !== 'EPIPE') throw error;
    isClosed = true;
    goOn();
  });
  stream.on('drain', () => {
    goOn();
  });
  return (text) =>
    isClosed || stream.write(text)
      ? undefined
      : new Promise((resolve) => {
          goOn = resolve;
        });
}

/** A file to write to. What is wrong with it is told at the end. */
function open(file: string): Sink {
  let handle: number | undefined;
  let refused: string | undefined;
  const attempt = (work: () => void): void => {
    if (refused !== undefined) return;
    try {
      work();
    } catch (error) {
      refused = systemWords(error).replace('read', 'written');
    }
  };
  attempt(() => {
    handle = fs.openSync(file, 'w');
  });
  return {
    write: (text) => {
      attempt(() => {
        if (handle !== undefined) fs.writeFileSync(handle, text);
      });
    },
    end: () => {
      attempt(() => {
        if (handle !== undefined) fs.closeSync(handle);
      });
      return Promise.resolve(refused);
    },
  };
}

let interrupted = false;
process.once('SIGINT', () => {
  interrupted = true;
  process.stdin.destroy(); // who waits for it need not wait any longer
});

void run(process.argv.slice(2), {
  version,
  now: Date.now(),
  random: randomUUID,
  pages: `${repository.url}/blob/main`,
  get interrupted() {
    return interrupted;
  },
  find,
  filesIn,
  read: (file, largest) => (file === '-' ? readStream(process.stdin, largest) : readPolicyText(file, largest)),
  replace: replaceText,
  open,
  folders: configFolders,
  relative: (folder, file) => path.relative(folder, path.resolve(file)).split(path.sep).join('/'),
  out: writerTo(process.stdout),
  err: writerTo(process.stderr),
}).then((code) => {
  process.exitCode = code;
});
