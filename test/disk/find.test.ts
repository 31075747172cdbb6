import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { find, isFound } from '../../server/src/disk/find.ts';
import type { FindOptions, Found } from '../../server/src/files.ts';

const OPTIONS: FindOptions = { ignoreFiles: true, ignorePatterns: [] };

describe('finding files', () => {
  const before = process.cwd();
  let folder: string;
  beforeEach(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'finding-')));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(before);
    fs.rmSync(folder, { recursive: true });
  });

  function write(...files: string[]): void {
    for (const file of files) put(file, '');
  }
  function put(file: string, text: string): void {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  function link(target: string, at: string): void {
    fs.mkdirSync(path.dirname(at), { recursive: true });
    fs.symlinkSync(target, at);
  }
  async function all(given: readonly string[], options: Partial<FindOptions> = {}): Promise<Found[]> {
    const found: Found[] = [];
    for await (const one of find(given, { ...OPTIONS, ...options })) found.push(one);
    return found;
  }
  async function files(...given: string[]): Promise<string[]> {
    return (await all(given)).flatMap((f) => (f.kind === 'file' ? [f.path] : []));
  }

  it('takes the kinds that hold policies, in the order of their paths, whatever folders they lie in', async () => {
    write(
      'b.json',
      'a/z.json',
      'a.json',
      'a-b.json',
      'a/b/c.JSONC',
      'a/x.template',
      'a/x.yaml',
      '.github/x.json',
      'Z.json',
    );
    const expected = [
      '.github/x.json',
      'Z.json',
      'a-b.json',
      'a.json',
      'a/b/c.JSONC',
      'a/x.template',
      'a/x.yaml',
      'a/z.json',
      'b.json',
    ];
    assert.deepEqual(await files('.'), expected);
    assert.deepEqual(await files('./'), expected);
    assert.deepEqual(
      await files(folder),
      expected.map((file) => `${folder}/${file}`),
    );
    assert.deepEqual(await files('a'), ['a/b/c.JSONC', 'a/x.template', 'a/x.yaml', 'a/z.json']);
    assert.deepEqual(await files('./a/'), ['./a/b/c.JSONC', './a/x.template', './a/x.yaml', './a/z.json']);
    assert.deepEqual([...expected].sort(), expected);
  });

  it('gives each file once, in the order that was asked for', async () => {
    write('a.json', 'b.json', 'c/d.json', 'c/e.json');
    assert.deepEqual(await files('b.json', 'a.json', './b.json', '.'), ['b.json', 'a.json', 'c/d.json', 'c/e.json']);
    assert.deepEqual(await files('.', 'b.json', 'c'), ['a.json', 'c/d.json', 'c/e.json', 'b.json']);
    assert.deepEqual(await files('c', 'c/*.json', '-', '-'), ['c/d.json', 'c/e.json', '-']);
  });

  it('takes a file that is named whatever it is and wherever it lies', async () => {
    write('x.txt', 'node_modules/a/b.json', '-x.json', ' y z.json');
    put('.gitignore', '*');
    const named = ['x.txt', 'node_modules/a/b.json', '-x.json', ' y z.json', 'gone.json', 'gone', './x', '/dev/zero'];
    assert.deepEqual(
      await all(named),
      named.map((file) => ({ kind: 'file', path: file, named: true })),
    );
    assert.deepEqual(await files('node_modules'), ['node_modules/a/b.json']);
  });

  it('expands globs, and takes what exists for no glob', async () => {
    write('a/x.json', 'a/b/x.json', 'a/[id]/x.json', 'a*.json', 'ab.json', 'a/x.txt', 'b/x.template');
    assert.deepEqual(await files('a/*.json'), ['a/x.json']);
    assert.deepEqual(await files('a/**'), ['a/[id]/x.json', 'a/b/x.json', 'a/x.json']);
    assert.deepEqual(await files('**/x.json'), ['a/[id]/x.json', 'a/b/x.json', 'a/x.json']);
    assert.deepEqual(await files('*/x.*'), ['a/x.json', 'b/x.template']);
    assert.deepEqual(await files('{a,b}/x.*'), ['a/x.json', 'b/x.template']);
    assert.deepEqual(await files('./a/b/?.json'), ['./a/b/x.json']);
    assert.deepEqual(await files(`${folder}/a/b/*`), [`${folder}/a/b/x.json`]);
    assert.deepEqual(await files('a*.json'), ['a*.json']);
    assert.deepEqual(await files('a/[id]'), ['a/[id]/x.json']);
    assert.deepEqual(await files('a?.json'), ['a*.json', 'ab.json']);
  });

  it('says where it found nothing, and how much was left out there', async () => {
    write('a/x.txt', 'b/x.json', 'b/y.json');
    put('.gitignore', 'b/*.json');
    fs.mkdirSync('.git');
    const unmatched = (searched: string, passed = 0) => ({ kind: 'unmatched', searched, passed }) as const;
    const nothing = (found: readonly Found[]): Found[] => found.filter((f) => f.kind !== 'passed');
    assert.deepEqual(nothing(await all(['a', '*.json', 'no/*.json', 'b'])), [
      unmatched('a'),
      unmatched('*.json'),
      unmatched('no/*.json'),
      unmatched('b', 2),
    ]);
    assert.deepEqual(await all(['b/x.json', 'b/x*']), [
      { kind: 'file', path: 'b/x.json', named: true },
      { kind: 'passed', path: 'b/x.json', why: 'is left out' },
      unmatched('b/x*', 1),
    ]);
  });

  it('heeds the ignore files of all folders up to the root of the repository', async () => {
    write('x.json', 'in/x.json', 'in/y.json', 'in/z.json', 'in/deep/x.json', 'in/deep/made/x.json');
    put('.gitignore', '*.json\n');
    put('.git/info/exclude', 'in/z.json\n');
    put('in/.gitignore', '!y.json\n!z.json\n!deep\nmade/\n');
    put('in/deep/.gitignore', '!*.json\n');
    const inner = ['in/deep/x.json', 'in/y.json', 'in/z.json'];
    assert.deepEqual(await files('.'), inner);
    assert.deepEqual(await files('in'), inner);
    assert.deepEqual(await files('in/deep'), ['in/deep/x.json']);
    assert.deepEqual(
      (await all(['in'])).filter((f) => f.kind === 'passed'),
      [
        { kind: 'passed', path: 'in/deep/made/', why: 'is left out' },
        { kind: 'passed', path: 'in/x.json', why: 'is left out' },
      ],
    );
    const every = (await all(['.'], { ignoreFiles: false })).flatMap((f) => (f.kind === 'file' ? [f.path] : []));
    assert.deepEqual(every, ['in/deep/made/x.json', 'in/deep/x.json', 'in/x.json', 'in/y.json', 'in/z.json', 'x.json']);
  });

  it('knows worktrees and submodules by the file that says where their repository is', async () => {
    write('a.json', 'tree/a.json', 'tree/b.json', 'tree/sub/a.json');
    put('.gitignore', 'a.json');
    put('kept/info/exclude', 'b.json');
    put('kept/worktrees/tree/commondir', '../..\n');
    put('tree/.git', `gitdir: ${folder}/kept/worktrees/tree\n`);
    put('tree/sub/.git', 'gitdir: ../../kept\n');
    fs.mkdirSync('.git');
    assert.deepEqual(await files('.'), ['tree/a.json', 'tree/sub/a.json']);
  });

  it('heeds no ignore file above a folder that is in no repository', async () => {
    write('in/a.json', 'in/b.json');
    put('.gitignore', 'a.json');
    put('in/.gitignore', 'b.json');
    assert.deepEqual(await files('in'), ['in/a.json']);
  });

  it('leaves out more where it is told to, from the working directory', async () => {
    write('a/x.json', 'a/y.json', 'b/x.json', 'c/a/x.json');
    const ignorePatterns = ['/a/x.json', 'b/', '!b/'];
    const left = async (given: string) =>
      (await all([given], { ignorePatterns })).flatMap((f) => (f.kind === 'file' ? [f.path] : []));
    assert.deepEqual(await left('.'), ['a/y.json', 'b/x.json', 'c/a/x.json']);
    assert.deepEqual(await left('a'), ['a/y.json']);
    assert.deepEqual(await left('a/*'), ['a/y.json']);
  });

  it('follows links to files that lie in the folder and are not found themselves', async () => {
    write('in/a.json', 'in/b.txt', 'in/node_modules/c.json', 'out.json');
    put('in/.gitignore', 'made.json');
    write('in/made.json');
    link('a.json', 'in/to a.json');
    link('b.txt', 'in/to b.json');
    link('b.txt', 'in/to b too.json');
    link('made.json', 'in/to made.json');
    link('node_modules/c.json', 'in/to c.json');
    link('../out.json', 'in/to out.json');
    link('b.txt', 'in/to b');
    assert.deepEqual(await files('in'), ['in/a.json', 'in/to b too.json', 'in/to c.json', 'in/to made.json']);
    assert.deepEqual(await files('in/to out.json', 'in/to a.json', 'in/a.json'), [
      'in/to out.json',
      'in/to a.json',
      'in/a.json',
    ]);
  });

  it('follows a link to a folder only when it is named, so that none goes in circles', async () => {
    write('real/a.json');
    link('.', 'real/circle');
    link('..', 'real/up');
    link('real', 'link');
    link('loop', 'loop');
    link('loop.json', 'loop.json');
    assert.deepEqual(await files('.'), ['real/a.json']);
    assert.deepEqual(await files('link'), ['link/a.json']);
    assert.deepEqual(await files('link', 'real'), ['link/a.json']);
    assert.deepEqual(await files('loop', 'loop.json'), ['loop', 'loop.json']);
    assert.deepEqual(
      (await all(['.'])).filter((f) => f.kind === 'refused'),
      [{ kind: 'refused', path: 'loop.json', refused: "can't be read (ELOOP)" }],
    );
  });

  it('names what takes the place of a file, and folders that cannot be read', async () => {
    execFileSync('mkfifo', ['pipe.json', 'pipe.txt']);
    link('gone', 'dangling.json');
    link('/gone/x', 'elsewhere.json');
    link('pipe.json', 'to pipe.json');
    fs.mkdirSync('folder.json');
    const refused = (await all(['.'])).filter((f) => f.kind === 'refused');
    const none = 'is not a regular file';
    assert.deepEqual(
      refused.map((f) => [f.path, f.refused]),
      [
        ['dangling.json', "is a link to a file that doesn't exist"],
        ['pipe.json', none],
        ['to pipe.json', none],
      ],
    );
    assert.deepEqual(await files('.'), []);
  });

  it('says that a folder may not be read', async () => {
    write('a.json', 'shut/a.json');
    fs.chmodSync(folder, 0o755);
    fs.chmodSync('shut', 0);
    const root = process.geteuid?.() === 0;
    if (root) process.seteuid?.(65534); // whom no permission stops
    try {
      for (const given of ['.', 'shut'])
        assert.deepEqual(
          (await all([given])).filter((f) => f.kind !== 'file'),
          [{ kind: 'refused', path: 'shut/', refused: "can't be read: permission denied" }],
        );
    } finally {
      if (root) process.seteuid?.(0);
    }
  });

  it('tells of any file whether it would be found', async () => {
    write(
      '.git/info/x',
      'in/a.json',
      'in/node_modules/a.json',
      'in/x.txt',
      'in/sub/a.json',
      'in/sub/b.json',
      'out.json',
    );
    put('.gitignore', 'in/sub/b.json');
    link('a.json', 'in/link to found.json');
    link('node_modules/a.json', 'in/link to hidden.json');
    link('../out.json', 'in/link elsewhere.json');
    link('/dev/zero', 'in/device.json');
    link('sub', 'in/folder.json');
    const found = new Set((await files(`${folder}/in`)).map((file) => path.relative(folder, file)));
    for (const file of [
      'in/a.json',
      'in/node_modules/a.json',
      'in/x.txt',
      'in/sub/a.json',
      'in/sub/b.json',
      'in/link to found.json',
      'in/link to hidden.json',
      'in/link elsewhere.json',
      'in/device.json',
      'in/folder.json',
      'out.json',
      'in',
    ])
      assert.equal(await isFound(path.join(folder, file), path.join(folder, 'in')), found.has(file), file);
    assert.deepEqual([...found], ['in/a.json', 'in/link to hidden.json', 'in/sub/a.json']);
  });

  it('goes through a deep and a wide tree', async () => {
    const deep = Array.from({ length: 300 }, () => 'd').join('/');
    write(`${deep}/a.json`, ...Array.from({ length: 2_000 }, (_, i) => `w/${i}.json`));
    assert.equal((await files('.')).length, 2_001);
    assert.deepEqual(await files(`**/**/**/a${'*a'.repeat(100)}*.json`), []);
  });
});
