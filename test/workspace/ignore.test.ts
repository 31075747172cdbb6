import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import fc from 'fast-check';
import { IgnoreRules } from '../../server/src/workspace/gitignore.ts';
import { Ignoring, isLeftOut, isListed } from '../../server/src/workspace/ignore.ts';
import { growsLinearly } from '../support/growth.ts';

/** Whether a file is left out by ignore files, each given with its folder. */
function leavesOut(file: string, files: Readonly<Record<string, string>>): boolean {
  const filesIn = (folder: string) => ({
    rules: Object.hasOwn(files, folder) ? [new IgnoreRules(files[folder] ?? '')] : [],
    isRepository: false,
  });
  return isLeftOut(file, new Ignoring(filesIn('')), filesIn);
}

describe('what listing passes over', () => {
  it('is every file that is of no kind that holds policies', () => {
    for (const name of ['a.json', 'A.JSON', 'a.jsonc', 'a.template', '.json', 'a.yaml', 'a.YML'])
      assert.ok(isListed(name), name);
    for (const name of ['a.toml', 'json', 'a.json.bak', 'template', '']) assert.ok(!isListed(name), name);
    assert.ok(leavesOut('a.txt', {}));
    assert.ok(!leavesOut('a/b/c.json', {}));
  });

  it('is what is installed or made, at any depth, but not other folders that begin with a dot', () => {
    for (const folder of ['.git', 'node_modules', '.terraform', 'cdk.out']) {
      assert.ok(leavesOut(`${folder}/a.json`, {}));
      assert.ok(leavesOut(`x/${folder}/y/a.json`, { '': `!${folder}` }));
      assert.ok(!leavesOut(`${folder}.json`, {}));
    }
    assert.ok(!leavesOut('.github/a.json', {}));
  });

  it('follows the nearest file that speaks of a path, and nothing below a folder that is left out', () => {
    assert.ok(leavesOut('a/x.json', { '': 'x.json' }));
    assert.ok(!leavesOut('a/x.json', { '': 'x.json', a: '!x.json' }));
    assert.ok(leavesOut('a/x.json', { '': 'a/', a: '!x.json' }));
    assert.ok(leavesOut('a/b/x.json', { a: '/b/x.json' }));
    assert.ok(!leavesOut('b/x.json', { a: '/b/x.json' }));
    assert.ok(leavesOut('a/b/x.json', { '': 'a/*/x.json' }));
  });

  it('begins anew in a repository within', () => {
    const outer = new Ignoring({ rules: [new IgnoreRules('*.json')], isRepository: true });
    assert.ok(isLeftOut('a/x.json', outer, () => ({ rules: [], isRepository: false })));
    assert.ok(!isLeftOut('a/x.json', outer, () => ({ rules: [], isRepository: true })));
  });

  it('takes time that grows as the pattern and the name do', () => {
    for (const [pattern, name] of [
      ['*a', 'a'],
      ['**/a/', 'a/'],
      ['[a-z]*', 'z'],
      ['?*', 'q'],
      ['a\\*', 'a*'],
    ] as const)
      growsLinearly(
        pattern,
        (size) => {
          const rules = new IgnoreRules(`/${pattern.repeat(12)}b`);
          const text = name.repeat(size);
          return () => rules.leavesOut(text, false);
        },
        20_000,
      );
  });
});

/** A repository with these files, to ask git itself. */
const FILES = [
  'a',
  'b',
  'ab',
  'A',
  'a b',
  'x/a',
  'x/b',
  'x/ab',
  'x/y/a',
  'x/y/b',
  'x/y/z/a',
  'y/x/a',
  'y/a b',
  'a.a/b',
];
const EXTRA = ['[a]', '-', '!a', '#a', 'x/^', 'x/]', 'a1', 'y/*'];

describe('ignore files', () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ignoring-'));
    execFileSync('git', ['init', '--quiet', folder]);
    for (const file of [...FILES, ...EXTRA]) {
      const full = path.join(folder, file);
      fs.mkdirSync(path.dirname(full), { recursive: true });
      fs.writeFileSync(full, '');
    }
  });
  after(() => {
    fs.rmSync(folder, { recursive: true });
  });

  /** What git leaves out. */
  function git(): string[] {
    const ask = ['-C', folder, '-c', 'core.excludesFile=', 'ls-files', '--others', '--exclude-standard', '-z'];
    const kept = new Set(execFileSync('git', ask, { encoding: 'utf8' }).split('\0'));
    return [...FILES, ...EXTRA].filter((file) => !kept.has(file));
  }

  function ours(lines: readonly string[], within: readonly string[]): string[] {
    const [top, inner] = [new IgnoreRules(lines.join('\n')), new IgnoreRules(within.join('\n'))];
    const none = { rules: [], isRepository: false };
    return [...FILES, ...EXTRA].filter((file) => {
      let here = new Ignoring({ rules: [top], isRepository: true });
      const folders = file.split('/');
      const name = folders.pop() ?? '';
      for (const [i, f] of folders.entries()) {
        if (here.leavesOut(f, true)) return true;
        here = here.within(f, i === 0 && f === 'x' ? { ...none, rules: [inner] } : none);
      }
      return here.leavesOut(name, false);
    });
  }

  function compare(lines: readonly string[], within: readonly string[]): void {
    fs.writeFileSync(path.join(folder, '.gitignore'), lines.join('\n'));
    fs.writeFileSync(path.join(folder, 'x', '.gitignore'), within.join('\n'));
    assert.deepEqual(ours(lines, within), git(), JSON.stringify([lines, within]));
  }

  it('mean what git takes them to mean', () => {
    for (const line of [
      'a',
      '/a',
      'x/',
      '/x/y/',
      'x/a',
      'x/*',
      '*/a',
      '**/a',
      'x/**',
      'x/**/a',
      '**/y/**',
      'x**a',
      '***/a',
      'x/***/a',
      'a**',
      '**b',
      '**',
      '**\\/a',
      'x/**\\/a',
      '/**\\/b',
      '[ab]',
      '[!a]',
      '[^a]',
      '[]]',
      '[]-a]',
      '[a-]',
      '[[:alpha:]]',
      '[[:upper:][:digit:]]',
      '[[:word:]]',
      '[[:a]',
      '[a',
      'a[',
      '[\\]]',
      '[\\a-b]',
      '\\[a\\]',
      '\\!a',
      '\\#a',
      '#a',
      'a b',
      'a\\ b',
      'a ',
      'b\\ ',
      'a\\\\ ',
      'a\\',
      '\\',
      '*.a/',
      '*.a',
      'a?',
      '?',
      '/?/a',
      '/',
      '//',
      'x//a',
      '!',
      '!a',
      '*',
      'a\r',
      '\ufeffa',
      '*1',
      '*b',
      '/*b',
      'y/\\*',
      'x?a',
      'x[/]a',
    ]) {
      compare([line], []);
      compare(['*', '!x/', `!${line}`], [line]);
    }
  });

  it('mean the same in any combination', () => {
    const part = fc.constantFrom('a', 'b', 'x', 'y', '*', '**', '?', '/', '/', '[ab]', '[!a]', '\\', ' ', '.a');
    const line = fc
      .tuple(fc.constantFrom('', '', '!', '/'), fc.array(part, { minLength: 1, maxLength: 6 }))
      .map(([first, parts]) => first + parts.join(''));
    const lines = fc.array(line, { minLength: 1, maxLength: 4 });
    fc.assert(fc.property(lines, fc.oneof(fc.constant([]), lines), compare), { numRuns: 150 });
  });
});
