// npm run sentences -- <folder> [file…]
// Compares what the explainer says of 50 documents with test/corpus/sentences.tsv, where each sentence was read beside its
// policy and agreed with. With names of files, prints what it says of those.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { DEFAULT_CONFIG, explain, PolicyDocument } from '../../server/src/service.ts';

const AGREED = 'test/corpus/sentences.tsv';

const [folder, ...files] = process.argv.slice(2);
if (folder === undefined || !fs.existsSync(folder)) {
  console.error(`sentences: no such folder: ${folder ?? '(none given)'}`);
  process.exit(2);
}

const said = (file: string): readonly string[] =>
  explain(new PolicyDocument(fs.readFileSync(path.join(folder, file), 'utf8'), true), DEFAULT_CONFIG).map(
    (e) => e.sentence,
  );

if (files.length) {
  for (const file of files) for (const sentence of said(file)) console.log(`${file}\t${sentence}`);
} else {
  const agreed = new Map<string, string[]>();
  for (const row of fs.readFileSync(AGREED, 'utf8').trim().split('\n').slice(1)) {
    const [file = '', sentence = ''] = row.split('\t');
    agreed.set(file, [...(agreed.get(file) ?? []), sentence]);
  }
  let different = 0;
  for (const [file, sentences] of agreed) {
    const now = said(file);
    if (now.join('\n') === sentences.join('\n')) continue;
    different++;
    console.log(`${file}\n  agreed: ${sentences.join(' / ')}\n  says:   ${now.join(' / ')}`);
  }
  console.log(`${agreed.size} documents, ${different} told otherwise than agreed`);
  if (different) process.exitCode = 1;
}
