import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { documentedRules } from '../../server/src/rules/index.ts';
import { explain, PolicyDocument } from '../../server/src/service.ts';
import { exampleDocument, loadExamples } from '../../server/tools/ruleDocs.ts';
import { testContext } from '../support/context.ts';

// What the explainer says of every example, read and agreed with. After a change of words:
//   UPDATE_GOLDEN=1 npx mocha, then read the difference.
const FILE = path.join(import.meta.dirname, 'golden.txt');

const sentencesOf = (document: PolicyDocument): readonly string[] =>
  explain(document, testContext().config).map((e) => e.sentence);

function* examples(): Generator<readonly [name: string, document: PolicyDocument]> {
  for (const folder of ['sound', 'flawed', 'dumps'])
    for (const file of fs.readdirSync(`test/examples/${folder}`).sort())
      yield [`${folder}/${file}`, new PolicyDocument(fs.readFileSync(`test/examples/${folder}/${file}`, 'utf8'), true)];
  for (const { meta, docs } of documentedRules) {
    const { examples } = docs;
    for (const [i, text] of examples.bad.entries()) yield [`${meta.id} bad ${i + 1}`, exampleDocument(examples, text)];
    for (const [i, text] of examples.good.entries())
      yield [`${meta.id} good ${i + 1}`, exampleDocument(examples, text)];
  }
}

describe('explain: the examples', () => {
  before(loadExamples);

  it('says of each what was agreed', () => {
    const lines = [...examples()].flatMap(([name, document]) => sentencesOf(document).map((s) => `${name}: ${s}`));
    const told = `${lines.join('\n')}\n`;
    if (process.env['UPDATE_GOLDEN']) fs.writeFileSync(FILE, told);
    assert.equal(told, fs.readFileSync(FILE, 'utf8'));
  });
});
