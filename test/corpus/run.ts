// npm run corpus -- <folder> [--findings] [--verdicts]
// Checks every file of a folder, each by itself, and prints a table: files read, policies found, findings per rule and level, the slowest
// file, total time. Fails when the folder is missing or anything crashes.
// --findings lists them. --verdicts lists those at error and warning that test/corpus/verdicts.tsv does not judge yet, of the
// documents of developers and organisations where ../index.tsv tells them, with counts.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { LineIndex } from '../../server/src/text/lineIndex.ts';
import { LEVELS, type Finding } from '../../server/src/findings.ts';
import { check, DEFAULT_CONFIG, finish, loadHost, PolicyDocument, type Context } from '../../server/src/service.ts';

const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined || !fs.existsSync(folder)) {
  console.error(`corpus: no such folder: ${folder ?? '(none given)'}`);
  process.exit(2);
}

const crashes: string[] = [];
const context: Context = {
  config: DEFAULT_CONFIG,
  now: Date.parse('2026-11-21T12:00:00Z'),
  random: () => 'random',
  onCrash: (ruleId, error) => crashes.push(`${ruleId}: ${String(error)}`),
};

const files = fs
  .readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((f) => !f.endsWith('.tsv') && fs.statSync(path.join(folder, f)).isFile())
  .sort();
const counts = new Map<string, number>();
const found: { file: string; text: string; finding: Finding }[] = [];
let policies = 0;
let silent = 0;
let slowest = { file: '', ms: 0 };
const started = performance.now();
void readAll(folder).then(report);

async function readAll(folder: string): Promise<void> {
  for (const file of files) {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    const named = { languageId: undefined, path: file, text };
    await loadHost(named);
    const from = performance.now();
    let findings: readonly Finding[] = [];
    try {
      const isPolicy = file.endsWith('.json') && !/"Resources"\s*:/.test(text);
      const policyDocument = new PolicyDocument(text, isPolicy || undefined, false, named);
      const analysis = finish(check(policyDocument, context));
      findings = analysis.findings;
      policies += policyDocument.extraction.policies.length;
    } catch (error) {
      crashes.push(`${file}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    const ms = performance.now() - from;
    if (ms > slowest.ms) slowest = { file, ms };
    if (!findings.length) silent++;
    found.push(...findings.map((finding) => ({ file, text, finding })));
    for (const f of findings) counts.set(`${f.ruleId}\t${f.level}`, (counts.get(`${f.ruleId}\t${f.level}`) ?? 0) + 1);
    if (flags.includes('--findings')) {
      const lines = new LineIndex(text);
      for (const f of findings) {
        const { line, character } = lines.at(f.span.start);
        const what = text.slice(f.span.start, f.span.end).replace(/\s+/g, ' ').slice(0, 100);
        console.log([file, `${line + 1}:${character + 1}`, f.level, f.ruleId, f.messageId, what].join('\t'));
      }
    }
  }
}

function report(): void {
  if (flags.includes('--verdicts')) judge();

  const ids = [...new Set([...counts.keys()].map((k) => k.split('\t')[0] ?? ''))].sort();
  const pad = (s: string | number, n: number): string => String(s).padStart(n);
  console.log(`\n${'rule'.padEnd(28)}${LEVELS.map((l) => pad(l, 12)).join('')}`);
  for (const id of ids)
    console.log(id.padEnd(28) + LEVELS.map((l) => pad(counts.get(`${id}\t${l}`) ?? '', 12)).join(''));
  const sum = (l: string): number => [...counts].reduce((n, [k, v]) => n + (k.endsWith(`\t${l}`) ? v : 0), 0);
  console.log('all'.padEnd(28) + LEVELS.map((l) => pad(sum(l), 12)).join(''));
  console.log(`\n${files.length} files read, ${policies} policies found, ${silent} files without a finding`);
  console.log(
    `slowest ${slowest.file}: ${slowest.ms.toFixed(1)} ms; total ${((performance.now() - started) / 1000).toFixed(2)} s`,
  );
  if (crashes.length) {
    console.error(`\n${crashes.length} crashes\n${crashes.slice(0, 20).join('\n')}`);
    process.exitCode = 1;
  }
}

/** Compares the findings that matter with what a person said of them. */
function judge(): void {
  const rows = fs.readFileSync('test/corpus/verdicts.tsv', 'utf8').trim().split('\n').slice(1);
  const verdicts = new Map(
    rows.map((row) => {
      const [file = '', rule = '', place = '', verdict = ''] = row.split('\t');
      return [`${file} ${rule} ${place}`, verdict];
    }),
  );
  const written = writtenByPeople();
  const matter = found.filter(
    ({ file, finding: { level } }) =>
      (level === 'error' || level === 'warning') && (!file.endsWith('.json') || (written?.has(file) ?? true)),
  );
  const tally: Record<string, number> = {};
  for (const { file, text, finding } of matter) {
    const { line, character } = new LineIndex(text).at(finding.span.start);
    const place = `${line + 1}:${character + 1}`;
    const verdict = verdicts.get(`${file} ${finding.ruleId} ${place}`) ?? 'without a verdict';
    tally[verdict] = (tally[verdict] ?? 0) + 1;
    if (verdict === 'right') continue;
    const what = text.slice(finding.span.start, finding.span.end).replace(/\s+/g, ' ').slice(0, 100);
    console.log([file, finding.ruleId, place, finding.level, finding.messageId, what, verdict].join('\t'));
  }
  console.log(
    `\n${written ? `${files.filter((f) => written.has(f)).length} documents of developers and organisations` : `${files.length} documents`}, ` +
      `${matter.length} findings at error and warning: ${Object.entries(tally)
        .map(([verdict, n]) => `${n} ${verdict}`)
        .join(', ')}`,
  );
}

/** The files that developers and organisations wrote, by the index beside the folder; undefined where there is none. */
function writtenByPeople(): ReadonlySet<string> | undefined {
  const index = path.join(folder ?? '', '..', 'index.tsv');
  if (!fs.existsSync(index)) return undefined;
  const rows = fs
    .readFileSync(index, 'utf8')
    .trim()
    .split('\n')
    .map((row) => row.split('\t'));
  return new Set(
    rows.filter(([, , , , origin]) => origin === 'developer' || origin === 'org').map(([id = '']) => `${id}.json`),
  );
}
