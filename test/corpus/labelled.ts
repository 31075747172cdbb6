// npm run labelled -- <folder>
// Compares our findings at error and warning with what other tools expect of the same policies. The folder has labels.tsv:
// file, verdict (ok or bad), what is expected, source. Every disagreement has a line in docs/disagreements.md; those without
// one are listed, and make the exit code 1.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

const folder = process.argv[2];
if (folder === undefined || !fs.existsSync(path.join(folder, 'labels.tsv'))) {
  console.error(`labelled: no labels.tsv in: ${folder ?? '(none given)'}`);
  process.exit(2);
}

const context = testContext();

/** Files with a line of their own. */
const explained = new Set(
  [...fs.readFileSync('docs/disagreements.md', 'utf8').matchAll(/`([a-z-]+-\d{3}(?:\.\d+)?)`/g)].map(
    (m) => `${m[1] ?? ''}.json`,
  ),
);

interface Row {
  file: string;
  verdict: string;
  expected: string;
  source: string;
}
const rows = fs
  .readFileSync(path.join(folder, 'labels.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line): Row => {
    const [file = '', verdict = '', expected = '', source = ''] = line.split('\t');
    return { file, verdict, expected, source };
  });

/** A policy about resources, or about nothing we judge: other tools test their grammar with those too. */
function isTrust(text: string): boolean {
  return /"(?:Not)?Principal"|sts:/.test(text) || !/"(?:Not)?Resource"|"Statement"/.test(text);
}

const table = new Map<string, { agreed: number; missed: string[]; stricter: string[]; skipped: number }>();
let unexplained = 0;
for (const { file, verdict, expected, source } of rows) {
  const name = source.replace(/[@ :].*$/, '');
  let row = table.get(name);
  if (!row) table.set(name, (row = { agreed: 0, missed: [], stricter: [], skipped: 0 }));
  const text = file.endsWith('.json') ? fs.readFileSync(path.join(folder, file), 'utf8') : undefined;
  if (text === undefined || (verdict !== 'ok' && verdict !== 'bad') || !isTrust(text)) {
    row.skipped++;
    continue;
  }
  const told = finish(check(new PolicyDocument(text, true), context)).findings.filter(
    ({ level }) => level === 'error' || level === 'warning',
  );
  if ((verdict === 'bad') === told.length > 0) {
    row.agreed++;
    continue;
  }
  row[verdict === 'bad' ? 'missed' : 'stricter'].push(file);
  if (explained.has(file)) continue;
  unexplained++;
  const ours = told.map((f) => f.ruleId).join(', ') || 'nothing';
  console.log(`${file}\texpected ${verdict}: ${expected.slice(0, 160)}\twe say: ${ours}`);
}

const pad = (s: string | number, n: number): string => String(s).padStart(n);
console.log(
  `\n${'source'.padEnd(46)}${['agreed', 'we say less', 'we say more', 'no trust policy'].map((h) => pad(h, 16)).join('')}`,
);
for (const [name, { agreed, missed, stricter, skipped }] of table)
  console.log(name.padEnd(46) + [agreed, missed.length, stricter.length, skipped].map((n) => pad(n, 16)).join(''));
const sum = (of: (row: { agreed: number; missed: string[]; stricter: string[] }) => number): number =>
  [...table.values()].reduce((n, row) => n + of(row), 0);
console.log(
  `\n${rows.length} cases; ${sum((r) => r.agreed)} agreed, ${sum((r) => r.missed.length + r.stricter.length)} disagreements, ${unexplained} of them not in docs/disagreements.md`,
);
if (unexplained) process.exitCode = 1;
