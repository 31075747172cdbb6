// The guides, as a reader follows them: the files that they show, and the built command line on those.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const CLI = path.resolve('dist/cli.js');

/** The blocks of a language in a page. */
function blocks(page: string, language: string): string[] {
  return [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, its, text = '']) =>
    its === language ? [text] : [],
  );
}

/** Commands, and what each prints. */
function commandsIn(console: string): { argv: string[]; prints: string }[] {
  return console
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...lines] = part.split('\n');
      const [program, ...argv] = command.split(' ');
      assert.equal(program, 'iam-trust-policy', command);
      return { argv, prints: lines.join('\n') };
    });
}

describe('the guide to Terraform', () => {
  const page = fs.readFileSync('docs/terraform.md', 'utf8');
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'guide-'));
    for (const text of blocks(page, 'hcl')) {
      const name = /^# (\S+)\n/.exec(text)?.[1];
      assert.ok(name, text);
      fs.writeFileSync(path.join(folder, name), text);
    }
  });
  after(() => {
    fs.rmSync(folder, { recursive: true });
  });

  const commands = blocks(page, 'console').flatMap(commandsIn);
  it('runs commands', () => {
    assert.ok(commands.length >= 4);
  });
  for (const { argv, prints } of commands)
    it(`says what is printed by ${argv.join(' ')}`, () => {
      assert.equal(spawnSync(process.execPath, [CLI, ...argv], { cwd: folder, encoding: 'utf8' }).stdout, prints);
    });

  it('shows settings and config files that are JSON', () => {
    for (const text of blocks(page, 'json')) assert.doesNotThrow(() => JSON.parse(text) as unknown, text);
  });
});
