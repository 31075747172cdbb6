import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Parser, parseDocument, Scalar, isMap, type CST } from 'yaml';
import { decoded, type ScalarToken } from '../../../server/src/hosts/yaml/scalars.ts';

/** The scalar of the first member, as our reader and as the library has it. */
function both(text: string): {
  readonly ours: string | undefined;
  readonly theirs: unknown;
  readonly token: CST.Token | undefined;
} {
  const document = [...new Parser().parse(text)].find((token) => token.type === 'document');
  const map = document?.value;
  const token = map?.type === 'block-map' ? map.items[0]?.value : undefined;
  const parsed = parseDocument(text, { logLevel: 'silent', schema: 'failsafe' });
  const value: unknown = isMap(parsed.contents) ? parsed.contents.items[0]?.value : undefined;
  const theirs: unknown = value instanceof Scalar && parsed.errors.length === 0 ? value.value : undefined;
  return { ours: isScalar(token) ? decoded(token).text : undefined, theirs, token };
}

function isScalar(token: CST.Token | undefined): token is ScalarToken {
  return token !== undefined && /scalar$/.test(token.type);
}

const TEXTS: readonly (readonly [what: string, text: string, value: string])[] = [
  ['a word', 'k: abc', 'abc'],
  ['a word over lines', 'k: abc\n   def\n\n   ghi\n', 'abc def\nghi'],
  ['single quotes', "k: 'it''s'", "it's"],
  ['single quotes over lines', "k: 'it''s  \n   so\n\n   x '", "it's so\nx "],
  ['double quotes', 'k: "a\\tb\\u00e9\\x41\\U0001F600\\/"', 'a\tbéA😀/'],
  ['double quotes over lines', 'k: "a  \n   b\\\n   c\n\n   d"', 'a bc\nd'],
  ['a literal text', 'k: |\n  a\n   b\n\n  c\n\n', 'a\n b\n\nc\n'],
  ['a literal text without its end', 'k: |-\n  a\n  b\n\n', 'a\nb'],
  ['a literal text with all of its end', 'k: |+\n  a\n\n\n', 'a\n\n\n'],
  ['a literal text with said indentation', 'k: |2\n    a\n  b\n', '  a\nb\n'],
  ['a folded text', 'k: >\n  a\n  b\n\n  c\n', 'a b\nc\n'],
  ['a folded text with lines that stay', 'k: >-\n  a\n    b\n    c\n  d\n', 'a\n  b\n  c\nd'],
  ['Windows line ends', 'k: |\r\n  a\r\n  b\r\n', 'a\nb\n'],
];

const text = fc
  .array(
    fc.constantFrom(
      'a',
      'b c',
      ' ',
      '  ',
      '\n',
      '\n  ',
      '\n    ',
      '\n\n',
      '\r\n  ',
      '\t',
      "'",
      "''",
      '"',
      '\\',
      '\\n',
      '\\u0041',
      '#',
      ':',
    ),
    {
      maxLength: 14,
    },
  )
  .map((parts) => parts.join(''));
const written = fc.oneof(
  text.map((t) => `k: ${t}\n`),
  text.map((t) => `k: '${t}'\n`),
  text.map((t) => `k: "${t}"\n`),
  fc
    .tuple(fc.constantFrom('|', '>', '|-', '>-', '|+', '>+', '|2', '>1'), text)
    .map(([style, t]) => `k: ${style}\n  ${t}\n`),
  fc.tuple(fc.constantFrom('|', '>', '|-', '>+'), text).map(([style, t]) => `k: ${style}\n${t}`),
);

describe('a YAML text', () => {
  for (const [what, source, value] of TEXTS)
    it(`is decoded: ${what}`, () => {
      const { ours, theirs } = both(source);
      assert.equal(ours, value);
      assert.equal(theirs, value);
    });

  it('is what the YAML library says', () => {
    fc.assert(
      fc.property(written, (source) => {
        const { ours, theirs } = both(source);
        if (typeof theirs !== 'string' || ours === undefined) return;
        if (theirs.trim() === '') assert.equal(ours.trim(), '');
        else assert.equal(ours, theirs, JSON.stringify(source));
      }),
      { numRuns: 4000, seed: 3 },
    );
  });

  it('has each character at a place of its own, in order', () => {
    fc.assert(
      fc.property(written, (source) => {
        const { token } = both(source);
        if (!isScalar(token)) return;
        const { text: said, offsets, start } = decoded(token);
        const places = offsets ?? Array.from({ length: said.length + 1 }, (_, i) => start + i);
        assert.equal(places.length, said.length + 1);
        for (let i = 0; i < said.length; i++) {
          const c = said.charAt(i);
          const at = places[i] ?? -1;
          assert.ok(at >= (places[i - 1] ?? 0) && at < source.length + 1);
          if (/[abc:#]/.test(c) && !source.includes('\\')) assert.equal(source.charAt(at), c);
        }
      }),
      { numRuns: 2000, seed: 4 },
    );
  });
});
