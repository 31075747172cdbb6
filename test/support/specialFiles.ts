import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';

interface SpecialFile {
  readonly what: string;
  /** How the reason begins that is said for it. */
  readonly reason: string;
  /** @param largest the number of bytes that are still read */
  readonly make: (path: string, largest: number) => void;
}

/** What can take a file's place and is not to be read. */
export const SPECIAL: readonly SpecialFile[] = [
  {
    what: 'pipe',
    reason: 'is not a regular file',
    make: (path) => {
      execFileSync('mkfifo', [path]);
    },
  },
  {
    what: 'device',
    reason: 'is not a regular file',
    make: (path) => {
      fs.symlinkSync('/dev/zero', path);
    },
  },
  {
    what: 'folder',
    reason: 'is not a regular file',
    make: (path) => {
      fs.mkdirSync(path);
    },
  },
  {
    what: 'dangling',
    reason: "is a link to a file that doesn't exist",
    make: (path) => {
      fs.symlinkSync('nowhere', path);
    },
  },
  {
    what: 'large',
    reason: 'is larger than',
    make: (path, largest) => {
      fs.writeFileSync(path, '');
      fs.truncateSync(path, largest + 1);
    },
  },
];
