import assert from 'node:assert/strict';
import { readExpression, readFile } from '../../../server/src/hosts/terraform/reader.ts';
import type { Template } from '../../../server/src/hosts/terraform/template.ts';
import { expressionText } from '../../support/terraformTree.ts';

function templateOf(written: string): { template: Template; text: string } {
  const text = `a = ${written}\n`;
  const [item] = readFile(text)?.body.items ?? [];
  assert(item?.kind === 'attribute' && item.value?.kind === 'template', written);
  return { template: item.value, text };
}

/** As `terraform console` says them. */
const VALUES: readonly (readonly [what: string, written: string, value: string])[] = [
  ['a plain text', '"abc"', 'abc'],
  ['no text', '""', ''],
  ['escapes', String.raw`"\n\t\r\"\\\u00e9\U0001F600"`, '\n\t\r"\\é😀'],
  ['escapes that there are not', String.raw`"\q\u12\U00110000"`, String.raw`\q\u12\U00110000`],
  ['doubled signs', '"$${aws:x}%%{y}$$$${z}"', '${aws:x}%{y}$$${z}'],
  ['signs alone', '"$ % $$ %% $a %b $"', '$ % $$ %% $a %b $'],
  ['a doubled sign at the end', '"$${"', '${'],
  ['a hole', '"repo:${var.org}/x"', 'repo:${var.org}/x'],
  ['holes and blanks in them', '"${ a }${ b.c}-${d }"', '${a}${b.c}-${d}'],
  ['a hole behind a sign', '"$$${a}"', '$${a}'],
  ['a string in a hole', '"x${replace(u, "https://", "")}:sub"', 'x${replace(u, "https://", "")}:sub'],
  ['a brace in a string in a hole', '"x${f("}")}y"', 'x${f("}")}y'],
  ['a hole in a string in a hole', '"${a ? "b${c}" : "d"}"', '${a ? "b${c}" : "d"}'],
  ['a hole over lines', '"${merge(\n  a,\n  b\n)}c"', '${merge(\n  a,\n  b\n)}c'],
  ['a comment in a hole', '"${a /* } */}b"', '${a /* } */}b'],
  ['blanks that a hole takes', '"a ${~ b ~} \\t c"', 'a${b}c'],
  ['a directive', '"a%{ if b }c%{ else }d%{ endif }"', 'acd'],
  ['a heredoc', '<<EOF\n  a\n b\\n\n  EOF', '  a\n b\\n\n'],
  ['an empty heredoc', '<<EOF\nEOF', ''],
  ['a heredoc with Windows line ends', '<<EOF\r\n  a\r\nEOF', '  a\r\n'],
  ['a word that starts as its end does', '<<EOF\nEOFX\nx EOF\nEOF)\n\tEOF ', 'EOFX\nx EOF\nEOF)\n'],
  ['indentation', '<<-EOF\n     x\n    y\n\n      z\n  EOF', ' x\ny\n\n  z\n'],
  ['indentation with tabs', '<<-EOF\n\t\tx\n\t y\n\tEOF', 'x\ny\n'],
  ['indentation of blank lines', '<<-EOF\n    a\n        \n  \n    b\n  EOF', 'a\n        \n  \nb\n'],
  ['indentation and holes', '<<-EOF\n    b${1\n  }\n      ${c} d\n  EOF', 'b${1}\n  ${c} d\n'],
  ['indentation and Windows line ends', '<<-EOF\r\n    a\r\n\r\n      b\r\n  EOF', 'a\r\n\r\n  b\r\n'],
  ['quotes and doubled signs in a heredoc', '<<EOF\n{"a": "$${b} ${"}"} %%{c}"}\nEOF', '{"a": "${b} ${"}"} %{c}"}\n'],
  ['blanks that a hole takes in a heredoc', '<<E\na \n  ${~ b ~} \n   c\nE', 'a \n${b}   c\n'],
  ['a heredoc in the hole of a heredoc', '<<A\n${f(<<B\n x\nB\n)}y\nA', '${f(<<B\n x\nB\n)}y\n'],
];

describe('a text in Terraform', () => {
  for (const [what, written, value] of VALUES)
    it(`is read: ${what}`, () => {
      const { template } = templateOf(written);
      assert.equal(template.value, value);
      assert(template.closed);
    });

  it('knows where each part of it stands', () => {
    for (const [, written] of VALUES) {
      const { template, text } = templateOf(written);
      const { value, holes, body } = template;
      let end = body.start;
      for (let i = 0; i < value.length; i++) {
        if (holes.some((hole) => hole.from <= i && i < hole.to)) continue;
        const at = template.slice(i, i + 1);
        assert(at.start >= end && at.end <= body.end, written);
        const shown = text.slice(at.start, at.end);
        assert(shown.startsWith(value.charAt(i)) || /^[\\$%]/.test(shown) || value.charCodeAt(i) > 0xd7ff, written);
        end = at.start;
      }
    }
  });

  it('has a hole as a whole', () => {
    const { template, text } = templateOf('"\\"a${ var.b }c"');
    const from = template.value.indexOf('var');
    const whole = template.slice(from, from + 1);
    assert.equal(text.slice(whole.start, whole.end), '${ var.b }');
    const [hole] = template.holes;
    assert.equal(hole && text.slice(hole.source.start, hole.source.end), 'var.b');
    const around = template.slice(0, template.value.length);
    assert.equal(text.slice(around.start, around.end), '\\"a${ var.b }c');
  });

  it('says what its directives are', () => {
    const { template } = templateOf('<<E\n%{ for a in b ~}\n x ${a}\n%{ endfor }\nE');
    assert.deepEqual(
      template.holes.map((hole) => hole.directive),
      [true, false, true],
    );
  });

  it('that is one hole is what stands in it', () => {
    for (const [written, inner] of [
      ['"${var.x}"', 'var.x'],
      ['"${data.a.b[0].json}"', 'data.a.b[0].json'],
      ['"${jsonencode({\n a = 1\n})}"', 'jsonencode({a = 1})'],
      ['"${a}b"', undefined],
      ['"${a}${b}"', undefined],
      ['"%{ if a }%{ endif }"', undefined],
      ['"a"', undefined],
      ['"${a b}"', '_'],
      ['"${}"', '_'],
      ['"${a = 1}"', '_'],
    ] as const) {
      const { template, text } = templateOf(written);
      assert.equal(template.only && expressionText(readExpression(text, template.only)), inner, written);
    }
  });
});
