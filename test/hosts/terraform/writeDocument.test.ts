import assert from 'node:assert/strict';
import { keep, newObject, type NewValue, type TreeEdit } from '../../../server/src/tree/edit.ts';
import { rewritten, type Tree } from '../../support/terraformWritten.ts';

const document = (...lines: readonly string[]): string =>
  `data "aws_iam_policy_document" "d" {\n${lines.map((line) => (line === '' ? '\n' : `  ${line}\n`)).join('')}}\n${ROLE}`;

const ROLE = 'resource "aws_iam_role" "r" {\n  assume_role_policy = data.aws_iam_policy_document.d.json\n}\n';

const PRINCIPALS = [
  '  principals {',
  '    type        = "Service"',
  '    identifiers = ["ec2.amazonaws.com"]',
  '  }',
] as const;
const ACTIONS = '  actions = ["sts:AssumeRole"]';

const condition = (test: string, variable: string, values: string): readonly string[] => [
  '  condition {',
  `    test     = "${test}"`,
  `    variable = "${variable}"`,
  `    values   = ${values}`,
  '  }',
];

interface Case {
  readonly what: string;
  readonly before: readonly string[];
  readonly edit: (tree: Tree) => readonly TreeEdit[];
  /** Null where it is declined. */
  readonly after: readonly string[] | null;
}

const set = (tree: Tree, name: string, value: NewValue): TreeEdit => ({
  op: 'set',
  target: tree.object('Statement/0'),
  name,
  value,
  where: 'last',
});

const CASES: readonly Case[] = [
  {
    what: 'an argument goes behind the one before it in the order of IAM, its sign under those beside it',
    before: ['statement {', '  sid     = "A"', ACTIONS, '', ...PRINCIPALS, '}'],
    edit: (tree) => [set(tree, 'Effect', 'Deny')],
    after: ['statement {', '  sid     = "A"', '  effect  = "Deny"', ACTIONS, '', ...PRINCIPALS, '}'],
  },
  {
    what: 'an argument that comes first goes above the others, and no other line moves for it',
    before: ['statement { # who', '  # how', '  effect = "Allow"', ...PRINCIPALS, '}'],
    edit: (tree) => [set(tree, 'Action', 'sts:AssumeRole'), set(tree, 'Sid', 'A')],
    after: [
      ...['statement { # who', '  sid = "A"', '  # how', '  effect = "Allow"', '  actions = ["sts:AssumeRole"]'],
      ...[...PRINCIPALS, '}'],
    ],
  },
  {
    what: 'values of lists are lists, and what is filled in nowhere is escaped',
    before: ['statement {', ACTIONS, ...PRINCIPALS, '}'],
    edit: (tree) => [set(tree, 'Resource', ['a${b}', '%{c'])],
    after: ['statement {', ACTIONS, '  resources = ["a$${b}", "%%{c"]', ...PRINCIPALS, '}'],
  },
  {
    what: 'a default that stands nowhere is not written',
    before: ['statement {', ACTIONS, ...PRINCIPALS, '}'],
    edit: (tree) => [set(tree, 'Effect', 'Allow')],
    after: ['statement {', ACTIONS, ...PRINCIPALS, '}'],
  },
  {
    what: 'a condition is a block below a blank line',
    before: ['statement {', ACTIONS, ...PRINCIPALS, '}'],
    edit: (tree) => [set(tree, 'Condition', { StringEquals: { 'aws:a': 'b' }, Bool: { 'aws:c': true } })],
    after: [
      ...['statement {', ACTIONS, ...PRINCIPALS, ''],
      ...[...condition('StringEquals', 'aws:a', '["b"]'), '', ...condition('Bool', 'aws:c', '["true"]'), '}'],
    ],
  },
  {
    what: 'a condition follows at once where blocks do',
    before: ['statement {', ACTIONS, ...PRINCIPALS, ...condition('Bool', 'aws:c', '["true"]'), '}'],
    edit: (tree) => [
      {
        op: 'set',
        target: tree.object('Statement/0/Condition'),
        name: 'StringLike',
        value: { 'aws:a': ['b', 'c'] },
        where: 'last',
      },
    ],
    after: [
      ...['statement {', ACTIONS, ...PRINCIPALS, ...condition('Bool', 'aws:c', '["true"]')],
      ...[...condition('StringLike', 'aws:a', '["b", "c"]'), '}'],
    ],
  },
  {
    what: 'a key goes to another operator: one word',
    before: [
      ...['statement {', ACTIONS, ...PRINCIPALS, ''],
      ...condition('StringEquals', 'aws:a', '["b*"] # kept'),
      ...['', ...condition('StringEquals', 'aws:c', '["d"]'), '}'],
    ],
    edit: (tree) => {
      const moved = tree.member('Statement/0/Condition/StringEquals', 'aws:a');
      return [
        { op: 'remove', target: moved, parent: tree.object('Statement/0/Condition/StringEquals') },
        {
          op: 'set',
          target: tree.object('Statement/0/Condition'),
          name: 'StringLike',
          value: newObject(moved.value ? [[moved.key, keep(moved.value)]] : []),
          where: 'last',
        },
      ];
    },
    after: [
      ...['statement {', ACTIONS, ...PRINCIPALS, ''],
      ...condition('StringLike', 'aws:a', '["b*"] # kept'),
      ...['', ...condition('StringEquals', 'aws:c', '["d"]'), '}'],
    ],
  },
  {
    what: 'an operator is renamed in all its blocks',
    before: [
      ...['statement {', ACTIONS, ...PRINCIPALS],
      ...condition('StringEqual', 'aws:a', '["b"]'),
      ...[...condition('StringEqual', 'aws:c', 'var.d'), '}'],
    ],
    edit: (tree) => [
      { op: 'renameKey', target: tree.member('Statement/0/Condition', 'StringEqual'), name: 'StringEquals' },
    ],
    after: [
      ...['statement {', ACTIONS, ...PRINCIPALS],
      ...condition('StringEquals', 'aws:a', '["b"]'),
      ...[...condition('StringEquals', 'aws:c', 'var.d'), '}'],
    ],
  },
  {
    what: 'a condition goes with its lines, the comment behind and a blank line before',
    before: [
      ...['statement {', ACTIONS, ...PRINCIPALS, '', '  # first', ...condition('Bool', 'aws:a', '["true"]'), ''],
      ...[
        ...condition('Bool', 'aws:b', '["true"]').slice(0, -1),
        '  } # gone',
        '',
        '  # last',
        ...condition('Null', 'aws:c', '["true"]'),
        '}',
      ],
    ],
    edit: (tree) => [
      {
        op: 'remove',
        target: tree.member('Statement/0/Condition/Bool', 'aws:b'),
        parent: tree.object('Statement/0/Condition/Bool'),
      },
    ],
    after: [
      ...['statement {', ACTIONS, ...PRINCIPALS, '', '  # first', ...condition('Bool', 'aws:a', '["true"]')],
      ...['', '  # last', ...condition('Null', 'aws:c', '["true"]'), '}'],
    ],
  },
  {
    what: 'values are joined to the last block of their key',
    before: [
      'statement {',
      ACTIONS,
      ...PRINCIPALS,
      ...condition('Bool', 'a:b', '["c"]'),
      ...condition('Bool', 'a:b', '["d"]'),
      '}',
    ],
    edit: (tree) => [
      { op: 'append', target: tree.list('Statement/0/Condition/Bool/a:b'), value: 'e' },
      {
        op: 'remove',
        target: tree.node('Statement/0/Condition/Bool/a:b/0'),
        parent: tree.list('Statement/0/Condition/Bool/a:b'),
      },
    ],
    after: ['statement {', ACTIONS, ...PRINCIPALS, ...condition('Bool', 'a:b', '["d", "e"]'), '}'],
  },
  {
    what: 'one value becomes several beside it',
    before: ['statement {', ACTIONS, ...PRINCIPALS, '}'],
    edit: (tree) => [
      { op: 'replace', target: tree.node('Statement/0/Action'), value: ['sts:AssumeRole', 'sts:TagSession'] },
    ],
    after: ['statement {', '  actions = ["sts:AssumeRole", "sts:TagSession"]', ...PRINCIPALS, '}'],
  },
  {
    what: 'items on lines of their own stay there, with commas as the last one had it',
    before: ['statement {', '  actions = [', '    "a", # first', '    "b" # second', '  ]', ...PRINCIPALS, '}'],
    edit: (tree) => [
      { op: 'append', target: tree.list('Statement/0/Action'), value: 'c' },
      { op: 'remove', target: tree.node('Statement/0/Action/0'), parent: tree.list('Statement/0/Action') },
    ],
    after: ['statement {', '  actions = [', '    "b", # second', '    "c"', '  ]', ...PRINCIPALS, '}'],
  },
  {
    what: 'a type of principals is renamed, or gets a block of its own',
    before: ['statement {', ACTIONS, ...PRINCIPALS, '}'],
    edit: (tree) => [
      { op: 'renameKey', target: tree.member('Statement/0/Principal', 'Service'), name: 'AWS' },
      { op: 'set', target: tree.object('Statement/0/Principal'), name: 'Federated', value: 'a', where: 'last' },
    ],
    after: [
      ...['statement {', ACTIONS, '  principals {', '    type        = "AWS"', PRINCIPALS[2], '  }', ''],
      ...['  principals {', '    type        = "Federated"', '    identifiers = ["a"]', '  }', '}'],
    ],
  },
  {
    what: 'everyone becomes everyone of a type in place',
    before: [
      'statement {',
      ACTIONS,
      '  principals {',
      '    type        = "*"',
      '    identifiers = ["*"] # all',
      '  }',
      '}',
    ],
    edit: (tree) => [{ op: 'replace', target: tree.node('Statement/0/Principal'), value: { AWS: '*' } }],
    after: [
      'statement {',
      ACTIONS,
      '  principals {',
      '    type        = "AWS"',
      '    identifiers = ["*"] # all',
      '  }',
      '}',
    ],
  },
  {
    what: 'one principal takes the place of another, and an object that is meant as blocks becomes some',
    before: [
      ...['statement {', ACTIONS, '  principals {', '    type        = "*"', '    identifiers = ["*"]', '  }'],
      ...['  conditions = {', '    Bool = { "a:b" = "c" }', '  }', '}'],
    ],
    edit: (tree) => [
      { op: 'replace', target: tree.node('Statement/0/Principal'), value: { AWS: 'a' } },
      { op: 'renameKey', target: tree.member('Statement/0', 'conditions'), name: 'Condition' },
    ],
    after: [
      ...['statement {', ACTIONS, '  principals {', '    type        = "AWS"', '    identifiers = ["a"]', '  }'],
      ...['', ...condition('Bool', 'a:b', '["c"]'), '}'],
    ],
  },
  {
    what: 'a keyword is renamed with its element, and a text becomes a list',
    before: ['statement {', '  not_actions = "sts:A"', '  not_principals {', ...PRINCIPALS.slice(1), '}'],
    edit: (tree) => [
      { op: 'renameKey', target: tree.member('Statement/0', 'NotAction'), name: 'Action' },
      { op: 'renameKey', target: tree.member('Statement/0', 'NotPrincipal'), name: 'Principal' },
    ],
    after: ['statement {', '  actions = ["sts:A"]', ...PRINCIPALS, '}'],
  },
  {
    what: 'a statement is a block below a blank line, as the others have it',
    before: ['statement {', ACTIONS, ...PRINCIPALS, '}'],
    edit: (tree) => [
      {
        op: 'append',
        target: tree.list('Statement'),
        value: {
          Sid: 'B',
          Effect: 'Allow',
          Principal: { AWS: ['a', 'b'] },
          Action: 'c',
          Condition: { Bool: { 'd:e': 'true' } },
        },
      },
    ],
    after: [
      ...['statement {', ACTIONS, ...PRINCIPALS, '}', '', 'statement {', '  sid     = "B"', '  actions = ["c"]', ''],
      ...['  principals {', '    type        = "AWS"', '    identifiers = ["a", "b"]', '  }', ''],
      ...[...condition('Bool', 'd:e', '["true"]'), '}'],
    ],
  },
  {
    what: 'a statement goes, and one that keeps parts of it has them as they stand',
    before: [
      ...['version = "2012-10-17"', '', 'statement {', '  effect  = "Deny"', '  actions = var.actions'],
      ...[...PRINCIPALS, '', '  condition {', '    test     = "Bool" # why', '    variable = local.key'],
      ...['    values   = [var.value]', '  }', '}', '', '# two', 'statement {', ACTIONS, '}'],
    ],
    edit: (tree) => [
      {
        op: 'append',
        target: tree.list('Statement'),
        value: {
          Effect: 'Deny',
          Action: keep(tree.node('Statement/0/Action')),
          Principal: keep(tree.node('Statement/0/Principal')),
          Condition: keep(tree.node('Statement/0/Condition')),
        },
      },
      { op: 'remove', target: tree.node('Statement/0'), parent: tree.list('Statement') },
    ],
    after: [
      ...['version = "2012-10-17"', '', '# two', 'statement {', ACTIONS, '}', '', 'statement {'],
      ...['  effect  = "Deny"', '  actions = var.actions', '', ...PRINCIPALS, '', '  condition {'],
      ...['    test     = "Bool" # why', '    variable = local.key', '    values   = [var.value]', '  }', '}'],
    ],
  },
  {
    what: 'a statement that is written anew keeps what it has',
    before: ['statement {', '  # who', '  sid     = "A"', ACTIONS, ...PRINCIPALS, '}'],
    edit: (tree) => [
      {
        op: 'replace',
        target: tree.node('Statement/0'),
        value: { Sid: 'B', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
      },
    ],
    after: ['statement {', '  # who', '  sid     = "B"', ACTIONS, ...PRINCIPALS, '}'],
  },
  {
    what: 'sorted values are the list anew',
    before: ['statement {', '  actions = [', '    "b",', '    "a"', '  ]', ...PRINCIPALS, '}'],
    edit: (tree) => [{ op: 'replace', target: tree.node('Statement/0/Action'), value: ['a', 'b'] }],
    after: ['statement {', '  actions = [', '    "a",', '    "b"', '  ]', ...PRINCIPALS, '}'],
  },
  {
    what: 'beside what is filled in text is changed, and a variable of IAM stays one',
    before: ['statement {', ACTIONS, '  resources = ["&{aws:a}/${var.b}/c"]', ...PRINCIPALS, '}'],
    edit: (tree) => [
      { op: 'replaceText', target: tree.string('Statement/0/Resource'), from: 17, to: 19, text: '/x${y}' },
    ],
    after: ['statement {', ACTIONS, '  resources = ["&{aws:a}/${var.b}/x$${y}"]', ...PRINCIPALS, '}'],
  },
  {
    what: 'what a plan fills in is not changed',
    before: ['statement {', ACTIONS, '  resources = ["a/${var.b}"]', ...PRINCIPALS, '}'],
    edit: (tree) => [{ op: 'replaceText', target: tree.string('Statement/0/Resource'), from: 1, to: 5, text: '' }],
    after: null,
  },
  {
    what: 'a dynamic block is not taken out',
    before: [
      'statement {',
      ACTIONS,
      '  dynamic "principals" {',
      '    for_each = var.a',
      '    content {',
      '      type        = "AWS"',
      '      identifiers = ["*"]',
      '    }',
      '  }',
      '}',
    ],
    edit: (tree) => [
      {
        op: 'remove',
        target: tree.member('Statement/0/Principal', 'AWS'),
        parent: tree.object('Statement/0/Principal'),
      },
    ],
    after: null,
  },
  {
    what: 'a list that a plan makes gets no value',
    before: ['statement {', '  actions = concat(var.a, var.b)', ...PRINCIPALS, '}'],
    edit: (tree) => [{ op: 'append', target: tree.list('Statement/0/Action'), value: 'c' }],
    after: null,
  },
  {
    what: 'nothing is written beside what is broken',
    before: ['statement {', ACTIONS, '  effect = = "Allow"', ...PRINCIPALS, '}'],
    edit: (tree) => [set(tree, 'Sid', 'A')],
    after: null,
  },
];

describe('a policy document is changed in place', () => {
  for (const { what, before, edit, after } of CASES)
    for (const eol of ['\n', '\r\n'])
      it(`${what}${eol === '\n' ? '' : ', with CRLF'}`, () => {
        const written = rewritten(document(...before).replaceAll('\n', eol), edit);
        assert.equal(written, after ? document(...after).replaceAll('\n', eol) : undefined);
      });
});
