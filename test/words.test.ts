import assert from 'node:assert/strict';
import { productTexts, type ProductText } from './support/productTexts.ts';
import { documentedRules } from '../server/src/rules/index.ts';
import { firstSentenceLength, LONGEST_SENTENCE, phrasesIn } from './support/words.ts';

// How the product speaks. `WORDS_PART=server/src/generate npx mocha …` shows what is left in one part, also in one that is not held to it yet.

/** Texts that say it all the same, each with the reason. */
const ALLOWED: readonly (readonly [file: string, text: string, because: string])[] = [];

/** Parts that are not held to it yet: paths, or how they begin. */
const NOT_YET: readonly string[] = [
  ...['cli', 'config', 'explain', 'features', 'generate', 'service'].map((folder) => `server/src/${folder}/`),
  ...['accessDenied/', 'explain/', 'statusItem', 'wizard/', 'workspace/', 'writeConfig'].map(
    (part) => `client/src/${part}`,
  ),
  'package.json',
  'package.nls.json',
  'snippets/',
  'schemas/',
  'test/explain/golden.txt',
  'README.md',
  'docs/',
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
  const texts = productTexts();
  const part = process.env['WORDS_PART'];
  const isHeld = ({ file }: Pick<ProductText, 'file'>): boolean =>
    part === undefined ? !NOT_YET.some((p) => file.startsWith(p)) : file.startsWith(part);

  it('are plain, and the first sentence of each text is short', () => {
    const faults = texts.filter((t) => isHeld(t) && !isAllowed(t)).flatMap(faultsOf);
    assert.equal(faults.length, 0, `${[...new Set(faults)].join('\n')}\n${faults.length} left`);
  });

  it('name each rule with a noun phrase', () => {
    const held = documentedRules.filter(({ meta }) => isHeld({ file: `server/src/rules/${meta.id}.ts` }));
    for (const { meta } of held) {
      assert.match(meta.title, /^[A-Z].*[^.]$/, meta.id);
      assert.doesNotMatch(meta.title, /^(?:An?|The) |^\S+ (?:is|are|has|have|may) /, meta.id);
      assert.ok(meta.title.length <= 60, meta.id);
    }
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
