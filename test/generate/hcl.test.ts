import assert from 'node:assert/strict';
import { format } from '@cdktf/hcl-tools';
import fc from 'fast-check';
import { block, jsonencode, textMap, written } from '../../server/src/generate/outputs/hcl.ts';
import { quoted } from '../../server/src/text/hcl/words.ts';
import type { JsonValue } from '../../server/src/tree/node.ts';
import { evaluated, readTerraform } from '../support/terraform.ts';

/** PROPERTY_RUNS=20000 for a long look. */
const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 100) };

/** Pieces that mean something to the language, and some that only look so. */
const PIECES = ['${', '%{', '$', '%', '{', '}', '"', '\\', '\n', '\r', '\t', '\b', '\0', '\u2028', '\u202e', '\ufeff'];
/** Terraform has all texts in normal form C. */
const anyText = fc
  .array(
    fc.oneof(fc.constantFrom(...PIECES, 'ü', '한', 'e\u0301', '😀', '\u{e0041}', 'a b', '#', '//', '<<E'), fc.string()),
  )
  .map((pieces) => pieces.join('').normalize());
const anyName = fc.oneof(
  fc.constantFrom('for', 'if', 'in', 'null', 'true', 'aws:x', 'Größe', '한국', '1', '', 'AWS'),
  anyText,
);
const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    anyText,
    fc.boolean(),
    fc.constant(null),
    fc.nat(),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(anyName, tie('json'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

describe('Terraform’s language', () => {
  it('has every value as it is, laid out as terraform fmt leaves it', async () => {
    await fc.assert(
      fc.asyncProperty(json, async (any) => {
        const expression = jsonencode(any);
        assert.deepEqual(await evaluated(written(expression)), any);
        const file = block(
          'locals',
          [],
          [
            ['a', expression],
            ['any', expression],
            ['b', '1'],
          ],
        );
        assert.equal(await format(file), file);
      }),
      RUNS,
    );
  });

  it('has texts of any kind as members and in maps', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyText,
        fc.uniqueArray(fc.tuple(anyName, anyText), { selector: ([key]) => key }),
        async (one, pairs) => {
          const file = block(
            'resource',
            ['aws_iam_role', 'a'],
            [
              ['description', quoted(one)],
              ['tags', textMap(pairs)],
            ],
          );
          assert.equal(await format(file), file);
          const read = (await readTerraform(file)).block('resource', 'aws_iam_role', 'a');
          assert.ok(read);
          assert.equal(read['description'], one);
          assert.deepEqual(read['tags'], Object.fromEntries(pairs));
        },
      ),
      RUNS,
    );
  });

  it('puts equals signs below each other in rows of short members only', () => {
    assert.equal(
      block(
        'resource',
        ['a', 'b'],
        [
          ['count', '1'],
          ['longer_name', 'true'],
          [
            'map',
            textMap([
              ['k', 'v'],
              ['key', 'v'],
            ]),
          ],
          ['x', '2'],
        ],
      ),
      'resource "a" "b" {\n  count       = 1\n  longer_name = true\n  map = {\n    "k"   = "v"\n    "key" = "v"\n  }\n  x = 2\n}\n',
    );
    assert.equal(
      block(
        'resource',
        ['a', 'b'],
        [
          ['tags', textMap([])],
          ['l', { items: [] }],
        ],
      ),
      'resource "a" "b" {\n  tags = {}\n  l    = []\n}\n',
    );
  });
});
