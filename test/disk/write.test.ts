import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { replaceText } from '../../server/src/disk/write.ts';

describe('writing to disk', () => {
  let folder: string;
  const at = (name: string): string => path.join(folder, name);
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'writing-'));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it('replaces a text through a link, and keeps mode and byte order mark', async () => {
    fs.writeFileSync(at('file'), '\ufeffold');
    fs.chmodSync(at('file'), 0o604);
    fs.symlinkSync('file', at('link'));
    assert.equal(await replaceText(at('link'), '\ufeffold', '\ufeffnéw'), undefined);
    assert.equal(fs.readFileSync(at('file'), 'utf8'), '\ufeffnéw');
    assert.equal(fs.statSync(at('file')).mode & 0o777, 0o604);
    assert.ok(fs.lstatSync(at('link')).isSymbolicLink());
    assert.deepEqual(fs.readdirSync(folder).sort(), ['file', 'link']);
  });

  it('leaves alone what is no longer what was read, and nothing behind', async () => {
    fs.writeFileSync(at('file'), 'newer');
    assert.match((await replaceText(at('file'), 'old', 'new')) ?? '', /^changed while/);
    assert.equal(fs.readFileSync(at('file'), 'utf8'), 'newer');
    assert.equal(await replaceText(at('gone'), 'old', 'new'), "can't be written: ENOENT");
    assert.deepEqual(fs.readdirSync(folder), ['file']);
  });

  it('says that a file may not be written', async () => {
    fs.writeFileSync(at('file'), 'old');
    fs.chmodSync(folder, 0o755);
    fs.chmodSync(at('file'), 0o444);
    const root = process.geteuid?.() === 0;
    if (root) {
      process.setegid?.(65534);
      process.seteuid?.(65534); // whom no permission stops
    }
    try {
      const refused = await replaceText(at('file'), 'old', 'new');
      // `access` asks for the real user, so that for root it is the folder that refuses.
      assert.equal(refused, "can't be written: permission denied");
    } finally {
      if (root) {
        process.seteuid?.(0);
        process.setegid?.(0);
      }
    }
    assert.equal(fs.readFileSync(at('file'), 'utf8'), 'old');
  });
});
