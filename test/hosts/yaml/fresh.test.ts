// Fresh text that a tool would fill in, where it has no way to say otherwise: nothing is written.
import assert from 'node:assert/strict';
import { newObject, type TreeEdit } from '../../../server/src/tree/edit.ts';
import type { StringNode } from '../../../server/src/tree/node.ts';
import type { Tree } from '../../support/terraformWritten.ts';
import { indented, roleTemplate } from '../../support/yamlPolicies.ts';
import { rewrittenYaml } from '../../support/yamlWritten.ts';

const POLICY = `Version: '2012-10-17'
Statement:
  - Sid: Old
    Effect: Allow
    Action:
      - sts:AssumeRole
    Principal:
      AWS: arn:aws:iam::111122223333:role/app
`;
const S = 'Statement/0';

/** Each way to write a text. */
const EDITS: Readonly<Record<string, (tree: Tree, text: string) => TreeEdit>> = {
  'a value': (t, value) => ({ op: 'replace', target: t.node(`${S}/Sid`), value }),
  'a value in a list': (t, value) => ({ op: 'replace', target: t.node(`${S}/Action`), value: ['a', value] }),
  'a part of a value': (t, text) => {
    const target = t.node(`${S}/Principal/AWS`) as StringNode;
    return { op: 'replaceText', target, from: target.value.length - 3, to: target.value.length, text };
  },
  'an item': (t, value) => ({ op: 'append', target: t.list(`${S}/Action`), value }),
  'a member': (t, value) => ({ op: 'set', target: t.object(S), name: 'Id', value, where: 'last' }),
  'a member in a mapping': (t, value) => ({
    op: 'set',
    target: t.object(S),
    name: 'Condition',
    value: newObject([['StringEquals', newObject([['a:b', value]])]]),
    where: 'last',
  }),
  'the name of a member': (t, name) => ({ op: 'set', target: t.object(S), name, value: 'x', where: 'last' }),
  'another name': (t, name) => ({ op: 'renameKey', target: t.member(S, 'Sid'), name }),
};

interface Home {
  readonly what: string;
  readonly text: string;
  readonly path?: string;
  readonly filled: string;
  /** What the tool leaves, with what it takes to say so. */
  readonly left: readonly (readonly [text: string, written: string])[];
}

const HOMES: readonly Home[] = [
  {
    what: 'CloudFormation, where only a function fills in and a bare name seems to be forgotten',
    text: roleTemplate(POLICY),
    filled: 'x${Deploy.Arn}',
    left: [['x${aws:username}', 'x${aws:username}']],
  },
  {
    what: 'Serverless',
    text: `service: a\nprovider: aws\nresources:\n${indented(roleTemplate(POLICY), 2)}`,
    path: 'serverless.yml',
    filled: 'x${self:custom.a}',
    left: [['x${aws:username}', 'x${aws:username}']],
  },
  {
    what: 'Ansible',
    text: `- iam_role:\n    assume_role_policy_document:\n${indented(POLICY, 6)}`,
    path: 'roles.yml',
    filled: 'x{{ a }}',
    left: [['x${aws:username}', 'x${aws:username}']],
  },
  {
    what: 'Pulumi',
    text: `runtime: yaml\nresources:\n  r:\n    type: aws:iam:Role\n    properties:\n      assumeRolePolicy:\n        fn::toJSON:\n${indented(POLICY, 10)}`,
    path: 'Pulumi.yaml',
    filled: 'x${a.b}',
    left: [['x${aws:username}', 'x${aws:username}']],
  },
  {
    what: 'the text of Fn::Sub, in which all of it is',
    text: `Resources:\n  S:\n    Properties:\n      TemplateBody: !Sub |\n${indented(roleTemplate(POLICY), 8)}`,
    filled: 'x${aws:username}',
    left: [['x$', 'x$']],
  },
];

describe('fresh text in YAML', () => {
  for (const { what, text, path, filled, left } of HOMES)
    for (const [kind, edit] of Object.entries(EDITS))
      it(`is not filled in by ${what}: ${kind}`, () => {
        const written = (fresh: string): string | undefined =>
          rewrittenYaml(text, (tree) => [edit(tree, fresh)], path === undefined ? {} : { path });
        assert.equal(written(filled), undefined);
        for (const [fresh, after] of left) assert.ok(written(fresh)?.includes(after), written(fresh) ?? 'declined');
      });
});
