// Policies in other languages, as the tests of the rules have them: what they look like, what stands where, and which there are.
import assert from 'node:assert/strict';
import { documentedRules } from '../../server/src/rules/index.ts';
import { PolicyDocument } from '../../server/src/service.ts';
import { toJson } from '../../server/src/tree/node.ts';
import { exampleText } from '../../server/tools/ruleDocs.ts';
import { ALL_FORMS, loadForms, twinIn, twinsOf } from '../support/twins/forms.ts';
import { REASONS } from '../support/twins/noTwin.ts';
import { TASK, TEMPLATE } from '../support/twins/yaml.ts';

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"AWS": ["a", "b"], "Service": "s"},
    "Action": ["sts:AssumeRole"],
    "Condition": {"StringLike": {"x:y": "\${aws:z}\\\\", "x": ["1", "2"]}}
  }
}`;

const IN_LINES = POLICY.replace(/^/gm, '        ');

const WRITTEN: Readonly<Record<string, string>> = {
  heredoc: `<<EOT
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"AWS": ["a", "b"], "Service": "s"},
    "Action": ["sts:AssumeRole"],
    "Condition": {"StringLike": {"x:y": "$\${aws:z}\\\\", "x": ["1", "2"]}}
  }
}
EOT`,
  'indented heredoc': `<<-EOT
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"AWS": ["a", "b"], "Service": "s"},
        "Action": ["sts:AssumeRole"],
        "Condition": {"StringLike": {"x:y": "$\${aws:z}\\\\", "x": ["1", "2"]}}
      }
    }
    EOT`,
  'escaped string': String.raw`"{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {\n    \"Effect\": \"Allow\",\n    \"Principal\": {\"AWS\": [\"a\", \"b\"], \"Service\": \"s\"},\n    \"Action\": [\"sts:AssumeRole\"],\n    \"Condition\": {\"StringLike\": {\"x:y\": \"$${'${'}aws:z}\\\\\", \"x\": [\"1\", \"2\"]}}\n  }\n}"`,
  jsonencode: `jsonencode({
    Version = "2012-10-17"
    Statement = {
      Effect = "Allow"
      Principal = {
        AWS = ["a", "b"]
        Service = "s"
      }
      Action = ["sts:AssumeRole"]
      Condition = {
        StringLike = {
          "x:y" = "$\${aws:z}\\\\"
          x = ["1", "2"]
        }
      }
    }
  })`,
  'jsonencode, quoted':
    'jsonencode({ "Version" : "2012-10-17", "Statement" : { "Effect" : "Allow", "Principal" : { "AWS" : ["a", "b"], "Service" : "s" }, "Action" : ["sts:AssumeRole"], "Condition" : { "StringLike" : { "x:y" : "$${aws:z}\\\\", "x" : ["1", "2"] } } } })',
};

const WHOLE: Readonly<Record<string, string>> = {
  'data source': `data "aws_iam_policy_document" "twin" {
  version = "2012-10-17"
  statement {
    effect = "Allow"
    principals {
      type = "AWS"
      identifiers = ["a", "b"]
    }
    principals {
      type = "Service"
      identifiers = ["s"]
    }
    actions = ["sts:AssumeRole"]
    condition {
      test = "StringLike"
      variable = "x:y"
      values = ["&{aws:z}\\\\"]
    }
    condition {
      test = "StringLike"
      variable = "x"
      values = ["1", "2"]
    }
  }
}

resource "aws_iam_role" "twin" {
  assume_role_policy = data.aws_iam_policy_document.twin.json
}
`,
  'block mapping': `${TEMPLATE}
        Version: '2012-10-17'
        Statement:
          Effect: Allow
          Principal:
            AWS:
              - a
              - b
            Service: s
          Action:
            - sts:AssumeRole
          Condition:
            StringLike:
              x:y: '\${aws:z}\\'
              x:
                - '1'
                - '2'
`,
  'flow mapping': `${TASK}{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": ["a", "b"], "Service": "s"}, "Action": ["sts:AssumeRole"], "Condition": {"StringLike": {"x:y": "\${aws:z}\\\\", "x": ["1", "2"]}}}}
`,
  'block scalar': `${TEMPLATE} |
${IN_LINES}
`,
  'block scalar, !Sub': `${TEMPLATE} !Sub |
${IN_LINES.replace('${aws', '${!aws')}
`,
};

/** The smallest policy that a form cannot say, by the reason why. */
const IMPOSSIBLE: Readonly<Record<keyof typeof REASONS, readonly [form: string, policy: string]>> = {
  brokenText: ['jsonencode', '{"Version": "2012-10-17", "Statement": []'],
  opaque: ['jsonencode', '{"Version": "2012-10-17", "Statement": [{"Effect": ${X}}]}'],
  called: ['data source', '{"Version": "2012-10-17", "Statement": [], "Fn::Transform": {}}'],
  notBlock: ['data source', '{"Version": "2012-10-17", "Statement": [1]}'],
  twice: ['data source', '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Effect": "Deny"}]}'],
  notText: ['data source', '{"Version": "2012-10-17", "Statement": [{"Effect": true}]}'],
  notList: ['data source', '{"Version": "2012-10-17", "Statement": [{"Effect": ["Allow"]}]}'],
  emptyList: ['data source', '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": []}]}'],
  emptySid: ['data source', '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Sid": ""}]}'],
  implied: ['data source', '{"Version": "2012-10-17", "Statement": [{"Sid": "A"}]}'],
  ownName: ['data source', '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "sid": "A"}]}'],
  star: ['data source', '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"*": "a"}}]}'],
  untyped: ['block mapping', '{"Version": "2012-10-17", "Statement": [{"Effect": true}]}'],
  unsubstituted: ['block scalar', '{"Version": "2012-10-17", "Statement": [{"Effect": "${AWS::Region}"}]}'],
  noCharacter: ['block scalar', '{"Version": "2012-10-17", "Statement": [{"Effect": "\u0001"}]}'],
  otherSign: [
    'data source',
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "&{a}"}}]}',
  ],
};

/** Of a hundred examples of the rules, how many a form can say at least. */
const SHARE: Readonly<Record<string, number>> = { 'data source': 80, 'block mapping': 94 };
const MOST = 95;

describe('policies in other languages', () => {
  before(loadForms);

  it('are written as people write them', () => {
    const twins = twinsOf(new PolicyDocument(POLICY, true), ALL_FORMS);
    assert.deepEqual(
      twins.map(({ form }) => form.name),
      ALL_FORMS.map(({ name }) => name),
    );
    for (const { form, printed } of twins) {
      const value = WRITTEN[form.name] ?? '';
      const inRole = `resource "aws_iam_role" "twin" {\n  assume_role_policy = ${value}\n}\n`;
      assert.equal(printed.text, WHOLE[form.name] ?? inRole);
    }
  });

  it('say the same', () => {
    for (const { form, document } of twinsOf(new PolicyDocument(POLICY, true), ALL_FORMS)) {
      const [policy] = document.extraction.policies;
      assert.ok(policy, form.name);
      const { Version, Statement } = toJson(policy.root) as Readonly<Record<string, unknown>>;
      const [only] = Array.isArray(Statement) ? (Statement as unknown[]) : [Statement];
      const one = form.name === 'data source' ? 'sts:AssumeRole' : ['sts:AssumeRole'];
      assert.equal(Version, '2012-10-17');
      assert.deepEqual(only, {
        Effect: 'Allow',
        Principal: { AWS: ['a', 'b'], Service: 's' },
        Action: one,
        Condition: { StringLike: { 'x:y': '${aws:z}\\', x: ['1', '2'] } },
      });
    }
  });

  it('have each part in its place', () => {
    const parts = [
      '"2012-10-17"',
      '"Allow"',
      '"a"',
      '["a", "b"]',
      '"s"',
      '"sts:AssumeRole"',
      '"StringLike"',
      '"x:y"',
      '["1", "2"]',
    ];
    for (const { form, printed } of twinsOf(new PolicyDocument(POLICY, true), ALL_FORMS))
      for (const part of parts) {
        const start = POLICY.indexOf(part);
        const place = printed.place({ start, end: start + part.length });
        // A list in lines has dashes, one in brackets commas.
        const bare = (text: string): string => text.replaceAll(/["'\\[\]\s,-]/g, '');
        assert.equal(place && bare(printed.text.slice(place.start, place.end)), bare(part), form.name);
      }
  });

  it('are none for reasons that each have their policy', () => {
    for (const [reason, [name, text]] of Object.entries(IMPOSSIBLE)) {
      const original = new PolicyDocument(text, true);
      const [policy] = original.extraction.policies;
      const form = ALL_FORMS.find((f) => f.name === name);
      assert.ok(policy && form, text);
      assert.equal(twinIn(form, original, policy.root), REASONS[reason as keyof typeof REASONS], text);
    }
  });

  it('are there for nearly all examples of the rules', () => {
    const examples = documentedRules.flatMap(({ docs: { examples } }) =>
      examples.language === undefined ? [...examples.bad, ...examples.good] : [],
    );
    const said = new Map<string, number>();
    for (const example of examples)
      for (const { form } of twinsOf(new PolicyDocument(exampleText(example), true), ALL_FORMS))
        said.set(form.name, (said.get(form.name) ?? 0) + 1);
    for (const { name } of ALL_FORMS) {
      const share = (100 * (said.get(name) ?? 0)) / examples.length;
      assert.ok(share >= (SHARE[name] ?? MOST), `${name}: ${share}`);
    }
  });
});
