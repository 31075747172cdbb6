import assert from 'node:assert/strict';
import { loadExamples } from '../server/tools/ruleDocs.ts';
import { productTexts, type ProductText } from './support/productTexts.ts';
import { documentedRules } from '../server/src/rules/index.ts';
import { firstSentenceLength, LONGEST_SENTENCE, phrasesIn } from './support/words.ts';

// How the product speaks. `WORDS_PART=server/src/generate npx mocha …` looks at one part only.

/** Texts that say it all the same, each with the reason. */
const ALLOWED: readonly (readonly [file: string, text: string, because: string])[] = [
  ['client/src/webview/script.ts', 'acquireVsCodeApi()', 'a script that pages run'],
  ['server/src/generate/templates.ts', 'external id externalid', 'words that people type to find a template'],
];

/** What is wrong with a text, as somebody who is to put it right reads it. */
function faultsOf({ file, where, text, line }: ProductText): readonly string[] {
  const faults = [...phrasesIn(text)];
  const length = line ? firstSentenceLength(text) : 0;
  if (length > LONGEST_SENTENCE) faults.push(`first sentence of ${length} characters`);
  return faults.map((fault) => `${file}:${where}: ${fault}\n    ${text}`);
}

function isAllowed({ file, text }: ProductText): boolean {
  return ALLOWED.some(([where, allowed]) => where === file && text.includes(allowed));
}

describe('the words of the product', () => {
  let texts: readonly ProductText[] = [];
  before(async () => {
    await loadExamples();
    texts = productTexts();
  });
  const part = process.env['WORDS_PART'];
  const isHeld = ({ file }: Pick<ProductText, 'file'>): boolean => part === undefined || file.startsWith(part);

  it('are plain, and the first sentence of each text is short', () => {
    const faults = texts.filter((t) => isHeld(t) && !isAllowed(t)).flatMap(faultsOf);
    assert.equal(faults.length, 0, `${[...new Set(faults)].join('\n')}\n${faults.length} left`);
  });

  it('are told from their neighbours', () => {
    const faults: readonly (readonly [unsaid: string, said: string])[] = [
      [
        'Lets every principal of account 1 (Datadog) in, when it sends it',
        'Lets callers pass a context in the request',
      ],
      ['X comes in by sts:AssumeRole', 'X comes in the request'],
      ['Keeps everyone out by sts:AssumeRole', 'Check for keys that are out of date'],
      ['X is no service principal', 'There is no Version, and it is no longer used'],
      ['The value stands here', 'root stands for the account; a standard value; we understand'],
      ['sends the ExternalId', 'sends sts:ExternalId, and "ExternalId" in quotes'],
      ['An account id of 12 digits', 'An account ID, arn:aws:iam::id:role/x, repo:org@id/repo@id'],
      ['An external ID of 1 characters', '11 characters, and 1 character'],
      ['Three more \u2013 and the last', 'A\u2013Z and 2\u201364 characters'],
      ['Often another profile than one thinks', 'One role; the second one can assume it'],
      ['Whoever has a token', 'Anyone who has a bearer token'],
      ['The caller\u2019s account', "The caller's account"],
    ];
    for (const [unsaid, said] of faults) {
      assert.notDeepEqual(phrasesIn(unsaid), [], unsaid);
      assert.deepEqual(phrasesIn(said), [], said);
    }
    assert.equal(firstSentenceLength('Use "a.b.c". Then go on.'), 'Use "a.b.c".'.length);
    assert.equal(firstSentenceLength(`Use ${'x'.repeat(100)} here`), 'Use  here'.length + 24);
  });

  it('name each rule with a noun phrase', () => {
    const held = documentedRules.filter(({ meta }) => isHeld({ file: `server/src/rules/${meta.id}.ts` }));
    for (const { meta } of held) {
      assert.match(meta.title, /^[A-Z].*[^.]$/, meta.id);
      assert.doesNotMatch(meta.title, /^(?:An?|The) |^\S+ (?:is|are|has|have|may) /, meta.id);
      assert.ok(meta.title.length <= 60, meta.id);
    }
  });

  it('name each fix with an imperative', () => {
    const verbs =
      /^(?:Add|Allow only|Also allow|Combine|Delete|Fill in|Insert|Keep|Merge|Move|Put|Remove|Rename|Replace|Require|Restrict|Specify|Split|Trust|Use|Write) \S/;
    const titles = texts.filter((t) => isHeld(t) && t.where.startsWith('fix'));
    for (const { file, text } of titles)
      assert.match(text, text.endsWith(' is ours') ? /^Account/ : verbs, `${file}: ${text}`);
  });

  it('are looked at in every part', () => {
    for (const file of [
      'server/src/rules/key-',
      'server/src/explain/',
      'client/src/wizard/',
      'package.nls.json',
      'snippets/',
      'schemas/',
      'docs/rules/',
    ])
      assert.ok(texts.filter((t) => t.file.startsWith(file)).length > 5, file);
  });

  it('need each exception, which is one of few', () => {
    assert.ok(ALLOWED.length < 20);
    for (const [file, text, because] of ALLOWED) {
      assert.ok(because.length > 10, text);
      assert.ok(
        texts.some((t) => t.file === file && t.text.includes(text) && faultsOf(t).length),
        `${file}: no fault in "${text}"`,
      );
    }
  });
});
