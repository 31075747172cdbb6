// tsx test/corpus/terraform.ts <folder> [edits a file]
// Reads every Terraform file of a folder, and reads it again half-typed many times: time for each KB, and how many keys of other
// lines are still found. Fails when the folder is missing or anything is thrown.
import * as fs from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import { readFile } from '../../server/src/hosts/terraform/reader.ts';
import { extract } from '../../server/src/hosts/terraform/extract.ts';
import { halfTyped, kept, keysOf, typed } from '../support/halfTyped.ts';

const [folder, edits = '60'] = process.argv.slice(2);
if (folder === undefined || !fs.existsSync(folder)) {
  console.error(`terraform: no such folder: ${folder ?? '(none given)'}`);
  process.exit(2);
}

const texts = fs
  .readdirSync(folder)
  .filter((file) => /\.(?:tf|tofu|hcl)$/.test(file))
  .map((file) => ({ file, text: fs.readFileSync(path.join(folder, file), 'utf8') }));
const size = texts.reduce((sum, { text }) => sum + text.length, 0) / 1024;

const read = (): number => {
  const start = performance.now();
  for (const { text } of texts) readFile(text);
  return performance.now() - start;
};
const times = Array.from({ length: 30 }, read).sort((a, b) => a - b);
const trees = texts.map(({ text }) => readFile(text));
const unreadable = trees.reduce((sum, tree) => sum + (tree?.unreadable.length ?? 0), 0);
const keys = trees.reduce((sum, tree) => sum + keysOf(tree).length, 0);
const policies = texts.reduce((sum, { file, text }) => sum + extract(file, text, []).policies.length, 0);
console.log(
  `${texts.length} files, ${size.toFixed(0)} KB, ${keys} keys, ${unreadable} unreadable places, ${policies} policies`,
);
console.log(`${(((times[15] ?? 0) * 1000) / size).toFixed(1)} µs/KB`);

const total = { others: 0, found: 0, inPlace: 0, edits: 0, costly: 0 };
for (const { file, text } of texts) {
  const before = keysOf(readFile(text));
  if (!before.length) continue;
  for (const edit of fc.sample(halfTyped(text), { numRuns: Number(edits), seed: 1 })) {
    const now = kept(before, edit, text, keysOf(readFile(typed(text, edit))));
    total.others += now.others;
    total.found += now.found;
    total.inPlace += now.inPlace;
    total.edits++;
    if (now.found >= now.others * 0.9) continue;
    total.costly++;
    if (process.argv.includes('--costly')) {
      const line = text.slice(text.lastIndexOf('\n', edit.from - 1) + 1, edit.from);
      console.log(
        file,
        `${now.found}/${now.others}`,
        JSON.stringify(line),
        JSON.stringify(edit.by),
        '|',
        text.slice(edit.from, edit.to),
      );
    }
  }
}
const share = (part: number, of: number): string => `${((part / of) * 100).toFixed(2)} %`;
console.log(
  `${total.edits} half-typed edits: ${share(total.found, total.others)} of the other keys found, ` +
    `${share(total.inPlace, total.others)} under the same names; ${share(total.costly, total.edits)} of the edits cost more than 10 %`,
);
