import assert from 'node:assert/strict';
import { FileFindings } from '../../client/src/workspace/fileFindings.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what was found in files', () => {
  /** What is on disk, what is shown, and what was asked for. */
  let disk: Map<string, string[]>;
  let shown: Map<string, readonly string[]>;
  let asked: string[][];
  let findings: FileFindings<string>;
  let answer: (() => void) | undefined;
  let slow: boolean;
  let broken: boolean;

  beforeEach(() => {
    disk = new Map([
      ['a', ['error in a']],
      ['b', ['error in b']],
    ]);
    shown = new Map();
    asked = [];
    slow = broken = false;
    findings = new FileFindings<string>(
      (found) => {
        for (const [uri, all] of found) {
          if (all.length) shown.set(uri, all);
          else shown.delete(uri);
        }
      },
      async (uris) => {
        asked.push([...uris]);
        if (broken) throw new Error('no server');
        const found = new Map(uris.flatMap((uri) => (disk.has(uri) ? [[uri, disk.get(uri) ?? []] as const] : [])));
        if (slow) await new Promise<void>((resolve) => (answer = resolve));
        return found;
      },
    );
    findings.add(disk, true, []);
  });

  const all = (): string[] => [...shown.values()].flat().sort();
  const BOTH = ['error in a', 'error in b'];

  it('is shown again when a document is closed', () => {
    assert.deepEqual(all(), BOTH);
    findings.opened('a');
    assert.deepEqual(all(), ['error in b']);
    findings.closed('a');
    assert.deepEqual(all(), BOTH);
    assert.deepEqual(asked, []);
  });

  it('is looked for again when a file changes', async () => {
    disk.set('a', ['other error in a']);
    findings.changed(['a']);
    await settled();
    assert.deepEqual(all(), ['error in b', 'other error in a']);
    assert.deepEqual(asked, [['a']]);
  });

  it('is looked for when a document is closed whose file changed; what was known is shown until then', async () => {
    findings.opened('a');
    disk.set('a', ['other error in a']);
    findings.changed(['a']);
    await settled();
    assert.deepEqual(asked, []);
    findings.closed('a');
    assert.deepEqual(all(), BOTH);
    await settled();
    assert.deepEqual(all(), ['error in b', 'other error in a']);
    assert.deepEqual(asked, [['a']]);
  });

  it('is looked for in all files of a folder that came, and only in these', async () => {
    findings.add(new Map([...disk, ['f/c', ['error in c']], ['f/d/e', []], ['ff', []]]), true, []);
    findings.deleted('f');
    disk.set('f/c', ['other error in c']);
    findings.folderCreated('f');
    findings.folderCreated('a');
    await settled();
    assert.deepEqual(all(), [...BOTH, 'other error in c']);
    assert.deepEqual(asked, [['f/c', 'f/d/e']]);
  });

  it('is what the editor showed when the document was saved, as soon as it is closed', () => {
    findings.opened('a');
    findings.saved('a', ['warning in a']);
    assert.deepEqual(all(), ['error in b']);
    findings.closed('a');
    assert.deepEqual(all(), ['error in b', 'warning in a']);
    findings.saved('package.json', ['never checked']);
    findings.opened('package.json');
    findings.closed('package.json');
    assert.deepEqual(all(), ['error in b', 'warning in a']);
  });

  it('stays where nobody can check again, and is looked for with the next change', async () => {
    broken = true;
    disk.set('a', []);
    findings.changed(['a']);
    await settled();
    assert.deepEqual(all(), BOTH);
    broken = false;
    findings.changed(['b']);
    await settled();
    assert.deepEqual(asked.at(-1), ['a', 'b']);
    assert.deepEqual(all(), ['error in b']);
  });

  it('stays in files that a canceled check did not reach', () => {
    findings.add(
      new Map([
        ['a', ['other error in a']],
        ['c', ['error in c']],
      ]),
      false,
      [],
    );
    assert.deepEqual(all(), ['error in b', 'error in c', 'other error in a']);
  });

  it('is gone with a folder', () => {
    findings.add(
      new Map([
        ['f/a', ['1']],
        ['f/b/c', ['2']],
        ['f2', ['3']],
      ]),
      true,
      [],
    );
    findings.deleted('f');
    assert.deepEqual(all(), ['3']);
  });

  it('is gone with a file, and comes with it', async () => {
    findings.deleted('a');
    assert.deepEqual(all(), ['error in b']);
    findings.changed(['a']);
    await settled();
    assert.deepEqual(all(), BOTH);
  });

  it('is asked for once in a burst of changes, and a change while it is asked brings one more question', async () => {
    slow = true;
    findings.changed(['a']);
    findings.changed(['b']);
    findings.changed(['a']);
    await settled();
    assert.deepEqual(asked, [['a', 'b']]);
    disk.set('a', ['new error in a']);
    findings.changed(['a']);
    slow = false;
    answer?.();
    await settled();
    assert.deepEqual(asked, [['a', 'b'], ['a']]);
    assert.deepEqual(all(), ['error in b', 'new error in a']);
  });

  it('may be that of a half-typed text where a document was opened meanwhile, so closing it asks again', async () => {
    slow = true;
    findings.changed(['a']);
    await settled();
    findings.opened('a');
    answer?.();
    slow = false;
    await settled();
    assert.deepEqual(all(), ['error in b']);
    findings.closed('a');
    await settled();
    assert.deepEqual(all(), BOTH);
    assert.deepEqual(asked, [['a'], ['a']]);
  });

  it('comes with a new file, and with one that was read while it was being written; others are not kept', async () => {
    disk.set('new', ['error in new']);
    findings.changed(['new', 'package.json']);
    await settled();
    assert.deepEqual(asked, [['new', 'package.json']]);
    assert.deepEqual(all(), [...BOTH, 'error in new']);
    assert.deepEqual(findings.files, ['a', 'b', 'new']);
  });

  it('is not looked for before all files were checked once', async () => {
    const others = new FileFindings<string>(
      () => undefined,
      (uris) => assert.fail(uris.join()),
    );
    others.changed(['a']);
    others.add(new Map(), false, []);
    others.changed(['a']);
    await settled();
    assert.deepEqual(others.files, []);
  });

  it('is replaced by the next check, but for open documents and what changed while it went on', async () => {
    findings.opened('a');
    findings.add(new Map([['a', ['half-typed']]]), true, ['a']);
    assert.deepEqual(all(), []);
    findings.closed('a');
    await settled();
    assert.deepEqual(all(), ['error in a']);
  });

  it('is shown in parts, each small enough for an editor that drops what is too much at once', () => {
    const parts: number[] = [];
    const many = new FileFindings<string>(
      (found) => parts.push(found.flatMap(([, each]) => each).length),
      () => Promise.resolve(new Map()),
    );
    const three = ['error', 'error', 'error'];
    many.add(new Map(Array.from({ length: 1000 }, (_, i) => [`file ${i}`, three])), true, []);
    assert.deepEqual(parts, [999, 999, 999, 3]);
  });
});
