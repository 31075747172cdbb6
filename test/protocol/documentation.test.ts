// The guides, as a reader follows them: the files that they show, and the built command line and server on those.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { blocksOf, rowsOf, type Block } from '../support/guide.ts';
import { Workbench } from '../support/guideEditor.ts';

const CLI = path.resolve('dist/cli.js');

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

interface Guide {
  readonly file: string;
  /** How many of each it has at least. */
  readonly commands: number;
  readonly made: number;
  readonly offered: number;
}

const GUIDES: readonly Guide[] = [
  { file: 'docs/terraform.md', commands: 4, made: 5, offered: 8 },
  { file: 'docs/cloudformation.md', commands: 3, made: 1, offered: 0 },
  { file: 'docs/kubernetes.md', commands: 3, made: 1, offered: 0 },
];

for (const { file: guide, ...least } of GUIDES)
  describe(`the guide ${guide}`, () => {
    const page = fs.readFileSync(guide, 'utf8');
    const all = blocksOf(page);
    let folder: string;
    let editor: Workbench;
    before(async () => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'guide-'));
      for (const { name, text } of all.filter(({ made }) => made === undefined)) {
        if (name === undefined) continue;
        const file = path.join(folder, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, text);
      }
      editor = await Workbench.open(folder);
    });
    after(async () => {
      await editor.close();
      fs.rmSync(folder, { recursive: true });
    });

    it('has a name for each file that it shows', () => {
      for (const { language, name, text } of all) if (['hcl', 'yaml'].includes(language)) assert.ok(name, text);
    });

    const run = (argv: readonly string[]): string =>
      spawnSync(process.execPath, [CLI, ...argv], { cwd: folder, encoding: 'utf8' }).stdout;
    const consoles = all.filter(({ language }) => language === 'console');
    it('runs commands', () => {
      assert.ok(consoles.flatMap(({ text }) => commandsIn(text)).length >= least.commands);
    });
    for (const { text } of consoles)
      for (const { argv, prints } of commandsIn(text))
        it(`says what is printed by ${argv.join(' ')}`, () => {
          assert.equal(run(argv), prints);
        });

    const made = all.filter((block): block is Block & { made: string; name: string } => block.made !== undefined);
    it('shows other forms', () => {
      assert.ok(made.length >= least.made);
    });
    for (const { name, made: how, text } of made)
      it(`shows what becomes of ${name} by ${how}`, async () => {
        assert.equal(await editor.make(name, how), text);
      });

    const offered = rowsOf(page, ['in', 'typed', 'offered first']);
    it('shows what is offered', () => {
      assert.ok(offered.length >= least.offered);
    });
    for (const [place = '', typed = '', first = ''] of offered)
      it(`says what is offered in ${place} at ${typed}`, async () => {
        const labels = await editor.offered(place, typed);
        const expected = first.split('`, `').map((label) => label.replaceAll('`', ''));
        assert.deepEqual(labels.slice(0, expected.length), expected);
      });

    it('shows settings and config files that are JSON', () => {
      for (const { language, text } of all)
        if (language === 'json') assert.doesNotThrow(() => JSON.parse(text) as unknown, text);
    });
  });
