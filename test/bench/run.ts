// npm run bench: what checking costs, as times and as ratios to jsonc-parser's own parse of the same text in the same run.
import * as fs from 'node:fs';
import * as os from 'node:os';
import { parseTree } from 'jsonc-parser';
import { rules } from '../../server/src/rules/index.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { readFile } from '../../server/src/hosts/terraform/reader.ts';
import { documentsOf } from '../../server/src/hosts/yaml/islands.ts';
import { yamlHost } from '../../server/src/hosts/yaml/index.ts';
import {
  check,
  DEFAULT_CONFIG,
  finish,
  fixAll,
  loadHost,
  PolicyDocument,
  type Context,
} from '../../server/src/service.ts';
import { askTimes } from './asking.ts';
import { CROWDED } from './crowded.ts';
import { decideThousand } from './deciding.ts';
import { documentOf, flawedRoles, templateOf, terraformOf } from './documents.ts';
import { bareParse, checkAll, commandLine, inFolder, modulesIn, projectIn, rolesIn } from './folders.ts';
import { HOSTILE, SLOTS } from './hostile.ts';
import { memoryAfterWork } from './memory.ts';
import { server } from './server.ts';
import { startTimes } from './starting.ts';

const SIZES = [0.5, 2, 11, 111, 1100];
const context: Context = {
  config: DEFAULT_CONFIG,
  now: Date.now(),
  random: () => 'random',
  onCrash: (id, error) => {
    throw new Error(id, { cause: error });
  },
};

/** Median of several runs, after a warm-up; milliseconds for one call. */
function median(run: () => unknown, budget = 400): number {
  return middle(timesOf(run, budget));
}

function timesOf(run: () => unknown, budget = 400): number[] {
  const calls = (from: number, until: number): number[] => {
    const times: number[] = [];
    while (performance.now() - from < until || times.length < 5) {
      const start = performance.now();
      run();
      times.push(performance.now() - start);
    }
    return times;
  };
  calls(performance.now(), budget / 2);
  return calls(performance.now(), budget);
}

function middle(times: number[], part = 0.5): number {
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * part)] ?? 0;
}

const ms = (n: number): string => (n < 0.1 ? n.toFixed(4) : n < 10 ? n.toFixed(2) : n.toFixed(1));
const row = (...cells: string[]): void => {
  console.log(cells.map((c, i) => (i ? c.padStart(13) : c.padEnd(10))).join(''));
};

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

/** What a Terraform file may cost at most; twice as much fails the run. */
const TERRAFORM: readonly { readonly size: number; readonly whole: number; readonly edit?: number }[] = [
  { size: 2.5, whole: 0.5 },
  { size: 20, whole: 3, edit: 5 },
  { size: 80, whole: 6 },
];
/** Microseconds. */
const READ_EACH_KB = 30;

async function terraform(): Promise<void> {
  const named = { languageId: 'terraform', path: 'main.tf' };
  await loadHost({ ...named, text: '' });
  const analyse = (text: string): unknown => finish(check(new PolicyDocument(text, undefined, false, named), context));
  median(() => analyse(terraformOf(2.5)), 3000); // as with JSON
  row('Terraform', 'read', 'each KB', 'analysis', 'edit p50', 'edit p95');
  for (const { size, whole, edit } of TERRAFORM) {
    const text = terraformOf(size);
    const kilobytes = text.length / 1024;
    const reads = timesOf(() => readFile(text));
    const analyses = timesOf(() => analyse(text));
    const edits = await editTimes(text, { uri: 'file:///bench/main.tf', languageId: 'terraform' });
    const each = (part = 0.5): number => (middle(reads, part) * 1000) / kilobytes;
    row(
      `${kilobytes.toFixed(1)} KB`,
      `${ms(middle(reads))} ms`,
      `${each().toFixed(1)} µs`,
      `${ms(middle(analyses))} ms`,
      `${ms(middle(edits))} ms`,
      `${ms(middle(edits, 0.95))} ms`,
    );
    hold(`reading ${size} KB of Terraform, each KB in µs`, each(UNDISTURBED), READ_EACH_KB);
    hold(`the analysis of ${size} KB of Terraform in ms`, middle(analyses, UNDISTURBED), whole);
    if (edit !== undefined) hold(`a key pressed in ${size} KB of Terraform in ms`, middle(edits, UNDISTURBED), edit);
  }
  console.log('');
}

/** Whether calls are allowed, the policy read and compiled first. */
function deciding(): void {
  const { bytes, run } = decideThousand();
  console.log(`1,000 requests decided by a policy of ${(bytes / 1024).toFixed(1)} KB: ${ms(median(run))} ms\n`);
}

/** A template of CloudFormation: the parts found where policies may stand, those read, and all of it judged. */
async function yaml(): Promise<void> {
  row('YAML', 'parts', 'read', 'each KB', 'judged');
  await loadHost({ languageId: 'yaml', path: '', text: '' });
  for (const size of [4, 35, 200]) {
    const text = templateOf(size);
    const document = { languageId: 'yaml', path: 'template.yml', text, named: undefined, beside: [] };
    const parts = median(() => documentsOf(text));
    const read = median(() => yamlHost.extract(document));
    const judged = median(() => finish(check(new PolicyDocument(text, undefined, false, document), context)));
    const kilobytes = text.length / 1024;
    row(
      `${kilobytes.toFixed(1)} KB`,
      `${ms(parts)} ms`,
      `${ms(read)} ms`,
      `${((read * 1000) / kilobytes).toFixed(1)} µs`,
      `${ms(judged)} ms`,
    );
  }
  console.log('');
}

const exceeded: string[] = [];

/** Other work on the machine makes most runs longer, and none shorter. */
const UNDISTURBED = 0.1;

/** A machine may be slow, but not twice as slow as the target. */
function hold(what: string, is: number, target: number): void {
  if (is > 2 * target) exceeded.push(`${what}: ${is.toFixed(2)}, more than twice ${target}`);
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
      projectIn(folder, 10_000);
    },
    (folder) => {
      told('10,000 files, one in ten a policy', commandLine(folder));
      told('the same files read and parsed bare', bareParse(folder));
    },
  );
}

const JSON_FILE = { uri: 'file:///bench/role-trust-policy.json', languageId: 'json' };

/** Types a character and asks for diagnostics, many times. */
async function editTimes(text: string, { uri, languageId } = JSON_FILE): Promise<number[]> {
  const { connection, stop, memory } = await server();
  const textDocument = { uri };
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId, version: 1, text },
  });
  await connection.sendRequest('textDocument/diagnostic', { textDocument });
  const line = text.slice(0, text.indexOf('sts:AssumeRole')).split('\n').length - 1;
  const character = (text.split('\n')[line] ?? '').indexOf('sts:AssumeRole') + 14;
  const times: number[] = [];
  const rounds = text.length > 500_000 ? 20 : 200;
  for (let i = 0; i < rounds; i++) {
    const typed = i % 2 === 0;
    const range = { start: { line, character }, end: { line, character: character + (typed ? 0 : 1) } };
    const start = performance.now();
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { ...textDocument, version: i + 2 },
      contentChanges: [{ range, text: typed ? 'x' : '' }],
    });
    await connection.sendRequest('textDocument/diagnostic', { textDocument });
    if (i >= rounds / 5) times.push(performance.now() - start);
  }
  if (text.length > 500_000)
    console.log(
      `           memory of the server with ${(text.length / 1024 / 1024).toFixed(1)} MB open: ${memory().now.toFixed(0)} MB`,
    );
  stop();
  return times;
}

/** One run each: the text changes under it. */
function fixing(): void {
  console.log('\nfix-all of a dump of roles with one flaw each');
  for (const count of [1000, 10_000]) {
    const text = flawedRoles(count);
    const start = performance.now();
    finish(fixAll(new PolicyDocument(text, undefined), context));
    console.log(`  ${String(count).padEnd(24)} ${ms(performance.now() - start).padStart(8)} ms`);
  }
}

/** What a hostile value costs, in the slot where it costs most; one look, nothing kept from before. */
function hostile(): void {
  console.log('\nhostile values, checked once: 20 KB, 1 MB');
  for (const [name, textOf] of HOSTILE) {
    const each = textOf(101).length - textOf(100).length;
    const [small, large] = [20_000, 1_000_000].map((size) =>
      Math.max(
        ...SLOTS.map(([, policyWith]) => {
          const text = JSON.stringify(policyWith(textOf(Math.round(size / each))));
          const start = performance.now();
          finish(check(new PolicyDocument(text, true), context));
          return performance.now() - start;
        }),
      ),
    );
    console.log(`  ${name.padEnd(24)} ${ms(small ?? 0).padStart(8)} ms ${ms(large ?? 0).padStart(8)} ms`);
  }
}

/** One look each, nothing kept from before. */
function crowded(): void {
  console.log('\npolicies with very many of one thing, checked once: 1,000, 10,000');
  for (const [name, textOf] of CROWDED) {
    const [small, large] = [1000, 10_000].map((count) => {
      const text = textOf(count);
      const start = performance.now();
      finish(check(new PolicyDocument(text, true), context));
      return performance.now() - start;
    });
    console.log(`  ${name.padEnd(34)} ${ms(small ?? 0).padStart(8)} ms ${ms(large ?? 0).padStart(8)} ms`);
  }
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
