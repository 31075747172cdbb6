import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse, parseDocument } from 'yaml';
import { BlockPen } from '../../../server/src/hosts/yaml/write/pen.ts';
import { inQuotes, isPlain } from '../../../server/src/hosts/yaml/write/quoting.ts';
import { Styles } from '../../../server/src/hosts/yaml/write/style.ts';
import { newMembers, type NewValue } from '../../../server/src/tree/edit.ts';
import type { JsonValue } from '../../../server/src/tree/node.ts';

const POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: ['123456789012', '*'] },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, Null: {} },
    },
  ],
};

/** A policy as it is printed at the end of a text. */
function printed(text: string, column: number, policy: NewValue = POLICY): string {
  return new BlockPen(new Styles(text).at(text.length)).mapping(newMembers(policy) ?? [], column);
}

const STYLES: readonly (readonly [what: string, text: string, column: number, printed: readonly string[]])[] = [
  [
    'where nothing shows a style',
    '',
    0,
    [
      "Version: '2012-10-17'",
      'Statement:',
      '  - Effect: Allow',
      '    Principal:',
      '      AWS:',
      "        - '123456789012'",
      "        - '*'",
      '    Action:',
      '      - sts:AssumeRole',
      '      - sts:TagSession',
      '    Condition:',
      '      Bool:',
      "        aws:MultiFactorAuthPresent: 'true'",
      "      'Null': {}",
    ],
  ],
  [
    'with dashes below their names, four columns and double quotes',
    'a:\n    b: "2012-10-17"\n    c:\n    - d: "e"\n',
    4,
    [
      'Version: "2012-10-17"',
      '    Statement:',
      '    - Effect: "Allow"',
      '      Principal:',
      '          AWS:',
      '          - "123456789012"',
      '          - "*"',
      '      Action:',
      '      - "sts:AssumeRole"',
      '      - "sts:TagSession"',
      '      Condition:',
      '          Bool:',
      '              aws:MultiFactorAuthPresent: "true"',
      '          "Null": {}',
    ],
  ],
  [
    'with lists in brackets, blanks behind dashes and quoted names of conditions',
    "a:\n  -   b: c\n      'd:e': f\nd: [e, f]\n",
    0,
    [
      "Version: '2012-10-17'",
      'Statement:',
      '  -   Effect: Allow',
      '      Principal:',
      "        AWS: ['123456789012', '*']",
      '      Action: [sts:AssumeRole, sts:TagSession]',
      '      Condition:',
      '        Bool:',
      "          'aws:MultiFactorAuthPresent': 'true'",
      "        'Null': {}",
    ],
  ],
];

/** Texts that some YAML takes for something else, or that end early. */
const NEVER_PLAIN = [
  '',
  ' a',
  'a ',
  'y',
  'No',
  'ON',
  'off',
  'true',
  'False',
  'null',
  '~',
  '=',
  '<<',
  '.inf',
  '-.INF',
  '.nan',
  '1',
  '-1',
  '+1',
  '1_000',
  '0x1F',
  '0o17',
  '017',
  '0b1',
  '1.5',
  '1e3',
  '1.5E+3',
  '.5',
  '12:30',
  '190:20:30',
  '190:20:30.15',
  '2012-10-17',
  '2001-1-1',
  '2020-01-01T00:00:00Z',
  '2001-12-14 21:59:43.10 -5',
  '123456789012',
  '*',
  '&a',
  '!a',
  '@a',
  '`a',
  '{a',
  '[a',
  '%a',
  '|',
  '>',
  '#a',
  "'a",
  '"a',
  ',a',
  ']a',
  '}a',
  '- a',
  '-',
  '? a',
  '?',
  ': a',
  ':',
  'a: b',
  'a:',
  'a #b',
  '---',
  '...',
  'a\nb',
  'a\tb',
  'é',
  '\u2028',
  'a\0',
];
const ALWAYS_PLAIN = [
  'Allow',
  'sts:AssumeRole',
  'arn:aws:iam::123456789012:root',
  'https://token.actions.githubusercontent.com',
  '10.0.0.0/8',
  'repo:acme/shop:*',
  '<EXTERNAL_ID>',
  'ec2.amazonaws.com',
  'o-a1b2c3',
  'a b',
  'a#b',
  "it's",
  'project_path:acme/*',
];

describe('the YAML pen', () => {
  for (const [what, text, column, lines] of STYLES)
    it(`prints a policy ${what}`, () => {
      assert.deepEqual(printed(text, column).split('\n'), lines);
      assert.deepEqual(parse(`${' '.repeat(column)}${printed(text, column)}`), POLICY);
    });

  it('ends lines as the text does', () => {
    assert.equal(printed('a:\r\n  b: c\r\n', 0, { a: { b: 'c' } }), 'a:\r\n  b: c');
  });

  it('writes no text without quotes that another YAML reads as something else', () => {
    assert.deepEqual(
      NEVER_PLAIN.filter((text) => isPlain(text, 'block')),
      [],
    );
    assert.deepEqual(
      ALWAYS_PLAIN.filter((text) => !isPlain(text, 'block')),
      [],
    );
    for (const text of ['arn:aws:iam::123456789012:root', 'repo:<owner>/<repo>:*', 'a:-b'])
      assert.equal(isPlain(text, 'flow'), true, text);
    for (const text of ['a, b', 'a]', '{a}', 'a?', 'a:"b"', 'repo:${X}'])
      assert.equal(isPlain(text, 'flow'), false, text);
  });

  it('writes texts that both versions of YAML read again', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom(...NEVER_PLAIN, ...ALWAYS_PLAIN));
    fc.assert(
      fc.property(text, (value) => {
        const plain = (around: 'block' | 'flow'): string[] => (isPlain(value, around) ? [value] : []);
        for (const version of ['1.1', '1.2'] as const) {
          for (const written of [...plain('block'), inQuotes(value, "'"), inQuotes(value, '"')])
            assert.deepEqual(read(`a: ${written}\n`, version), { a: value }, written);
          for (const written of [...plain('flow'), inQuotes(value, "'"), inQuotes(value, '"')]) {
            assert.deepEqual(read(`[{a: ${written}}, ${written}]\n`, version), [{ a: value }, value], written);
            assert.deepEqual(read(`${written}: a\n`, version), { [value]: 'a' }, written);
            assert.deepEqual(read(`{${written}: a}\n`, version), { [value]: 'a' }, written);
          }
        }
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});

function read(text: string, version: '1.1' | '1.2'): JsonValue {
  const document = parseDocument(text, { version });
  assert.deepEqual(document.errors, [], text);
  return document.toJS() as JsonValue;
}
