import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DISK } from '../../server/src/disk/files.ts';
import { readBytes, readBytesSync, readHandleSync } from '../../server/src/disk/read.ts';
import { SPECIAL } from '../support/specialFiles.ts';

const LIMIT = 200_000;

describe('reading from disk', () => {
  let folder: string;
  const at = (name: string): string => path.join(folder, name);
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reading-'));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  /** Both ways to read give the same. */
  async function read(file: string, largest = LIMIT): Promise<unknown> {
    const bytes = await readBytes(file, largest);
    assert.deepEqual(readBytesSync(file, largest), bytes);
    return bytes;
  }

  it('reads regular files and links to them, to the last byte that is allowed', async () => {
    for (const length of [0, 1, 65_536, LIMIT]) {
      const bytes = Buffer.alloc(length, 'policy ');
      fs.writeFileSync(at('file'), bytes);
      assert.deepEqual(await read(at('file')), bytes);
    }
    fs.symlinkSync('file', at('link'));
    fs.symlinkSync('link', at('link to a link'));
    assert.equal(((await read(at('link to a link'))) as Buffer).length, LIMIT);
  });

  it('refuses what is no regular file or too large, and opens none of it', async () => {
    for (const { what, reason, make } of SPECIAL) {
      make(at(what), LIMIT);
      const said = await read(at(what));
      const { refused } = said as { refused: string };
      assert.ok(refused.startsWith(reason), `${what}: ${refused}`);
      fs.symlinkSync(what, at(`link to ${what}`));
      assert.deepEqual(await read(at(`link to ${what}`)), said);
    }
    fs.symlinkSync('loop', at('loop'));
    assert.deepEqual(await read(at('loop')), { refused: "can't be read (ELOOP)" });
  });

  it('knows a file that is not there', async () => {
    fs.writeFileSync(at('file'), '');
    for (const name of ['nowhere', 'nowhere/file', 'file/file']) assert.equal(await read(at(name)), undefined);
  });

  it('says that a file may not be read', async () => {
    fs.writeFileSync(at('file'), 'x');
    fs.chmodSync(folder, 0o755);
    fs.chmodSync(at('file'), 0);
    const root = process.geteuid?.() === 0;
    if (root) process.seteuid?.(65534); // whom no permission stops
    try {
      assert.deepEqual(await read(at('file')), { refused: "can't be read: permission denied" });
    } finally {
      if (root) process.seteuid?.(0);
    }
  });

  it('stops at the limit in a file that says it is smaller', () => {
    const zero = fs.openSync('/dev/zero', 'r');
    try {
      assert.deepEqual(readHandleSync(zero, 1_000_000), { refused: 'is larger than 1 MB', tooLarge: true });
    } finally {
      fs.closeSync(zero);
    }
  });

  it('reads a file of no size that has bytes all the same, but not without an end', async () => {
    if (!fs.existsSync('/proc/self/pagemap')) return; // only Linux has such files
    assert.ok(((await readBytes('/proc/self/status', LIMIT)) as Buffer).length > 0);
    const endless = await readBytes('/proc/self/pagemap', LIMIT);
    assert.ok(endless && 'refused' in endless, 'neither its size nor its kind tells that it has no end');
    assert.ok('refused' in (readBytesSync('/proc/self/pagemap', LIMIT) ?? {}));
  });

  it('gives the server what it gives the command line', async () => {
    const uri = (name: string): string => pathToFileURL(at(name)).href;
    fs.writeFileSync(at('a b.json'), 'ä');
    fs.mkdirSync(at('.git'));
    assert.equal(await DISK.read(uri('a b.json'), LIMIT), 'ä');
    assert.deepEqual(await DISK.read(uri('.git'), LIMIT), { refused: 'is not a regular file' });
    assert.equal(await DISK.exists(uri('.git')), true);
    assert.equal(await DISK.exists(uri('nowhere')), false);
    for (const odd of ['untitled:x', 'file://elsewhere/x', 'file:///a%2Fb', 'file:///%E0%A4%A', 'http://x/y', '']) {
      assert.equal(await DISK.read(odd, LIMIT), undefined);
      assert.equal(await DISK.exists(odd), false);
    }
    const listed = await DISK.list([pathToFileURL(folder).href, 'untitled:x']);
    assert.deepEqual(listed, { uris: [uri('a b.json')], passed: 1, isCut: false });
  });
});
