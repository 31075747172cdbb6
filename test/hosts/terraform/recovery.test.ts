import assert from 'node:assert/strict';
import { readFile } from '../../../server/src/hosts/terraform/reader.ts';
import { printed } from '../../support/terraformTree.ts';

const NEXT = '\nresource "b" "c" {\n  d = [1]\n}\n';
const NEXT_TREE = 'resource "b" "c" { d = [1] }';

/** A broken text, what is read of it, and what of it could not be read. What stands below is always read. */
const BROKEN: readonly (readonly [what: string, text: string, tree: string, unreadable: readonly string[]])[] = [
  ['a word alone', 'a {\n  eff\n  b = 1\n}', 'a { b = 1 }', ['eff']],
  ['a name without a value', 'a {\n  effect =\n  b = 1\n}', 'a { effect = _; b = 1 }', ['']],
  ['a line of nothing known', 'a {\n  ? ! "x"\n  b = 1\n}', 'a { b = 1 }', ['? ! "x"']],
  ['something behind a value', 'a {\n  b = 1 2\n  c = 3\n}', 'a { b = 1; c = 3 }', ['2']],
  ['a comma behind an attribute', 'a {\n  b = 1,\n  c = 2\n}', 'a { b = 1; c = 2 }', [',']],
  ['two attributes in a line', 'a {\n  b = 1 c = 2\n}', 'a { b = 1; c = 2 }', ['']],
  ['an attribute without its sign', 'a {\n  b [1]\n  c = 2\n}', 'a { b = [1]; c = 2 }', ['']],
  ['a string without end', 'a {\n  b = "x\n  c = 2\n}', 'a { b = "x"…; c = 2 }', ['"x']],
  ['a string without end in a list', 'a {\n  b = ["x]\n  c = 2\n}', 'a { b = ["x]"…]; c = 2 }', ['"x]', '"x]']],
  ['a hole without end', 'a {\n  b = ["x${y"]\n  c = 2\n}', 'a { b = ["x${y}"…]; c = 2 }', ['"x${y"']],
  ['a hole without end at the end of a line', 'a {\n  b = "x${\n  c = 2\n}', 'a { b = "x${}"…; c = 2 }', ['"x${']],
  ['a hole in which a call is not closed', 'a {\n  b = "x${f(\n  c = 2\n}', 'a { b = "x${f(}"…; c = 2 }', ['"x${f(']],
  ['an unclosed list', 'a {\n  b = [1,\n  c = 2\n}', 'a { b = [1]; c = 2 }', [',']],
  ['an unclosed list over lines', 'a {\n  b = [\n    1,\n  c = 2\n}', 'a { b = [1]; c = 2 }', [',']],
  ['an unclosed object', 'a {\n  b = { c = 1\n  d = 2\n}', 'a { b = {c = 1}; d = 2 }', ['1']],
  ['an object that just opened', 'a {\n  b = {\n  d = 2\n}', 'a { b = {}; d = 2 }', ['{']],
  ['an unclosed object over lines', 'a {\n  b = {\n    c = 1\n  d = 2\n}', 'a { b = {c = 1}; d = 2 }', ['1']],
  ['an unclosed call', 'a {\n  b = f({\n    c = 1\n  d = 2\n}', 'a { b = f({c = 1}); d = 2 }', ['1', '1']],
  ['an unclosed block', 'a {\n  b {\n    c = 1\n  d = 2\n}', 'a { b { c = 1 }; d = 2 }', ['1']],
  ['a block that nothing closes', 'a {\n  b = 1\n', 'a { b = 1 }', ['1']],
  ['a block of the file within', 'a {\n  b = [{\n    c = 1\n', 'a { b = [{c = 1}] }', ['1', '1', '1']],
  ['an object closed by its block', 'a {\n  b = {\n    c = 1\n}', 'a { b = {c = 1} }', ['1']],
  ['a closer too many in a line', 'a {\n  b = [1]]\n  c = 2\n}', 'a { b = [1]; c = 2 }', [']']],
  ['a closer of an object in a line', 'a {\n  b = 1 }\n  c = 2\n}', 'a { b = 1; c = 2 }', ['}']],
  ['a closer at the start of a line', 'a {\n}  b = 1\n  c = 2\n}', 'a { b = 1; c = 2 }', ['}']],
  ['a closer in a line of its own', 'a {\n  b = 1\n}\n  c = 2\n}', 'a { b = 1; c = 2 }', ['}']],
  ['an opener at the start of a line', 'a = {\n[  b = 1\n   c = 2\n}', 'a = {b = 1, c = 2}', ['[']],
  ['a missing opener', 'a {\n  b = \n    c = 1\n  }\n  d = 2\n}', 'a { b = _; c = 1; d = 2 }', ['', '}']],
  ['another closer', 'a {\n  b = [1}\n  c = 2\n}', 'a { b = [1]; c = 2 }', ['}', '}']],
  ['a member without a value', 'a = {\n  b =\n  c = 2\n}', 'a = {b = _, c = 2}', ['']],
  ['a member that is a word', 'a = {\n  b\n  c = 2\n}', 'a = {b = _, c = 2}', ['']],
  ['a member without its sign', 'a = {\n  b {\n    d = 1\n  }\n  c = 2\n}', 'a = {b = {d = 1}, c = 2}', ['']],
  [
    'a member behind no comma',
    'a = { b = 1 c = 2, "d" = 3 "e" : 4 }',
    'a = {b = 1, c = 2, "d" = 3, "e" = 4}',
    ['', ''],
  ],
  ['an item behind no comma', 'a = ["b" "c",\n  "d"\n  "e"]', 'a = ["b", "c", "d", "e"]', ['', '']],
  ['a sign in a list', 'a = ["b", = , "c"]', 'a = ["b", "c"]', ['=']],
  ['a half reference', 'a {\n  b = var.\n  c = 2\n}', 'a { b = var; c = 2 }', ['']],
  ['a half condition', 'a {\n  b = c ?\n  d = e ? 1\n}', 'a { b = c ? _ : _; d = e ? 1 : _ }', ['', '', '']],
  ['a first line with a sign too many', 'a - "b" {\n  c = 1\n}', 'a "b" { c = 1 }', ['- "b"']],
  ['a first line with a sign of an attribute', 'a = "b" "c" {\n  d = 1\n}', 'a "b" "c" { d = 1 }', ['= "b" "c"']],
  ['a first line without its brace', 'a "b"\n  c = 1\n}', 'c = 1', ['a "b"', '}']],
  ['a block of the file without its brace', 'resource "a" "b"\n  c = 1\n}', 'c = 1', ['resource "a" "b"', '}']],
];

describe('a break in Terraform stays where it is', () => {
  for (const [what, text, tree, unreadable] of BROKEN)
    it(what, () => {
      for (const [whole, expected] of [
        [text, tree],
        [text + NEXT, `${tree}; ${NEXT_TREE}`],
      ] as const) {
        const read = readFile(whole);
        assert.equal(printed(read), expected);
        assert.deepEqual(
          read?.unreadable.map(({ start, end }) => whole.slice(start, end)),
          unreadable,
        );
      }
    });

  it('but for what only its own end closes', () => {
    for (const [text, tree] of [
      [`a = 1\nb = <<EOF\nx${NEXT}`, `a = 1; b = <<${JSON.stringify(`x${NEXT}`)}…`],
      [`a = 1\n/* b = 2${NEXT}`, 'a = 1'],
    ] as const)
      assert.equal(printed(readFile(text)), tree);
  });

  it('where a heredoc without end would take the next one', () => {
    const text = 'a {\n  b = <<EOF\n{}\n}\n\nresource "c" "d" {\n  e = <<EOF\nx\nEOF\n}\n';
    assert.equal(printed(readFile(text)), 'a { b = <<"{}\\n}\\n"… }; resource "c" "d" { e = <<"x\\n" }');
    const sound = 'a = <<EOF\nresource "c" "d" {\n  e = <<OTHER\n}\nEOF\n';
    assert.equal(printed(readFile(sound)), 'a = <<"resource \\"c\\" \\"d\\" {\\n  e = <<OTHER\\n}\\n"');
  });

  it('and sound text is read by its brackets, however it is indented', () => {
    for (const text of [
      'a {\nb = {\nc = [\n1\n]\n}\nd {\ne = 1\n}\n}',
      '    a {\n  b = {\nc = [\n      1\n        ]\n    }\n  d {\ne = 1\n      }\n}',
      'a {\n  b = {\n    c = [\n    1\n  ]\n      }\n    d {\n  e = 1\n}\n  }',
    ])
      assert.equal(printed(readFile(text)), 'a { b = {c = [1]}; d { e = 1 } }');
    const columns = 'a {\nprovider = 1\ndata = 2\nresource "x" "y" {\nb = 1\n}\n}';
    assert.equal(printed(readFile(columns)), 'a { provider = 1; data = 2; resource "x" "y" { b = 1 } }');
  });
});
