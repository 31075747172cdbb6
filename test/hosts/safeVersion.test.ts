// The Version decides what text means that IAM fills in: a fix of it is safe where the policy surely has no such text, in every host.
import assert from 'node:assert/strict';
import { check, finish, loadHost, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { roleTemplate } from '../support/yamlPolicies.ts';

const yaml = (principal: string, condition = ''): string =>
  roleTemplate(
    `\n        Statement:\n          - Effect: Allow\n            Principal:\n              AWS: ${principal}\n            Action: sts:AssumeRole\n${condition}`,
  );
const terraform = (principal: string, condition = ''): string =>
  `resource "aws_iam_role" "x" {\n  assume_role_policy = jsonencode({\n    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ${principal} }${condition} }]\n  })\n}\n`;

const CASES: readonly (readonly [path: string, text: string, safety: 'safe' | 'review'])[] = [
  ['template.yml', yaml("'111122223333'"), 'safe'],
  ['template.yml', yaml('!Ref Caller'), 'review'],
  ['template.yml', yaml('!Sub arn:aws:iam::${AWS::AccountId}:root'), 'review'],
  [
    'template.yml',
    yaml(
      "'111122223333'",
      '            Condition:\n              StringEquals:\n                aws:PrincipalTag/team: ${aws:RequestTag/team}\n',
    ),
    'review',
  ],
  ['main.tf', terraform('"111122223333"'), 'safe'],
  ['main.tf', terraform('var.caller'), 'review'],
  [
    'main.tf',
    terraform(
      '"111122223333"',
      ', Condition = { StringEquals = { "aws:PrincipalTag/team" = "$${aws:RequestTag/team}" } }',
    ),
    'review',
  ],
];

describe('the fix of a missing Version', () => {
  for (const [path, text, safety] of CASES)
    it(`is ${safety}: ${path}, ${/AWS[:=\s]+(.*)/.exec(text)?.[1] ?? ''}`, async () => {
      const named = { languageId: path.endsWith('.tf') ? 'terraform' : 'yaml', path };
      await loadHost({ ...named, text });
      const { findings } = finish(check(new PolicyDocument(text, undefined, false, named), testContext()));
      const fixes = findings.filter(({ ruleId }) => ruleId === 'version-missing').flatMap((f) => f.fixes);
      assert.deepEqual(
        fixes.map((fix) => fix.safety),
        [safety],
      );
    });
});
