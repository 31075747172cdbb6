import assert from 'node:assert/strict';
import { PolicyDocument } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import type { TreeEdit } from '../../server/src/tree/edit.ts';
import { memberOf, type ArrayNode, type ObjectNode } from '../../server/src/tree/node.ts';
import { growsLinearly } from '../support/growth.ts';

/** Applies tree edits to the policy of a text. */
function written(text: string, edits: (root: ObjectNode) => readonly TreeEdit[]): string | undefined {
  const document = new PolicyDocument(text, true);
  const [policy] = document.extraction.policies;
  assert.ok(policy?.root.kind === 'object');
  const found = document.write(policy, edits(policy.root));
  return found && applyEdits(text, found);
}

const member = (node: ObjectNode, name: string) => {
  const found = memberOf(node, name);
  assert.ok(found);
  return found;
};
const list = (node: ObjectNode, name: string): ArrayNode => {
  const { value } = member(node, name);
  assert.ok(value?.kind === 'array');
  return value;
};

describe('tree edits are written in the author’s layout', () => {
  it('into a tabbed CRLF text', () => {
    const text = '{\r\n\t"Version": "x",\r\n\t"Statement": []\r\n}';
    assert.equal(
      written(text, (root) => [
        { op: 'set', target: root, name: 'Id', value: { a: ['b'] }, where: { after: member(root, 'Version') } },
      ]),
      '{\r\n\t"Version": "x",\r\n\t"Id": {\r\n\t\t"a": [\r\n\t\t\t"b"\r\n\t\t]\r\n\t},\r\n\t"Statement": []\r\n}',
    );
  });

  it('with a blank before the colon where most colons have one', () => {
    const edits = (root: ObjectNode): TreeEdit[] => [
      { op: 'set', target: root, name: 'Id', value: { a: 'b' }, where: { after: member(root, 'Version') } },
    ];
    assert.equal(
      written('{\n  "Version" : "x",\n  "Statement" : [],\n  "Note": " : "\n}', edits),
      '{\n  "Version" : "x",\n  "Id" : {\n    "a" : "b"\n  },\n  "Statement" : [],\n  "Note": " : "\n}',
    );
    assert.equal(
      written('{\n  "Version" : "x",\n  "Statement": []\n}', edits),
      '{\n  "Version" : "x",\n  "Id": {\n    "a": "b"\n  },\n  "Statement": []\n}',
    );
  });

  it('without blanks where most colons have none', () => {
    const edits = (root: ObjectNode): TreeEdit[] => [
      { op: 'append', target: list(root, 'Statement'), value: { b: [1, 2] } },
      { op: 'set', target: root, name: 'Id', value: 'i', where: 'first' },
    ];
    const cases: readonly (readonly [before: string, after: string])[] = [
      ['{"Version":"x","Statement":[true]}', '{"Id":"i","Version":"x","Statement":[true,{"b":[1,2]}]}'],
      ['{"Version":"x", "Statement":["a"]}', '{"Id":"i", "Version":"x", "Statement":["a", {"b":[1, 2]}]}'],
      ['{"Statement":["a : b"]}', '{"Id":"i","Statement":["a : b",{"b":[1,2]}]}'],
      ['{"Version": "x","Statement":["a"]}', '{"Id": "i", "Version": "x","Statement":["a", {"b": [1, 2]}]}'],
      [
        '{\n  "Version":"x",\n  "Statement":[]\n}',
        '{\n  "Id":"i",\n  "Version":"x",\n  "Statement":[\n    {\n      "b":[\n        1,\n        2\n      ]\n    }\n  ]\n}',
      ],
    ];
    for (const [before, after] of cases) assert.equal(written(before, edits), after);
  });

  it('with blanks in braces and brackets where most have some', () => {
    const edits = (root: ObjectNode): TreeEdit[] => [
      { op: 'append', target: list(root, 'Statement'), value: { b: [{ c: 'd' }, []] } },
    ];
    const cases: readonly (readonly [before: string, after: string])[] = [
      ['{ "Statement": [{ "a": "b" }] }', '{ "Statement": [{ "a": "b" }, { "b": [{ "c": "d" }, []] }] }'],
      [
        '{ "Statement": [ { "a": {"b": 1} } ] }',
        '{ "Statement": [ { "a": {"b": 1} }, { "b": [ { "c": "d" }, [] ] } ] }',
      ],
      ['{"Statement": [ {"a": { "b": 1}} ]}', '{"Statement": [ {"a": { "b": 1}}, {"b": [ {"c": "d"}, [] ]} ]}'],
    ];
    for (const [before, after] of cases) assert.equal(written(before, edits), after);
  });

  it('on one line where all is on one line', () => {
    assert.equal(
      written('{"Version": "x", "Statement": ["a"]}', (root) => [
        { op: 'append', target: list(root, 'Statement'), value: { b: 1 } },
        { op: 'set', target: root, name: 'Id', value: 'i', where: 'first' },
      ]),
      '{"Id": "i", "Version": "x", "Statement": ["a", {"b": 1}]}',
    );
  });

  it('into empty containers, several at once', () => {
    assert.equal(
      written('{\n    "Statement": []\n}', (root) => [
        { op: 'append', target: list(root, 'Statement'), value: 1 },
        { op: 'append', target: list(root, 'Statement'), value: 2 },
      ]),
      '{\n    "Statement": [\n        1,\n        2\n    ]\n}',
    );
  });

  it('around calls of functions that bring members', () => {
    const call = '"Fn::Transform": {"Name": "x"}';
    const text = `{"Version": "x", ${call}, "Id": "y", "Sid": "z"}`;
    const remove =
      (...names: readonly string[]) =>
      (root: ObjectNode): readonly TreeEdit[] =>
        names.map((name) => ({ op: 'remove', target: member(root, name), parent: root }));
    assert.equal(written(text, remove('Version')), `{${call}, "Id": "y", "Sid": "z"}`);
    assert.equal(written(text, remove('Id')), `{"Version": "x", ${call}, "Sid": "z"}`);
    assert.equal(written(text, remove('Version', 'Id', 'Sid')), `{${call}}`);
    assert.equal(
      written(`{"Version": "x", ${call}}`, (root) => [
        { op: 'set', target: root, name: 'Id', value: 'i', where: 'last' },
        { op: 'set', target: root, name: 'Sid', value: 's', where: { after: member(root, 'Version') } },
      ]),
      `{"Version": "x", "Sid": "s", ${call}, "Id": "i"}`,
    );
  });

  it('removing first, middle, last and all', () => {
    const text = '{"Statement": [1, 2, 3]}';
    const without = (...which: number[]): string | undefined =>
      written(text, (root) => {
        const parent = list(root, 'Statement');
        return which.map((i) => ({ op: 'remove', target: parent.items[i]!, parent }));
      });
    assert.equal(without(0), '{"Statement": [2, 3]}');
    assert.equal(without(1), '{"Statement": [1, 3]}');
    assert.equal(without(2), '{"Statement": [1, 2]}');
    assert.equal(without(0, 2), '{"Statement": [2]}');
    assert.equal(without(0, 1, 2), '{"Statement": []}');
  });

  it('a value for a key that has none yet', () => {
    assert.equal(
      written('{"Statement": [], "Id"}', (root) => [
        { op: 'set', target: root, name: 'Version', value: 'v', where: 'first' },
      ]),
      undefined,
    );
    assert.equal(
      written('{"Id": "a"}', (root) => [{ op: 'set', target: root, name: 'Id', value: 'b', where: 'last' }]),
      '{"Id": "b"}',
    );
  });

  it('not where the text is broken, but where it is sound beside it', () => {
    const text = '{"Id": "a", "Statement": [{"x" 1}]}';
    assert.equal(
      written(text, (root) => [{ op: 'set', target: root, name: 'Version', value: 'v', where: 'first' }]),
      undefined,
    );
    assert.equal(
      written(text, (root) => [{ op: 'replace', target: member(root, 'Id').value!, value: 'b' }]),
      '{"Id": "b", "Statement": [{"x" 1}]}',
    );
  });

  it('not into what never ends, also behind another syntax error', () => {
    for (const end of [
      '{"Effect": "Allow", "Sid": "',
      '{"Effect": "Allow"',
      '{"Effect": "Allow", "x": [1',
      '{"Effect": "Allow", ',
    ])
      for (const start of ['{"Id": "x"${X}, ', '{"Id" "x", ', '{'])
        assert.equal(
          written(`${start}"Statement": [${end}`, (root) => {
            const [statement] = list(root, 'Statement').items;
            assert.ok(statement?.kind === 'object');
            return [{ op: 'set', target: statement, name: 'Action', value: 'sts:AssumeRole', where: 'last' }];
          }),
          undefined,
          start + end,
        );
  });

  it('with the escapes of the string it stands in', () => {
    const text = JSON.stringify({ AssumeRolePolicyDocument: '{"Version": "2012-10-17", "Statement": []}' });
    const after = written(text, (root) => [{ op: 'set', target: root, name: 'Id', value: 'é"', where: 'last' }]);
    assert.deepEqual(
      JSON.parse((JSON.parse(after ?? '') as { AssumeRolePolicyDocument: string }).AssumeRolePolicyDocument),
      { Version: '2012-10-17', Statement: [], Id: 'é"' },
    );
  });

  for (const [name, start] of [
    ['on one line', '{'],
    ['on a long line behind a short one', '{\n'],
  ] as const)
    it(`each in the time of its own, not of the text, ${name}`, () => {
      growsLinearly(
        name,
        (count) => {
          const items = Array.from({ length: count }, () => '{"Effect": "Allow", "Principal": "*"}').join(',');
          const document = new PolicyDocument(`${start}"Statement": [${items}]}`, true);
          const [policy] = document.extraction.policies;
          assert.ok(policy?.root.kind === 'object');
          const targets = list(policy.root, 'Statement').items.flatMap((item) =>
            item.kind === 'object' ? (memberOf(item, 'Principal')?.value ?? []) : [],
          );
          assert.equal(targets.length, count);
          return () => {
            for (const target of targets)
              document.write(policy, [{ op: 'replace', target, value: { AWS: ['1', '2'] } }]);
          };
        },
        4000,
      );
    });
});
