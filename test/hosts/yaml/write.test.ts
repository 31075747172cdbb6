import assert from 'node:assert/strict';
import { keep, newObject, type NewValue, type TreeEdit } from '../../../server/src/tree/edit.ts';
import type { Tree } from '../../support/terraformWritten.ts';
import { roleTemplate } from '../../support/yamlPolicies.ts';
import { rewrittenYaml } from '../../support/yamlWritten.ts';

const set = (tree: Tree, path: string, name: string, value: NewValue, after?: string): TreeEdit => {
  const where = after === undefined ? 'last' : { after: tree.member(path, after) };
  return { op: 'set', target: tree.object(path), name, value, where };
};
const first = (tree: Tree, path: string, name: string, value: NewValue): TreeEdit => ({
  op: 'set',
  target: tree.object(path),
  name,
  value,
  where: 'first',
});
const remove = (tree: Tree, path: string, name: string): TreeEdit => ({
  op: 'remove',
  target: tree.member(path, name),
  parent: tree.object(path),
});
const drop = (tree: Tree, list: string, index: number): TreeEdit => ({
  op: 'remove',
  target: tree.node(`${list}/${index}`),
  parent: tree.list(list),
});
const rename = (tree: Tree, path: string, from: string, name: string): TreeEdit => ({
  op: 'renameKey',
  target: tree.member(path, from),
  name,
});
const replace = (tree: Tree, path: string, value: NewValue): TreeEdit => ({
  op: 'replace',
  target: tree.node(path),
  value,
});
const append = (tree: Tree, path: string, value: NewValue): TreeEdit => ({
  op: 'append',
  target: tree.list(path),
  value,
});

interface Case {
  readonly what: string;
  readonly before: readonly string[];
  readonly edit: (tree: Tree) => readonly TreeEdit[];
  /** Null where it is declined. */
  readonly after: readonly string[] | null;
}

const SAMPLE = [
  "Version: '2012-10-17'",
  'Statement:',
  '  # builds',
  '  - Sid: Build # first',
  '    # who',
  '    Effect: Allow',
  '    Principal:',
  '      Service: ec2.amazonaws.com # machines',
  '    Action: sts:AssumeRole',
] as const;
const S = 'Statement/0';

const CASES: readonly Case[] = [
  {
    what: 'a member stands behind the one before and its comment',
    before: SAMPLE,
    edit: (t) => [set(t, S, 'Condition', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, 'Principal')],
    after: [
      ...SAMPLE.slice(0, 8),
      '    Condition:',
      '      Bool:',
      "        aws:MultiFactorAuthPresent: 'true'",
      SAMPLE[8],
    ],
  },
  {
    what: 'the first member of an item goes with its comment, the dash and the comment above the next one stay',
    before: SAMPLE,
    edit: (t) => [remove(t, S, 'Sid')],
    after: [...SAMPLE.slice(0, 3), '  - # who', ...SAMPLE.slice(5)],
  },
  {
    what: 'two first members go, the dash joins the third',
    before: SAMPLE,
    edit: (t) => [remove(t, S, 'Sid'), remove(t, S, 'Effect')],
    after: [...SAMPLE.slice(0, 3), '  - # who', ...SAMPLE.slice(6)],
  },
  {
    what: 'the dash stays with what comes first',
    before: SAMPLE,
    edit: (t) => [first(t, S, 'NotAction', 'a')],
    after: [...SAMPLE.slice(0, 3), '  - NotAction: a', '    Sid: Build # first', ...SAMPLE.slice(4)],
  },
  {
    what: 'the first member changes place with another',
    before: SAMPLE,
    edit: (t) => [remove(t, S, 'Sid'), first(t, S, 'NotAction', 'a')],
    after: [...SAMPLE.slice(0, 3), '  - NotAction: a', '    # who', ...SAMPLE.slice(5)],
  },
  {
    what: 'the last member goes, at the end of the text too',
    before: SAMPLE,
    edit: (t) => [remove(t, S, 'Action')],
    after: SAMPLE.slice(0, 8),
  },
  {
    what: 'nothing is left: braces',
    before: SAMPLE,
    edit: (t) => [remove(t, `${S}/Principal`, 'Service')],
    after: [...SAMPLE.slice(0, 6), '    Principal: {}', SAMPLE[8]],
  },
  {
    what: 'all of a mapping is another one',
    before: SAMPLE,
    edit: (t) => [remove(t, `${S}/Principal`, 'Service'), set(t, `${S}/Principal`, 'AWS', ['*', 'a'])],
    after: [...SAMPLE.slice(0, 7), '      AWS:', "        - '*'", '        - a', SAMPLE[8]],
  },
  {
    what: 'a value becomes a list, its comment stays behind it',
    before: SAMPLE,
    edit: (t) => [
      replace(t, `${S}/Principal/Service`, [keep(t.node(`${S}/Principal/Service`)), 'lambda.amazonaws.com']),
    ],
    after: [
      ...SAMPLE.slice(0, 7),
      '      Service:',
      '        - ec2.amazonaws.com # machines',
      '        - lambda.amazonaws.com',
      SAMPLE[8],
    ],
  },
  {
    what: 'a list becomes its only item, the comment behind it stays there once',
    before: [
      'Statement:',
      '  - Effect: Allow',
      '    Condition:',
      '      - Bool:',
      '          a: b # why',
      '    Sid: x',
    ],
    edit: (t) => [replace(t, `${S}/Condition`, keep(t.node(`${S}/Condition/0`)))],
    after: ['Statement:', '  - Effect: Allow', '    Condition:', '      Bool:', '        a: b # why', '    Sid: x'],
  },
  {
    what: 'a list becomes its only item on the line of its name, with the comment behind it',
    before: ['Statement:', '  - Effect: Allow', '    Action:', '      - a # why', '    Resource: [b] # which'],
    edit: (t) => [
      replace(t, `${S}/Action`, keep(t.node(`${S}/Action/0`))),
      replace(t, `${S}/Resource`, keep(t.node(`${S}/Resource/0`))),
    ],
    after: ['Statement:', '  - Effect: Allow', '    Action: a # why', '    Resource: b # which'],
  },
  {
    what: 'a list whose last item stays beside what is new keeps its comment once',
    before: ['Statement:', '  - Effect: Allow', '    Action:', '      - a', '      - b # why', '    Sid: x'],
    edit: (t) => [replace(t, `${S}/Action`, [keep(t.node(`${S}/Action/1`)), 'c'])],
    after: ['Statement:', '  - Effect: Allow', '    Action:', '      - b # why', '      - c', '    Sid: x'],
  },
  {
    what: 'a statement follows in the style of the list, which gets dashes where it was a mapping',
    before: ['Version: "2012-10-17"', 'Statement:', '  Effect: "Allow" # one', '  Action: "sts:AssumeRole"'],
    edit: (t) => [replace(t, 'Statement', [keep(t.node('Statement')), { Effect: 'Deny', Action: '*' }])],
    after: [
      'Version: "2012-10-17"',
      'Statement:',
      '  - Effect: "Allow" # one',
      '    Action: "sts:AssumeRole"',
      '  - Effect: "Deny"',
      '    Action: "*"',
    ],
  },
  {
    what: 'a statement stands apart from others as they do',
    before: ["Version: '2012-10-17'", 'Statement:', '- Effect: Allow', '', '- Effect: Deny', '  # the end', 'Id: b'],
    edit: (t) => [append(t, 'Statement', { Effect: 'Deny', Sid: 'c' })],
    after: [
      "Version: '2012-10-17'",
      'Statement:',
      '- Effect: Allow',
      '',
      '- Effect: Deny',
      '  # the end',
      '',
      '- Effect: Deny',
      '  Sid: c',
      'Id: b',
    ],
  },
  {
    what: 'a statement goes with a blank line',
    before: ["Version: '2012-10-17'", 'Statement:', '- Effect: Allow', '', '- Effect: Deny', '', '- Sid: b'],
    edit: (t) => [drop(t, 'Statement', 1)],
    after: ["Version: '2012-10-17'", 'Statement:', '- Effect: Allow', '', '- Sid: b'],
  },
  {
    what: 'an item of a list on lines of its own',
    before: ['Statement:', '  - Effect: Allow', '    Action:', '    - a # one', '    # two', '    - b', '    Sid: c'],
    edit: (t) => [drop(t, `${S}/Action`, 0), append(t, `${S}/Action`, '*')],
    after: ['Statement:', '  - Effect: Allow', '    Action:', '    # two', '    - b', "    - '*'", '    Sid: c'],
  },
  {
    what: 'an item of a list in brackets',
    before: ['Statement:', '  - Effect: Allow', '    Action: [a, "b", c]  # all'],
    edit: (t) => [drop(t, `${S}/Action`, 1), append(t, `${S}/Action`, 'd')],
    after: ['Statement:', '  - Effect: Allow', '    Action: [a, c, d]  # all'],
  },
  {
    what: 'a member in braces with blanks inside',
    before: ['Id: x', "Statement: [ { Sid: A, Principal: { AWS: !Select [0, !Split [',', !Ref X]] } } ]"],
    edit: (tree) => [set(tree, 'Statement/0', 'Condition', { Bool: { a: 'b' } })],
    after: [
      'Id: x',
      "Statement: [ { Sid: A, Principal: { AWS: !Select [0, !Split [',', !Ref X]] }, Condition: { Bool: { a: b } } } ]",
    ],
  },
  {
    what: 'a member of JSON without blanks',
    before: ['{"Statement":[{"Sid":"a, b : c"}],"Id":"x"}'],
    edit: (tree) => [
      set(tree, 'Statement/0', 'Condition', { Bool: { a: ['b', 'c'] } }),
      first(tree, '', 'Version', '2012-10-17'),
    ],
    after: ['{"Version":"2012-10-17","Statement":[{"Sid":"a, b : c","Condition":{"Bool":{"a":["b","c"]}}}],"Id":"x"}'],
  },
  {
    what: 'a member in braces, over lines',
    before: ['Statement: [', '  {', '    Effect: Allow, # yes', '    Action: a', '  }', ']'],
    edit: (t) => [set(t, S, 'Condition', { Bool: { a: 'true' } }), set(t, S, 'Sid', 'b', 'Effect')],
    after: [
      'Statement: [',
      '  {',
      '    Effect: Allow, # yes',
      '    Sid: b,',
      '    Action: a,',
      '    Condition: {',
      '      Bool: {',
      "        a: 'true'",
      '      }',
      '    }',
      '  }',
      ']',
    ],
  },
  {
    what: 'JSON keeps its quotes',
    before: ['{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}}]}'],
    edit: (t) => [rename(t, `${S}/Principal`, 'AWS', 'Service'), set(t, S, 'Sid', 'A', 'Effect')],
    after: ['{"Statement": [{"Effect": "Allow", "Sid": "A", "Principal": {"Service": "*"}}]}'],
  },
  {
    what: 'a condition moves to another operator with its comment',
    before: [
      'Statement:',
      '  - Effect: Allow',
      '    Condition:',
      '      StringEquals:',
      '        a:b: c # one',
      '        d:e: f*   # two',
      '    Sid: x',
    ],
    edit: (t) => [
      remove(t, `${S}/Condition/StringEquals`, 'd:e'),
      set(
        t,
        `${S}/Condition`,
        'StringLike',
        newObject([
          [t.member(`${S}/Condition/StringEquals`, 'd:e').key, keep(t.node(`${S}/Condition/StringEquals/d:e`))],
        ]),
      ),
    ],
    after: [
      'Statement:',
      '  - Effect: Allow',
      '    Condition:',
      '      StringEquals:',
      '        a:b: c # one',
      '      StringLike:',
      '        d:e: f*   # two',
      '    Sid: x',
    ],
  },
  {
    what: 'a text that needs quotes gets those of its neighbors',
    before: ['Version: "2012-10-17"', 'Statement:', '  - Effect: Allow'],
    edit: (t) => [replace(t, `${S}/Effect`, 'no'), set(t, S, 'Sid', 'x: y')],
    after: ['Version: "2012-10-17"', 'Statement:', '  - Effect: "no"', '    Sid: "x: y"'],
  },
  {
    what: 'a date without quotes gets some',
    before: ['Version: 2012-10-17', 'Statement: []'],
    edit: (t) => [replace(t, 'Version', '2008-10-17')],
    after: ["Version: '2008-10-17'", 'Statement: []'],
  },
  {
    what: 'quotes stay, with escapes where they need them',
    before: ["Version: '2012-10-17'", 'Statement:', "  - Sid: 'it''s'", '    Action: "a\\u0041" # b'],
    edit: (t) => [replace(t, `${S}/Sid`, "it's 'me'"), replace(t, `${S}/Action`, 'aA"')],
    after: ["Version: '2012-10-17'", 'Statement:', "  - Sid: 'it''s ''me'''", '    Action: "a\\u0041\\"" # b'],
  },
  {
    what: 'a text over lines is changed on one of them',
    before: [
      "Version: '2012-10-17'",
      'Statement:',
      '  - Sid: >-',
      '      one',
      '      two',
      '    Effect: a',
      '      b',
    ],
    edit: (t) => [replace(t, `${S}/Sid`, 'one 2'), replace(t, `${S}/Effect`, 'a c')],
    after: ["Version: '2012-10-17'", 'Statement:', '  - Sid: >-', '      one', '      2', '    Effect: a', '      c'],
  },
  {
    what: 'an empty list in brackets becomes one on lines',
    before: ['Statement:', '  - Effect: Allow', '    Action: [] # none'],
    edit: (t) => [append(t, `${S}/Action`, 'a')],
    after: ['Statement:', '  - Effect: Allow', '    Action:', '      - a # none'],
  },
  {
    what: 'what a function fills in stays where a text beside it changes',
    before: ['Statement:', '  - Effect: Allow', '    Principal:', "      AWS: !Sub 'arn:aws:iam::${Account}:role/a'"],
    edit: (t) => [replace(t, `${S}/Principal/AWS`, 'arn:aws:iam::${Account}:role/b${x}')],
    after: [
      'Statement:',
      '  - Effect: Allow',
      '    Principal:',
      "      AWS: !Sub 'arn:aws:iam::${Account}:role/b${!x}'",
    ],
  },
  {
    what: 'a reference is kept as it stands, on lines and in brackets',
    before: [
      'Statement:',
      '  - Effect: Allow',
      '    Principal:',
      '      AWS: !GetAtt Runner.Arn',
      '    Action: [a]',
      '    Resource:',
      '      Fn::Sub:',
      '        - ${a}',
      '        - a: b',
    ],
    edit: (t) => [
      replace(t, `${S}/Principal/AWS`, [keep(t.node(`${S}/Principal/AWS`)), 'b']),
      append(t, `${S}/Action`, keep(t.node(`${S}/Principal/AWS`))),
      replace(t, `${S}/Resource`, [keep(t.node(`${S}/Resource`))]),
    ],
    after: [
      'Statement:',
      '  - Effect: Allow',
      '    Principal:',
      '      AWS:',
      '        - !GetAtt Runner.Arn',
      '        - b',
      '    Action: [a, !GetAtt Runner.Arn]',
      '    Resource:',
      '      - Fn::Sub:',
      '          - ${a}',
      '          - a: b',
    ],
  },
  {
    what: 'a comment between what stays and what goes keeps all as it is',
    before: [
      'Statement:',
      '  - Effect: Allow',
      '    Action: [ # the first',
      '      a]',
      '    Condition:',
      '      # why',
      '      Bool: {}',
    ],
    edit: (t) => [replace(t, `${S}/Condition`, 'x')],
    after: null,
  },
  {
    what: 'what is filled in by a deploy is not copied as text',
    before: ['Statement:', '  - Effect: Allow', '    Action: !Sub "a${B}"'],
    edit: (t) => [set(t, S, 'Sid', 'x${B}')],
    after: null,
  },
  {
    what: 'what merges bring is left where it is: a mapping gets a member of its own',
    before: ['Statement:', '  - Effect: Allow', '    Condition:', '      <<: {Bool: {a: b}}'],
    edit: (t) => [set(t, `${S}/Condition`, 'Bool', 'c')],
    after: ['Statement:', '  - Effect: Allow', '    Condition:', '      <<: {Bool: {a: b}}', '      Bool: c'],
  },
  {
    what: 'an explicit key',
    before: ['Statement:', '  - ? Effect', '    : Allow', '    Action: a'],
    edit: (t) => [rename(t, S, 'Effect', 'Sid'), replace(t, `${S}/Effect`, 'b')],
    after: ['Statement:', '  - ? Sid', '    : b', '    Action: a'],
  },
];

function changed({ before, edit }: Case, eol = '\n'): string | undefined {
  return rewrittenYaml(roleTemplate(before.join('\n')).replaceAll('\n', eol), edit);
}

describe('edits of YAML', () => {
  for (const each of CASES)
    it(each.what, () => {
      const after = each.after && roleTemplate(each.after.join('\n'));
      assert.equal(changed(each), after ?? undefined);
      assert.equal(changed(each, '\r\n'), after?.replaceAll('\n', '\r\n'));
    });
});
