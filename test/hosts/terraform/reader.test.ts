import assert from 'node:assert/strict';
import { readFile } from '../../../server/src/hosts/terraform/reader.ts';
import { printed } from '../../support/terraformTree.ts';

/** What a text is read as, and that nothing of it was left out. */
const SOUND: readonly (readonly [what: string, text: string, tree: string])[] = [
  ['nothing', '', ''],
  ['a byte order mark', '\ufeffa = 1', 'a = 1'],
  ['blocks with labels, quoted and bare', 'resource "a" b {\n}\nlocals {\n}\n', 'resource "a" b {}; locals {}'],
  ['a block in a line', 'a { b = 1 }\nc {}\n', 'a { b = 1 }; c {}'],
  ['blocks in blocks', 'a {\n b {\n c = 1\n }\n b {\n }\n}', 'a { b { c = 1 }; b {} }'],
  ['comments', '# a = 1\n// b = 2\n/* c = 3\nd = 4 */ e = 5 # f\ng = 6 // h\n', 'e = 5; g = 6'],
  ['a comment that hides a bracket', 'a = [ # ]\n 1, // ]\n /* ] */ 2 ]', 'a = [1, 2]'],
  ['Windows line ends', 'a = 1\r\nb {\r\n  c = [\r\n 1,\r\n 2]\r\n}\r\n', 'a = 1; b { c = [1, 2] }'],
  ['line ends of old', 'a = 1\rb {\r c = 2\r}\r', 'a = 1; b { c = 2 }'],
  ['names of many kinds', 'a-b = 1\n_c = 2\nä1 = 3\n𝒳y = 4', 'a-b = 1; _c = 2; ä1 = 3; 𝒳y = 4'],
  [
    'numbers',
    'a = 1\nb = 1.5\nc = 1e3\nd = 2.5E-1\ne = -3\nf = 310987654329',
    'a = 1; b = 1.5; c = 1000; d = 0.25; e = -3; f = 310987654329',
  ],
  [
    'words',
    'a = true\nb = false\nc = null\nd = nullx\ne = true.x',
    'a = true; b = false; c = null; d = nullx; e = true.x',
  ],
  ['lists', 'a = []\nb = [1, "x", [c],]\nd = [\n\n1,\n2\n,3\n]', 'a = []; b = [1, "x", [c]]; d = [1, 2, 3]'],
  [
    'objects',
    'a = {}\nb = { c = 1, "d" : 2, e: 3 }\nf = {\n g = 1\n h = 2,\n\n i = 3\n}',
    'a = {}; b = {c = 1, "d" = 2, e = 3}; f = {g = 1, h = 2, i = 3}',
  ],
  [
    'keys of many kinds',
    'a = { (b) = 1, "c${d}" = 2, 3 = 4, e-f = 5, true = 6, g.h = 7 }',
    'a = {(b) = 1, "c${d}" = 2, 3 = 4, e-f = 5, true = 6, g.h = 7}',
  ],
  ['a key called for', 'a = { b = 1, for = 2 }\nc = { "for" = 3 }', 'a = {b = 1, for = 2}; c = {"for" = 3}'],
  ['references', 'a = b.c[0].d["e"].f[*].g.*.h.0\ni = j[k].l', 'a = b.c[0].d["e"].f[*].g[*].h[0]; i = j[?].l'],
  [
    'calls',
    'a = f()\nb = g(1, h(x),\n "y"\n)\nc = m(n...)\nd = provider::aws::p(1)',
    'a = f(); b = g(1, h(x), "y"); c = m(n...); d = provider::aws::p(1)',
  ],
  ['a call over lines', 'a = jsonencode(\n  {\n    b = 1\n  }\n)\nc = 2', 'a = jsonencode({b = 1}); c = 2'],
  ['parentheses', 'a = (1)\nb = (\n c\n)', 'a = (1); b = (c)'],
  ['conditions', 'a = b ? c : d ? 1 : 2\ne = (f\n ? 1\n : 2\n)', 'a = b ? c : d ? 1 : 2; e = (f ? 1 : 2)'],
  ['conditions that are computed', 'a = b == "x" && !c ? { d = 1 } : {}', 'a = <operation> ? {d = 1} : {}'],
  [
    'operations',
    'a = 1 + 2\nb = !c\nd = "x" == e\nf = -g\nh = [1 > 2, 3]',
    'a = <operation>; b = <operation>; d = <operation>; f = <operation>; h = [<operation>, 3]',
  ],
  [
    'what must be computed',
    'a = f(x).y\nb = [1, 2][0]\nc = {d = 1}.d\ne = (g)[*].h\ni = 1',
    'a = <operation>; b = <operation>; c = <operation>; e = <operation>; i = 1',
  ],
  [
    'for',
    'a = [for x in y : x]\nb = { for k, v in y : k => v... if v != "z" }\nc = [\n for x in y : { d = x }]',
    'a = <for>; b = <for>; c = <for>',
  ],
  ['an object over lines in parentheses', 'a = f({\n b = 1\n c = 2\n}, [\n3\n])', 'a = f({b = 1, c = 2}, [3])'],
];

describe('Terraform is read', () => {
  for (const [what, text, tree] of SOUND)
    it(what, () => {
      const read = readFile(text);
      assert.equal(printed(read), tree);
      assert.deepEqual(read?.unreadable, []);
    });

  it('at the places where it stands', () => {
    const text = 'resource "aws_iam_role" "r" {\n  name = upper("x")\n}\n';
    const [block] = readFile(text)?.body.items ?? [];
    assert(block?.kind === 'block');
    const [attribute] = block.body.items;
    assert(attribute?.kind === 'attribute' && attribute.value?.kind === 'call');
    const spans = [block, block.type, block.body, ...block.labels, attribute, attribute.name, attribute.value];
    assert.deepEqual(
      spans.map(({ span }) => text.slice(span.start, span.end)),
      [
        text.trim(),
        'resource',
        text.slice(28).trim(),
        '"aws_iam_role"',
        '"r"',
        'name = upper("x")',
        'name',
        'upper("x")',
      ],
    );
  });

  it('no deeper than 500 brackets', () => {
    const nested = (depth: number): string => `a = ${'['.repeat(depth)}${']'.repeat(depth)}`;
    assert.equal(printed(readFile(nested(500))), `a = ${'['.repeat(500)}${']'.repeat(500)}`);
    assert.equal(readFile(nested(501)), undefined);
    assert.equal(readFile('['.repeat(20_000)), undefined);
    assert.equal(readFile('a = "${'.repeat(20_000)), undefined);
  });

  it('no condition in more than 500 conditions, and what stands below it all the same', () => {
    const tree = readFile(`a = ${'b ? c : '.repeat(20_000)}d\ne = 1`);
    assert.match(printed(tree), /^a = (?:b \? c : )+b \? <unreadable> : <unreadable>; e = 1$/);
  });
});
