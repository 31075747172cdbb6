// npm run cases -- <folder> [word …]
// Gives the cases of a folder's .json files to the command line; prints for each file how many hold, and of those that do not
// what is wrong. A case has a text, with `«…»` where an expected finding must stand, and the rules that must, may and must not
// speak (test/support/cases.ts); or it has a policy and a request, and what is decided of them (test/support/callCases.ts); or a pasted
// error, and what is said of it (test/support/errorCases.ts). With words, only the cases with one of them in their id. Fails when one does not hold.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { areCalls, failuresOfCall, type CallCase } from '../support/callCases.ts';
import { failuresOf, otherFields, type Case } from '../support/cases.ts';
import { areErrors, failuresOfError, type ErrorCase } from '../support/errorCases.ts';

/** Dates in the cases are before it or well behind it. */
const NOW = Date.parse('2026-11-28');

const [folder, ...words] = process.argv.slice(2);
if (folder === undefined || !fs.existsSync(folder)) {
  console.error(`cases: no such folder: ${folder ?? '(none given)'}`);
  process.exit(2);
}
void report(folder);

async function report(folder: string): Promise<void> {
  let asked = 0;
  for (const file of fs.readdirSync(folder).filter((f) => f.endsWith('.json'))) {
    const cases = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as readonly (
      Case | CallCase | ErrorCase
    )[];
    const isChosen = ({ id }: { readonly id: string }): boolean => !words.length || words.some((w) => id.includes(w));
    if (areCalls(cases)) {
      const chosen = cases.filter(isChosen);
      tell(file, chosen, chosen.map(failuresOfCall));
      asked += chosen.length;
      continue;
    }
    if (areErrors(cases)) {
      const chosen = cases.filter(isChosen);
      tell(file, chosen, chosen.map(failuresOfError));
      asked += chosen.length;
      continue;
    }
    const texts = cases.filter((c): c is Case => !('request' in c));
    const other = otherFields(cases);
    if (other.length) {
      console.log(`${file}: cases of another kind (${other.join(', ')})`);
      continue;
    }
    const chosen = texts.filter(isChosen);
    const failures: (readonly string[])[] = [];
    for (const example of chosen) failures.push(await failuresOf(example, NOW));
    tell(file, chosen, failures);
    asked += chosen.length;
  }
  if (asked) return;
  console.error(`cases: none in ${folder}`);
  process.exitCode = 2;
}

/** @param failures of each case */
function tell(file: string, cases: readonly { readonly id: string }[], failures: readonly (readonly string[])[]): void {
  const failed = cases.flatMap(({ id }, i) => (failures[i]?.length ? [`  ${id}: ${failures[i].join('; ')}`] : []));
  console.log([`${file}: ${cases.length - failed.length} of ${cases.length} hold`, ...failed].join('\n'));
  if (failed.length) process.exitCode = 1;
}
