// Terraform as it stands while it is typed, and texts that are none: what is read stays in place, and nothing is thrown.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFile } from '../../server/src/hosts/terraform/reader.ts';
import { halfTyped, kept, keysOf, typed } from '../support/halfTyped.ts';
import { growsLinearly } from '../support/growth.ts';
import { TERRAFORM_FILES } from '../support/terraformFiles.ts';
import { judgedTerraform } from '../support/terraformJudged.ts';
import { extracted } from '../support/terraformPolicies.ts';
import { spansOf } from '../support/terraformTree.ts';
import type { ValueNode } from '../../server/src/tree/node.ts';

const EDITS = 400;
/** What takes longer than time that grows as the text does takes far longer than this. Milliseconds. */
const NOTICEABLE = 50;

/** Whether every span lies in the one around it, and behind the one before it. */
function assertNested(text: string): void {
  const tree = readFile(text);
  if (!tree) return;
  for (const { outer, inner } of spansOf(tree)) {
    let end = outer.start;
    assert(outer.start >= 0 && outer.start <= outer.end && outer.end <= text.length, text);
    for (const span of inner) {
      assert(span.start >= end && span.end >= span.start && span.end <= outer.end, text);
      end = span.end;
    }
  }
}

/** Whether all that policies are made of stands in the text. */
function assertPlaced(text: string): void {
  const { policies, problems } = extracted(text);
  for (const { span } of problems) assert(span.start >= 0 && span.end <= text.length, text);
  for (const policy of policies) {
    const look = (node: ValueNode): void => {
      const { start, end } = node.span;
      assert(start >= 0 && start <= end && end <= text.length, text);
      if (node.kind === 'array') node.items.forEach(look);
      if (node.kind === 'string') {
        const whole = node.slice(0, node.value.length);
        assert(whole.start >= start && whole.end <= end, text);
        for (const { from, to } of node.holes) assert(from >= 0 && from <= to && to <= node.value.length, text);
      }
      if (node.kind === 'object')
        for (const { key, value } of node.members) {
          look(key);
          if (value) look(value);
        }
    };
    look(policy.root);
    assert(policy.covers(policy.root.span) && policy.fingerprint !== '', text);
  }
}

const layouts = (text: string): string[] => [text, text.replaceAll('\n', '\r\n'), text.replace(/^[ \t]+/gm, '')];

describe('half-typed Terraform', () => {
  it('keeps at least 99 % of the keys of other lines', () => {
    const total = { others: 0, found: 0 };
    for (const [i, text] of TERRAFORM_FILES.entries()) {
      const before = keysOf(readFile(text));
      for (const edit of fc.sample(halfTyped(text), { numRuns: EDITS, seed: i })) {
        const now = kept(before, edit, text, keysOf(readFile(typed(text, edit))));
        total.others += now.others;
        total.found += now.found;
      }
    }
    assert(total.others > 3 * EDITS * 20);
    assert(total.found >= total.others * 0.99, `${total.found} of ${total.others}`);
  });

  it('brings no finding to other policies', () => {
    for (const [i, text] of TERRAFORM_FILES.entries()) {
      const before = judgedTerraform(text).findings;
      for (const edit of fc.sample(halfTyped(text), { numRuns: EDITS / 2, seed: i })) {
        const now = typed(text, edit);
        const shift = edit.by.length - (edit.to - edit.from);
        const known = new Set(
          before.map(({ ruleId, span: { start } }) => `${ruleId} ${start < edit.to ? start : start + shift}`),
        );
        const line = now.lastIndexOf('\n', edit.from - 1) + 1;
        const touched = extracted(now).policies.filter(
          ({ root: { span } }) => span.start <= edit.from + 1 && span.end >= line,
        );
        for (const { ruleId, span } of judgedTerraform(now).findings)
          assert(
            known.has(`${ruleId} ${span.start}`) || touched.some((policy) => policy.covers(span)),
            `${ruleId}: ${now}`,
          );
      }
    }
  });

  it('has all spans in place', () => {
    for (const whole of TERRAFORM_FILES)
      for (const text of layouts(whole)) {
        assertNested(text);
        const edits = fc.sample(fc.array(halfTyped(text), { minLength: 1, maxLength: 3 }), {
          numRuns: EDITS / 4,
          seed: 1,
        });
        for (const some of edits) {
          const edited = some.reduce((now, edit) => typed(now, edit), text);
          assertNested(edited);
          assertPlaced(edited);
        }
      }
  });
});

const piece = fc.oneof(
  fc.constantFrom('{', '}', '[', ']', '(', ')', '"', '${', '%{', '$${', '}', '~', '\\', '\n', '\r', '\r\n', '\t', ' '),
  fc.constantFrom(
    '<<EOF\n',
    '<<-E\n',
    '\nEOF\n',
    '#',
    '//',
    '/*',
    '*/',
    '=',
    ':',
    ',',
    '.',
    '?',
    '=>',
    '...',
    '::',
    '*',
    '-',
  ),
  fc.constantFrom(
    'resource "a" "b" {\n',
    'name',
    'for x in',
    'jsonencode(',
    '0',
    '1.5e3',
    'null',
    '\ufeff',
    '\0',
    '\ud800',
    '\udc00',
    '😀',
    'é',
  ),
);

describe('any text', () => {
  it('is read, with all spans in place', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        assertNested(pieces.join(''));
        assertPlaced(pieces.join(''));
      }),
      { numRuns: 3000 },
    );
  });
});

/** What may cost more than it is long. */
const HOSTILE: readonly (readonly [what: string, text: (times: number) => string])[] = [
  ['brackets', (n) => '['.repeat(n)],
  ['closing brackets', (n) => ']'.repeat(n)],
  ['brackets in lines', (n) => '{\n'.repeat(n)],
  ['closing brackets in lines', (n) => `${'a {\n'.repeat(400)}${'  }\n]\n'.repeat(n)}`],
  ['brackets that never fit', (n) => 'a = [}\n'.repeat(n)],
  ['strings without end', (n) => 'a = "b\n'.repeat(n)],
  ['holes without end', (n) => '"${"'.repeat(n)],
  ['holes without end in lines', (n) => 'a = "${b(\n'.repeat(n)],
  ['holes without end in strings that end', (n) => 'a = "${b c"\n'.repeat(n)],
  ['holes in holes', (n) => `a = ${'"${'.repeat(n)}b${'}"'.repeat(n)}`],
  ['heredocs without end', (n) => 'a = <<A\n'.repeat(n)],
  ['heredocs that another takes', (n) => 'resource "a" "b" {\n c = <<A\n'.repeat(n)],
  ['holes without end in a heredoc', (n) => `a = <<-A\n${'  ${b(\n'.repeat(n)}A\n`],
  ['indentation', (n) => `a = <<-A\n${`${' '.repeat(100)}\n`.repeat(n)}A\n`],
  ['comments without end', (n) => '/*\n'.repeat(n)],
  ['one long line', (n) => `a = [${'"b", '.repeat(n)}]`],
  ['one long string', (n) => `a = "${'b'.repeat(n)}`],
  ['one long word', (n) => 'a'.repeat(n)],
  ['letters beyond ASCII', (n) => 'é'.repeat(n)],
  ['halves of pairs', (n) => '\ud800'.repeat(n)],
  ['labels', (n) => 'a "b" '.repeat(n)],
  ['signs', (n) => '= : , . ? ! '.repeat(n)],
  ['conditions', (n) => `a = ${'b ? c : '.repeat(n)}d`],
  ['indexes', (n) => `a = b${'[0]'.repeat(n)}`],
  ['members without a value', (n) => `a = {\n${'b\n'.repeat(n)}}`],
  ['policies', (n) => 'a "b" "c" {\n  trust_policy = jsonencode({ Statement = [] })\n}\n'.repeat(n / 10)],
  ['statements', (n) => `data "aws_iam_policy_document" "d" {\n${'  statement {\n  }\n'.repeat(n)}}\n`],
  [
    'principals',
    (n) =>
      `data "aws_iam_policy_document" "d" {\n  statement {\n${'principals {\n type = "a"\n identifiers = ["b"]\n}\n'.repeat(n)}}\n}\n`,
  ],
  [
    'locals of locals',
    (n) => `locals {\n${Array.from({ length: n }, (_, i) => `  a${i + 1} = local.a${i}\n`).join('')}}\n`,
  ],
  [
    'JSON text with holes',
    (n) => `trust_policy = <<A\n{"Statement": ["${'${a} '.repeat(n)}", ${'"${b}", '.repeat(n)}0]}\nA\n`,
  ],
  [
    'JSON text with directives',
    (n) => `trust_policy = <<A\n{"Statement": [${'%{ if a }{"b": "c"}, '.repeat(n)}0]}\nA\n`,
  ],
  ['broken first lines', (n) => 'a - "b" {\n'.repeat(n)],
];

describe('time grows as a hostile Terraform text does', () => {
  for (const [what, textOf] of HOSTILE)
    it(what, () => {
      growsLinearly(
        what,
        (times) => {
          const text = textOf(times);
          return () => {
            const tree = readFile(text);
            for (const item of tree?.body.items ?? [])
              if (item.kind === 'attribute' && item.value?.kind === 'template') item.value.read();
            extracted(text);
          };
        },
        2000,
        NOTICEABLE,
      );
    });
});
