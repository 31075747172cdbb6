// YAML as it stands while it is typed, and texts that are none: what is read stays in place, and nothing is thrown.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ValueNode } from '../../server/src/tree/node.ts';
import { growsLinearly } from '../support/growth.ts';
import { halfTyped, kept, typed, type Key } from '../support/halfTyped.ts';
import { nodeText } from '../support/terraformPolicies.ts';
import { YAML_FILES } from '../support/yamlFiles.ts';
import { extractedYaml, judgedYaml, roleTemplate, statementTemplate } from '../support/yamlPolicies.ts';

const EDITS = 300;
/** What takes longer than time that grows as the text does takes far longer than this. Milliseconds. */
const NOTICEABLE = 50;

/** Every name of a member in a policy, and which names it lies under. */
function keysOf(text: string): Key[] {
  const keys: Key[] = [];
  const walk = (node: ValueNode, above: string): void => {
    if (node.kind === 'array') for (const item of node.items) walk(item, above);
    if (node.kind !== 'object') return;
    for (const { key, value } of node.members) {
      const path = `${above}/${key.value}`;
      keys.push({ name: key.value, path, at: key.span.start });
      if (value) walk(value, path);
    }
  };
  for (const { root } of extractedYaml(text).policies) walk(root, '');
  return keys;
}

/** Whether all that policies are made of stands in the text. */
function assertPlaced(text: string): void {
  const { policies, problems } = extractedYaml(text);
  for (const { span } of problems) assert(span.start >= 0 && span.end <= text.length, text);
  for (const policy of policies) {
    const look = (node: ValueNode): void => {
      const { start, end } = node.span;
      assert(start >= 0 && start <= end && end <= text.length, text);
      if (node.kind === 'array') node.items.forEach(look);
      if (node.kind === 'string') {
        const whole = node.slice(0, node.value.length);
        assert(whole.start >= start && whole.end <= Math.max(end, whole.start), text);
        for (const { from, to } of node.holes) assert(from >= 0 && from <= to && to <= node.value.length, text);
      }
      if (node.kind === 'object')
        for (const { key, value, span } of node.members) {
          assert(span.start <= span.end && span.end <= text.length, text);
          look(key);
          if (value) look(value);
        }
    };
    look(policy.root);
    assert(policy.covers(policy.root.span) && policy.fingerprint !== '', text);
    for (const span of policy.unreadable)
      assert(span.start >= 0 && span.start <= span.end && span.end <= text.length, text);
  }
}

const layouts = (text: string): string[] => [text, text.replaceAll('\n', '\r\n'), text.replace(/^[ \t]+/gm, '')];

describe('half-typed YAML', () => {
  it('keeps at least 99 % of the keys of other lines', () => {
    const total = { others: 0, found: 0 };
    for (const [i, text] of YAML_FILES.entries()) {
      const before = keysOf(text);
      for (const edit of fc.sample(halfTyped(text), { numRuns: EDITS, seed: i })) {
        const now = kept(before, edit, text, keysOf(typed(text, edit)));
        total.others += now.others;
        total.found += now.found;
      }
    }
    assert(total.others > 3 * EDITS * 10);
    assert(total.found >= total.others * 0.99, `${total.found} of ${total.others}`);
  });

  it('brings no finding to other policies', () => {
    for (const [i, text] of YAML_FILES.entries()) {
      const before = judgedYaml(text);
      for (const edit of fc.sample(halfTyped(text), { numRuns: EDITS / 2, seed: i })) {
        const now = typed(text, edit);
        const shift = edit.by.length - (edit.to - edit.from);
        const known = new Set(
          before.map(({ ruleId, span: { start } }) => `${ruleId} ${start < edit.to ? start : start + shift}`),
        );
        const line = now.lastIndexOf('\n', edit.from - 1) + 1;
        const touched = extractedYaml(now).policies.filter(
          ({ root: { span } }) => span.start <= edit.from + 1 && span.end >= line,
        );
        for (const { ruleId, span } of judgedYaml(now))
          assert(
            known.has(`${ruleId} ${span.start}`) ||
              touched.some((policy) => policy.covers(span)) ||
              (span.start >= line && span.start <= edit.from + 1),
            `${ruleId}: ${now}`,
          );
      }
    }
  });

  it('has all spans in place', () => {
    for (const whole of YAML_FILES)
      for (const text of layouts(whole)) {
        assertPlaced(text);
        const edits = fc.sample(fc.array(halfTyped(text), { minLength: 1, maxLength: 3 }), {
          numRuns: EDITS / 4,
          seed: 1,
        });
        for (const some of edits) assertPlaced(some.reduce((now, edit) => typed(now, edit), text));
      }
  });
});

const json = fc.oneof(
  fc.string(),
  fc.constantFrom('a', 'yes', 'null', '1', 'a: b', '- a', '# a', '', ' a ', 'é😀', 'a\nb'),
);
const written: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    json,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('Sid', 'a', 'a:b', 'yes', '1', 'x y'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

describe('any policy', () => {
  it('is read as its JSON, on one line of YAML and as text', () => {
    fc.assert(
      fc.property(written, (value) => {
        const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', X: value }] });
        const trees = [policy, `'${policy.replaceAll("'", "''")}'`, JSON.stringify(policy), `|\n        ${policy}`].map(
          (text) => nodeText(extractedYaml(roleTemplate(text)).policies[0]?.root),
        );
        assert.equal(new Set(trees).size, 1, trees.join('\n'));
        assert.ok(trees[0]?.startsWith('{Version'));
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '\\',
    '\n',
    '\r',
    '\r\n',
    '\t',
    ' ',
    '  ',
    '    ',
    ': ',
    ':',
    '- ',
    '-',
    '? ',
    ', ',
    '#',
  ),
  fc.constantFrom(
    '|',
    '>',
    '|-\n',
    '>2\n',
    '&a ',
    '*a',
    '<<: ',
    '!Sub ',
    '!Ref x',
    '!!str ',
    '---\n',
    '...\n',
    '%YAML 1.2\n',
    '{{ x }}',
    '${x}',
    '@',
    '`',
  ),
  fc.constantFrom(
    'AssumeRolePolicyDocument:\n',
    'assume_role_policy: ',
    'Statement:\n',
    'Version',
    'sts:AssumeRole Principal',
    'Resources:\n',
    'Type: AWS::IAM::Role\n',
    'TemplateBody: |\n',
    '{"Statement": [',
    '\ufeff',
    '\0',
    '\ud800',
    '😀',
    'é',
  ),
);

describe('any text', () => {
  it('is read, with all spans in place', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 50 }), (pieces) => {
        assertPlaced(pieces.join(''));
        assertPlaced(statementTemplate(pieces.join('').replaceAll('\n', '\n ')));
      }),
      { numRuns: 2000, seed: 6 },
    );
  });
});

const role = (policy: string): string => roleTemplate(policy);

/** What may cost more than it is long. */
const HOSTILE: readonly (readonly [what: string, text: (times: number) => string])[] = [
  ['brackets', (n) => role('['.repeat(n))],
  ['closing brackets', (n) => role(`[${']'.repeat(n)}`)],
  ['braces', (n) => role(`{Statement: ${'{'.repeat(n)}`)],
  ['brackets in lines', (n) => role(`{Statement: ${'[\n'.repeat(n)}`)],
  ['dashes', (n) => role(`\n        ${'- '.repeat(n)}a`)],
  [
    'deeper and deeper lines',
    (n) =>
      `AssumeRolePolicyDocument:\n${Array.from({ length: Math.min(n, 400) }, (_, i) => `${' '.repeat(i + 1)}a:\n`).join('')}`,
  ],
  ['quotes without end', (n) => statementTemplate(`a: "b\n`.repeat(n))],
  ['quotes without end in a list', (n) => role(`{Statement: [${'"a, \n'.repeat(n)}]}`)],
  ['single quotes', (n) => statementTemplate(`a: ${"'".repeat(n)}`)],
  ['backslashes', (n) => statementTemplate(`a: "${'\\\\'.repeat(n)}"`)],
  ['items without a colon', (n) => `${statementTemplate('a: b')}x:\n${'  - a\n'.repeat(n)}`],
  ['half-typed names', (n) => statementTemplate('a\n'.repeat(n))],
  ['colons', (n) => statementTemplate(`a${': b'.repeat(n)}`)],
  ['lines with too many colons', (n) => statementTemplate('a: b: c\n'.repeat(n))],
  ['tags', (n) => statementTemplate(`a: ${'!Sub '.repeat(n)}b`)],
  [
    'anchors',
    (n) => `${Array.from({ length: n }, (_, i) => `a${i}: &a${i} b\n`).join('')}${statementTemplate('Sid: *a0')}`,
  ],
  ['aliases', (n) => `a: &a b\n${statementTemplate(`Sid: [${'*a, '.repeat(n)}]`)}`],
  ['aliases of nothing', (n) => statementTemplate(`Sid: [${'*a, '.repeat(n)}]`)],
  ['anchors of one name', (n) => `${'a: &a b\n'.repeat(n)}${statementTemplate(`Sid: [${'*a, '.repeat(n)}]`)}`],
  ['merges', (n) => `a: &a {b: c}\n${statementTemplate('<<: *a\n'.repeat(n))}`],
  ['documents', (n) => `---\n${role('{Statement: []}')}`.repeat(n / 10)],
  [
    'policies',
    (n) => Array.from({ length: n / 10 }, (_, i) => `a${i}:\n  AssumeRolePolicyDocument: {Statement: []}\n`).join(''),
  ],
  [
    'roles of one template',
    (n) =>
      `Resources:\n${Array.from({ length: n / 10 }, (_, i) => `  A${i}:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {Version: '1', Statement: []}\n`).join('')}`,
  ],
  [
    'policies by their content',
    (n) =>
      Array.from({ length: n / 10 }, (_, i) => `a${i}:\n  Statement: [{Principal: a, Action: sts:AssumeRole}]\n`).join(
        '',
      ),
  ],
  ['statements', (n) => role(`Version: '1'\nStatement:\n${'  - {Effect: Allow}\n'.repeat(n)}`)],
  ['statements in lines', (n) => role(`Version: '1'\nStatement:\n${'  - Effect: Allow\n    Action: a\n'.repeat(n)}`)],
  ['text in a block', (n) => role(`|\n${'        {"Statement": [\n'.repeat(n)}`)],
  ['text in a folded block', (n) => role(`>\n${'        {"Statement": [\n\n'.repeat(n)}`)],
  ['text over lines', (n) => statementTemplate(`a: b\n${'  c\n\n'.repeat(n)}`)],
  ['text in quotes over lines', (n) => statementTemplate(`a: "b\n${'  c\\\n\n'.repeat(n)}"`)],
  ['blanks', (n) => statementTemplate(`a:${' '.repeat(n)}b${' '.repeat(n)}`)],
  ['blank lines', (n) => statementTemplate(`a: b\n${'\n'.repeat(n)}`)],
  ['tabs', (n) => statementTemplate(`${'\t'.repeat(n)}a: b\n${'\t a: b\n'.repeat(n)}`)],
  ['comments', (n) => statementTemplate(`a: b # c\n${'# d\n'.repeat(n)}`)],
  ['names of the root', (n) => `${'xResources '.repeat(n)}\n${role('{Statement: []}')}`],
  ['one long line', (n) => role(`{Version: '1', Statement: [${'{Effect: Allow}, '.repeat(n)}]}`)],
  ['one long word', (n) => statementTemplate(`a: ${'b'.repeat(n * 10)}`)],
  ['what is filled in', (n) => `service: s\nprovider: {}\n${statementTemplate(`a: ${'${b:'.repeat(n)}`)}`],
  ['signs of Helm', (n) => `{{${' '.repeat(n)}\n${'{{- '.repeat(n)}\n${role('{Statement: []}')}`],
  ['letters beyond ASCII', (n) => statementTemplate(`a: ${'é'.repeat(n)}`)],
  ['halves of pairs', (n) => statementTemplate(`a: ${'\ud800'.repeat(n)}`)],
  ['line ends of old', (n) => role('{Statement: []}').replaceAll('\n', '\r') + '\ra: b'.repeat(n)],
  [
    'templates in templates',
    (n) => `TemplateBody: |\n  AssumeRolePolicyDocument:\n    Statement:\n${'      - a: b\n'.repeat(n)}`,
  ],
];

describe('time grows as a hostile YAML text does', () => {
  for (const [what, textOf] of HOSTILE)
    it(what, () => {
      growsLinearly(
        what,
        (times) => {
          let more = 0; // what is read again is known
          return () => {
            extractedYaml(textOf(times + more++));
          };
        },
        1000,
        NOTICEABLE,
      );
    });
});
