import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { patchOf } from '../../server/src/cli/patch.ts';

describe('differences', () => {
  it('are applied by git, whatever the text and the name', () => {
    const lines = (count: number, word: string): string =>
      Array.from({ length: count }, (_, i) => `${word} ${i}\n`).join('');
    const cases: readonly (readonly [file: string, before: string, after: string])[] = [
      ['a.json', 'one\ntwo\nthree\n', 'one\n2\nthree\n'],
      ['a b/ä"\n.json', 'one', 'two'],
      ['./-x.json', 'one\n', 'one'],
      ['a.json', 'one\r\ntwo\r\n', 'one\r\n2\r\n'],
      ['a.json', 'a\n'.repeat(50), `b\n${'a\n'.repeat(48)}c\n`],
      ['many.json', `x\n${lines(3_000, 'a')}y`, `x\n${lines(3_000, 'b')}z\ny`],
      ['many.json', `1\n2\n3\n4\n${lines(3_000, 'a')}5\n6\n7\n8\n`, `1\n2\n3\n4\n${lines(2_500, 'b')}5\n6\n7\n8\n`],
    ];
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'patching-'));
    try {
      for (const [file, before, after] of cases) {
        const full = path.join(folder, file);
        fs.mkdirSync(path.dirname(full), { recursive: true });
        fs.writeFileSync(full, before);
        execFileSync('git', ['apply', '-'], { cwd: folder, input: patchOf(file, before, after), stdio: 'pipe' });
        assert.equal(fs.readFileSync(full, 'utf8'), after, file);
      }
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  it('hold nothing that a terminal or a build log would obey', () => {
    const same = '::error::x\n';
    const text = patchOf(
      'x\u001b\n::y.json',
      `${same}##[group]\n\u001b[31m\n\u202e\n`,
      `${same}##[group]y\n\u001b[32m\n`,
    );
    assert.match(text, /error::x/);
    assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]|##\[|^\s*::/m);
  });
});
