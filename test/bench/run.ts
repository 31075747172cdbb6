// npm run bench: what checking costs, as times and as ratios to jsonc-parser's own parse of the same text in the same run.
import * as fs from 'node:fs';
import * as os from 'node:os';
import { parseTree } from 'jsonc-parser';
import { rules } from '../../server/src/rules/index.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { check, DEFAULT_CONFIG, finish, PolicyDocument } from '../../server/src/service.ts';
import { askTimes } from './asking.ts';
import { decideThousand } from './deciding.ts';
import { documentOf } from './documents.ts';
import { editTimes } from './editing.ts';
import { bareParse, checkAll, commandLine, inFolder, modulesIn, projectIn, rolesIn, templatesIn } from './folders.ts';
import { terraform, yaml } from './languages.ts';
import { context, exceeded, hold, median, middle, ms, row } from './measure.ts';
import { memoryAfterWork } from './memory.ts';
import { crowded, fixing, hostile } from './odd.ts';
import { server } from './server.ts';
import { startTimes } from './starting.ts';

const SIZES = [0.5, 2, 11, 111, 1100];

async function main(): Promise<void> {
  console.log(`${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}\n`);
  // A compiler that has seen little would be measured with the first sizes.
  median(() => finish(check(new PolicyDocument(documentOf(2)), context)), 3000);
  row('document', 'bare parse', 'analysis', 'ratio', 'edit p50', 'edit p95');
  for (const size of SIZES) {
    const text = documentOf(size);
    const bare = median(() => parseTree(text));
    const whole = median(() => finish(check(new PolicyDocument(text), context)));
    const edit = await editTimes(text);
    row(
      `${(text.length / 1024).toFixed(1)} KB`,
      `${ms(bare)} ms`,
      `${ms(whole)} ms`,
      `${(whole / bare).toFixed(2)}x`,
      `${ms(middle(edit))} ms`,
      `${ms(middle(edit, 0.95))} ms`,
    );
  }
  console.log(
    '\nanalysis: text to findings, nothing kept from before; edit: a key pressed to its diagnostics, over stdio, pulled\n',
  );
  await terraform();
  await yaml();
  deciding();
  await starting();
  for (const name of ['server', 'engine', 'client', 'cli', 'web/server', 'web/client']) {
    const file = `dist/${name}.js`;
    console.log(`${file.padEnd(20)} ${(fs.statSync(file).size / 1000).toFixed(0).padStart(5)} kB`);
  }
  for (const size of [2, 111]) {
    const { connection, stop } = await server();
    console.log(`\ncompletion and hover over stdio, at ${size} KB, after a key pressed: p50, p95`);
    for (const [what, p50, p95] of await askTimes(size, { connection, middle }))
      console.log(`  ${what.padEnd(24)} ${ms(p50).padStart(8)} ms ${ms(p95).padStart(8)} ms`);
    stop();
  }
  await folders();
  fixing();
  hostile();
  crowded();
  shares();
  if (!exceeded.length) return;
  console.error(`\n${exceeded.join('\n')}`);
  process.exitCode = 1;
}

/** Whether calls are allowed, the policy read and compiled first. */
function deciding(): void {
  const { bytes, run } = decideThousand();
  console.log(`1,000 requests decided by a policy of ${(bytes / 1024).toFixed(1)} KB: ${ms(median(run))} ms\n`);
}

/** Against what any server of the library costs, and Node itself. */
async function starting(): Promise<void> {
  const { node, empty, ours } = await startTimes(15);
  const ratio = middle(ours) / middle(empty);
  console.log(
    `start to initialize answered: ${ms(middle(ours))} ms, an empty server ${ms(middle(empty))} ms (${ratio.toFixed(2)}x), Node alone ${ms(middle(node))} ms`,
  );
  console.log(`memory after 200 edits of 2 KB, completion, hover, lenses: ${(await memoryAfterWork()).toFixed(0)} MB`);
}

/** Whole folders, once: from a cold start to the end. */
async function folders(): Promise<void> {
  console.log('\nfolders: time, peak memory');
  const told = (name: string, { milliseconds, peak }: { milliseconds: number; peak: number }): void => {
    console.log(`  ${name.padEnd(52)} ${ms(milliseconds).padStart(8)} ms ${peak.toFixed(0).padStart(6)} MB`);
  };
  for (const count of [2000, 4000])
    await inFolder(
      (folder) => {
        rolesIn(folder, count);
      },
      async (folder) => {
        told(`${count} files with a role each, command line`, commandLine(folder));
        told(`${count} files with a role each, Check All`, await checkAll(folder));
      },
    );
  await inFolder(
    (folder) => {
      modulesIn(folder, 1000);
    },
    (folder) => {
      const cost = commandLine(folder);
      told('1,000 Terraform files in 100 modules, command line', cost);
      hold('1,000 Terraform files on the command line in ms', cost.milliseconds, 4000);
    },
  );
  await inFolder(
    (folder) => {
      templatesIn(folder, 1000);
    },
    (folder) => {
      const cost = commandLine(folder);
      told('1,000 templates in YAML, command line', cost);
      hold('1,000 templates in YAML on the command line in ms', cost.milliseconds, 5000);
    },
  );
  await inFolder(
    (folder) => {
      projectIn(folder, 10_000);
    },
    (folder) => {
      told('10,000 files, one in ten a policy', commandLine(folder));
      told('the same files read and parsed bare', bareParse(folder));
    },
  );
}

/** What each rule adds: the analysis without it, against the whole. */
function shares(): void {
  const text = documentOf(111);
  const policyDocument = new PolicyDocument(text);
  if (!policyDocument.extraction.policies.length) throw new Error('the document holds no policy');
  const all = [...rules];
  const list = rules as Rule[]; // rules that are off run too, so that what they would say can be counted: here they are not there
  const cost = (kept: readonly Rule[]): number => {
    list.splice(0, list.length, ...kept);
    const config = { ...DEFAULT_CONFIG }; // whose rules are made anew
    return median(() => finish(check(policyDocument, { ...context, config })), 120);
  };
  const none = cost([]);
  console.log(`\nrules, each alone over 111 KB (reading the policies, ${ms(none)} ms, taken off)`);
  const each = all
    .map((rule) => ({ id: rule.meta.id, time: Math.max(cost([rule]) - none, 0) }))
    .sort((a, b) => b.time - a.time);
  for (const { id, time } of each) console.log(`  ${id.padEnd(28)} ${ms(time)} ms`);
}

void main();
