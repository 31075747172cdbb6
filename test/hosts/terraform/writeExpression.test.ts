import assert from 'node:assert/strict';
import { keep, newObject, type NewValue, type TreeEdit } from '../../../server/src/tree/edit.ts';
import { rewritten, type Tree } from '../../support/terraformWritten.ts';

const role = (...lines: readonly string[]): string =>
  `resource "aws_iam_role" "r" {\n  assume_role_policy = jsonencode(${lines.map((line, i) => (i && line !== '' ? `  ${line}` : line)).join('\n')})\n}\n`;

const set = (tree: Tree, path: string, name: string, value: NewValue, after?: string): TreeEdit => {
  const where = after === undefined ? 'last' : { after: tree.member(path, after) };
  return { op: 'set', target: tree.object(path), name, value, where };
};

const remove = (tree: Tree, path: string, name: string): TreeEdit => ({
  op: 'remove',
  target: tree.member(path, name),
  parent: tree.object(path),
});

const rename = (tree: Tree, path: string, from: string, name: string): TreeEdit => ({
  op: 'renameKey',
  target: tree.member(path, from),
  name,
});

const SAMPLE = [
  '{',
  '  Version = "2012-10-17"',
  '  Statement = [{',
  '    Effect    = "Allow"',
  '    Principal = { Service = "ec2.amazonaws.com" }',
  '    Action    = "sts:AssumeRole" # the call',
  '  }]',
  '}',
] as const;

interface Case {
  readonly what: string;
  readonly before: readonly string[];
  readonly edit: (tree: Tree) => readonly TreeEdit[];
  /** Null where it is declined. */
  readonly after: readonly string[] | null;
}

const CASES: readonly Case[] = [
  {
    what: 'a key that is a word of the language is quoted',
    before: SAMPLE,
    edit: (tree) => [rename(tree, 'Statement/0', 'Effect', 'for')],
    after: [...SAMPLE.slice(0, 3), '    "for"     = "Allow"', ...SAMPLE.slice(4)],
  },
  {
    what: 'a member stands on a line of its own, behind the comment of the one before, its sign under the others',
    before: SAMPLE,
    edit: (tree) => [
      set(tree, 'Statement/0', 'Sid', 'A', 'Effect'),
      set(tree, 'Statement/0', 'Condition', { StringEquals: { 'sts:ExternalId': 'x' } }),
    ],
    after: [
      ...SAMPLE.slice(0, 4),
      '    Sid       = "A"',
      ...SAMPLE.slice(4, 6),
      '    Condition = {',
      '      StringEquals = { "sts:ExternalId" = "x" }',
      '    }',
      ...SAMPLE.slice(6),
    ],
  },
  {
    what: 'a long name moves no other line',
    before: SAMPLE,
    edit: (tree) => [set(tree, 'Statement/0', 'NotPrincipal', 'A', 'Effect')],
    after: [...SAMPLE.slice(0, 4), '    NotPrincipal = "A"', ...SAMPLE.slice(4)],
  },
  {
    what: 'a member that comes first stands below the brace',
    before: ['{ # all', '  # one', '  Statement = []', '}'],
    edit: (tree) => [{ op: 'set', target: tree.object(''), name: 'Version', value: '2012-10-17', where: 'first' }],
    after: ['{ # all', '  Version = "2012-10-17"', '  # one', '  Statement = []', '}'],
  },
  {
    what: 'colons, quotes and commas are written where the others have them',
    before: [
      ...['{', '  "Statement" : [', '    {', '      "Effect" : "Allow",', '      "Action" : "a"', '    }', '  ]', '}'],
    ],
    edit: (tree) => [
      set(tree, 'Statement/0', 'Sid', 'A'),
      { op: 'append', target: tree.list('Statement'), value: { Effect: 'Deny', Principal: { AWS: ['a', 'b'] } } },
    ],
    after: [
      ...['{', '  "Statement" : [', '    {', '      "Effect" : "Allow",', '      "Action" : "a",', '      "Sid" : "A"'],
      ...['    },', '    {', '      "Effect" : "Deny",', '      "Principal" : {', '        "AWS" : ["a", "b"]'],
      ...['      }', '    }', '  ]', '}'],
    ],
  },
  {
    what: 'no blanks stand around the sign where the others have none',
    before: ['{Statement=[{Effect="Allow",Action=["a"]}]}'],
    edit: (tree) => [set(tree, 'Statement/0', 'Condition', { Bool: { 'a:b': true } })],
    after: ['{Statement=[{Effect="Allow",Action=["a"], Condition={ Bool={ "a:b"=true } }}]}'],
  },
  {
    what: 'one line stays one line',
    before: ['{ Statement = [{ Effect = "Allow", Action = ["a"] }] }'],
    edit: (tree) => [
      set(tree, 'Statement/0', 'Sid', 'A', 'Effect'),
      set(tree, 'Statement/0', 'Condition', { Bool: { 'a:b': true } }),
      { op: 'append', target: tree.list('Statement/0/Action'), value: 'b' },
    ],
    after: [
      '{ Statement = [{ Effect = "Allow", Sid = "A", Action = ["a", "b"], Condition = { Bool = { "a:b" = true } } }] }',
    ],
  },
  {
    what: 'statements whose braces share lines go on so, as the formatter has it',
    before: SAMPLE,
    edit: (tree) => [{ op: 'append', target: tree.list('Statement'), value: { Effect: 'Deny', Action: 'a' } }],
    after: [...SAMPLE.slice(0, 6), '    }, {', '    Effect = "Deny"', '    Action = "a"', ...SAMPLE.slice(6)],
  },
  {
    what: 'statements whose braces share lines go on as the others do',
    before: [...SAMPLE.slice(0, 6), '  }, {', '    Sid = "B"', ...SAMPLE.slice(6)],
    edit: (tree) => [
      { op: 'append', target: tree.list('Statement'), value: { Sid: 'C' } },
      { op: 'append', target: tree.list('Statement'), value: { Sid: 'D' } },
      { op: 'remove', target: tree.node('Statement/0'), parent: tree.list('Statement') },
    ],
    after: [
      ...SAMPLE.slice(0, 3),
      ...['    Sid = "B"', '  }, {', '    Sid = "C"', '  }, {', '    Sid = "D"'],
      ...SAMPLE.slice(6),
    ],
  },
  {
    what: 'the last of statements whose braces share lines goes up to the line that ends it',
    before: [...SAMPLE.slice(0, 6), '    }, {', '    Sid = "B"', ...SAMPLE.slice(6)],
    edit: (tree) => [{ op: 'remove', target: tree.node('Statement/1'), parent: tree.list('Statement') }],
    after: SAMPLE,
  },
  {
    what: 'a member goes with its lines and its comment',
    before: SAMPLE,
    edit: (tree) => [remove(tree, 'Statement/0', 'Action'), remove(tree, 'Statement/0', 'Principal')],
    after: [...SAMPLE.slice(0, 4), ...SAMPLE.slice(6)],
  },
  {
    what: 'comments above others stay, and the last of a list ends as the last did',
    before: [
      '{',
      '  Statement = [',
      '    # a',
      '    { Sid = "A" }, # one',
      '    # b',
      '    { Sid = "B" } # two',
      '  ]',
      '}',
    ],
    edit: (tree) => [{ op: 'remove', target: tree.node('Statement/1'), parent: tree.list('Statement') }],
    after: ['{', '  Statement = [', '    # a', '    { Sid = "A" } # one', '    # b', '  ]', '}'],
  },
  {
    what: 'the only member leaves an empty object',
    before: ['{ Statement = [{ Condition = { Bool = { a = "b" } } }] }'],
    edit: (tree) => [remove(tree, 'Statement/0/Condition', 'Bool')],
    after: ['{ Statement = [{ Condition = {} }] }'],
  },
  {
    what: 'an empty object opens where it has its line for itself',
    before: [
      '{',
      '  Statement = [',
      '    { Sid = "A", Condition = {} },',
      '    {',
      '      Condition = {}',
      '    }',
      '  ]',
      '}',
    ],
    edit: (tree) => [
      set(tree, 'Statement/0/Condition', 'Bool', { 'a:b': 'c' }),
      set(tree, 'Statement/1/Condition', 'Bool', { 'a:b': 'c' }),
    ],
    after: [
      ...['{', '  Statement = [', '    { Sid = "A", Condition = { Bool = { "a:b" = "c" } } },', '    {'],
      ...[
        '      Condition = {',
        '        Bool = {',
        '          "a:b" = "c"',
        '        }',
        '      }',
        '    }',
        '  ]',
        '}',
      ],
    ],
  },
  {
    what: 'a name keeps its quotes, gets some where it needs them, and its sign stays in its column',
    before: [
      ...['{', '  Statement = [{', '    Condition = {', '      StringEquals    = { "a:b" = var.c }'],
      ...['      StringNotEquals = { user = "d" }', '    }', '  }]', '}'],
    ],
    edit: (tree) => [
      rename(tree, 'Statement/0/Condition', 'StringEquals', 'StringLike'),
      rename(tree, 'Statement/0/Condition/StringEquals', 'a:b', 'aws:b'),
      rename(tree, 'Statement/0/Condition/StringNotEquals', 'user', 'aws:user'),
    ],
    after: [
      ...['{', '  Statement = [{', '    Condition = {', '      StringLike      = { "aws:b" = var.c }'],
      ...['      StringNotEquals = { "aws:user" = "d" }', '    }', '  }]', '}'],
    ],
  },
  {
    what: 'what moves is written as it stands',
    before: [
      ...[
        '{',
        '  Statement = [{',
        '    Condition = {',
        '      StringEquals = {',
        '        (local.key) = [var.a, # why',
        '          "b"]',
      ],
      ...['        "c"         = "d"', '      }', '    }', '  }]', '}'],
    ],
    edit: (tree) => {
      const from = tree.object('Statement/0/Condition/StringEquals');
      const [moved] = from.members;
      assert.ok(moved?.value);
      return [
        { op: 'remove', target: moved, parent: from },
        set(tree, 'Statement/0/Condition', 'StringLike', newObject([[moved.key, keep(moved.value)]])),
      ];
    },
    after: [
      ...[
        '{',
        '  Statement = [{',
        '    Condition = {',
        '      StringEquals = {',
        '        "c"         = "d"',
        '      }',
      ],
      ...[
        '      StringLike = {',
        '        (local.key) = [var.a, # why',
        '          "b"]',
        '      }',
        '    }',
        '  }]',
        '}',
      ],
    ],
  },
  {
    what: 'a list that is written anew keeps what stays in it',
    before: [
      '{',
      '  Statement = [{',
      '    Action = [',
      '      "a", # one',
      '      "b", # two',
      '      var.c,',
      '    ]',
      '  }]',
      '}',
    ],
    edit: (tree) => {
      const list = tree.list('Statement/0/Action');
      const [, b, c] = list.items;
      assert.ok(b && c);
      return [{ op: 'replace', target: list, value: [keep(b), 'x', keep(c), 'y'] }];
    },
    after: [
      ...[
        '{',
        '  Statement = [{',
        '    Action = [',
        '      "b", # two',
        '      "x",',
        '      var.c,',
        '      "y",',
        '    ]',
      ],
      ...['  }]', '}'],
    ],
  },
  {
    what: 'values take the place of others: numbers, references, whole objects',
    before: ['{', '  Statement = [{', '    Principal = { AWS = 123456789012 }', '    Action    = var.a', '  }]', '}'],
    edit: (tree) => [
      { op: 'replace', target: tree.node('Statement/0/Principal/AWS'), value: '123456789012' },
      { op: 'replace', target: tree.node('Statement/0/Action'), value: ['a${', 'b'] },
    ],
    after: [
      '{',
      '  Statement = [{',
      '    Principal = { AWS = "123456789012" }',
      '    Action    = ["a$${", "b"]',
      '  }]',
      '}',
    ],
  },
  {
    what: 'a statement alone becomes one of several',
    before: ['{', '  Statement = {', '    # one', '    Sid = "A"', '  }', '}'],
    edit: (tree) => {
      const statement = tree.node('Statement');
      return [{ op: 'replace', target: statement, value: [keep(statement), { Sid: 'B' }] }];
    },
    after: [
      ...[
        '{',
        '  Statement = [',
        '    {',
        '      # one',
        '      Sid = "A"',
        '    },',
        '    {',
        '      Sid = "B"',
        '    }',
      ],
      ...['  ]', '}'],
    ],
  },
  {
    what: 'lists and objects that functions join are changed where their parts stand',
    before: ['merge({ Statement = concat([', '  { Effect = "A" },', '], var.more) }, { Version = "2012-10-17" })'],
    edit: (tree) => [
      { op: 'append', target: tree.list('Statement'), value: { Effect: 'B' } },
      { op: 'replace', target: tree.node('Version'), value: '2008-10-17' },
    ],
    after: [
      'merge({ Statement = concat([',
      '  { Effect = "A" },',
      '  { Effect = "B" },',
      '], var.more) }, { Version = "2008-10-17" })',
    ],
  },
  {
    what: 'text beside what is filled in changes alone',
    before: ['{ Statement = [{ Action = "a/${var.b}/c", Resource = "${var.b}" }] }'],
    edit: (tree) => [{ op: 'replace', target: tree.node('Statement/0/Action'), value: 'x/${var.b}/y' }],
    after: ['{ Statement = [{ Action = "x/${var.b}/y", Resource = "${var.b}" }] }'],
  },
  {
    what: 'what is filled in is not copied as text',
    before: ['{ Statement = [{ Action = "a/${var.b}/c" }] }'],
    edit: (tree) => [set(tree, 'Statement/0', 'Sid', '${var.b}')],
    after: null,
  },
  {
    what: 'a name that is computed stays',
    before: ['{ Statement = [{ (var.a) = "b" }] }'],
    edit: (tree) => [rename(tree, 'Statement/0', '${var.a}', 'Action')],
    after: null,
  },
  {
    what: 'nothing is written beside what is broken',
    before: ['{', '  Statement = [{', '    Effect = ', '    Action = "a"', '  }]', '}'],
    edit: (tree) => [set(tree, 'Statement/0', 'Sid', 'A')],
    after: null,
  },
];

describe('a policy in jsonencode is changed in place', () => {
  for (const { what, before, edit, after } of CASES)
    for (const eol of ['\n', '\r\n'])
      it(`${what}${eol === '\n' ? '' : ', with CRLF'}`, () => {
        const written = rewritten(role(...before).replaceAll('\n', eol), edit);
        assert.equal(written, after ? role(...after).replaceAll('\n', eol) : undefined);
      });
});

describe('a value in a local', () => {
  const policy = `resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Statement = [{ Action = local.actions, Sid = "a" }] })
}
`;
  const locals = (value: string): string => `locals {\n  actions = ${value}\n}\n`;
  const add = (tree: Tree): readonly TreeEdit[] => [
    { op: 'append', target: tree.list('Statement/0/Action'), value: 'b' },
  ];

  it('is changed where it stands', () => {
    assert.equal(rewritten(locals('["a"]') + policy, add), locals('["a", "b"]') + policy);
  });

  it('stays where anything else uses it', () => {
    const other = 'output "actions" {\n  value = local.actions\n}\n';
    assert.equal(rewritten(locals('["a"]') + policy + other, add), undefined);
  });

  it('stays where it is in another file', () => {
    assert.equal(rewritten(policy, add, 0, { 'locals.tf': locals('["a"]') }), undefined);
  });

  it('moves as the reference that it is', () => {
    const moved = rewritten(locals('["a"]') + policy, (tree) => [
      remove(tree, 'Statement/0', 'Action'),
      {
        op: 'set',
        target: tree.object('Statement/0'),
        name: 'NotAction',
        value: keep(tree.node('Statement/0/Action')),
        where: 'last',
      },
    ]);
    assert.equal(
      moved,
      locals('["a"]') + policy.replace('Action = local.actions, Sid = "a"', 'Sid = "a", NotAction = local.actions'),
    );
  });
});

describe('a policy in JSON text is changed in place', () => {
  const text = (open: string, close: string, ...lines: readonly string[]): string =>
    `resource "aws_iam_role" "r" {\n  assume_role_policy = ${open}${lines.join('\n')}${close}\n}\n`;

  it('in a heredoc, with the indentation of the others, what is filled in as it is', () => {
    const lines = ['{', '  "Statement": [{', '    "Action": "${lookup(var.a, "b")}/c"', '  }]', '}'];
    const edit = (tree: Tree): readonly TreeEdit[] => [
      set(tree, 'Statement/0', 'Sid', '${a}'),
      set(tree, 'Statement/0', 'NotAction', keep(tree.node('Statement/0/Action'))),
      remove(tree, 'Statement/0', 'Action'),
    ];
    const after = [
      '{',
      '  "Statement": [{',
      '    "Sid": "$${a}",',
      '    "NotAction": "${lookup(var.a, "b")}/c"',
      '  }]',
      '}',
    ];
    const indented = (all: readonly string[]): readonly string[] => all.map((line) => `      ${line}`);
    assert.equal(rewritten(text('<<EOF\n', '\nEOF', ...lines), edit), text('<<EOF\n', '\nEOF', ...after));
    assert.equal(
      rewritten(text('<<-EOF\n', '\n  EOF', ...indented(lines)), edit),
      text('<<-EOF\n', '\n  EOF', ...indented(after)),
    );
  });

  it('in quotes, with escapes', () => {
    const edit = (tree: Tree): readonly TreeEdit[] => [set(tree, 'Statement/0', 'Sid', 'a"${b}')];
    assert.equal(
      rewritten(text('"', '"', String.raw`{\"Statement\":[{\"Action\":\"a\"}]}`), edit),
      text('"', '"', String.raw`{\"Statement\":[{\"Action\":\"a\",\"Sid\":\"a\\\"$${'${'}b}\"}]}`),
    );
  });
});
