import assert from 'node:assert/strict';
import type { Conversion } from '../../../server/src/hosts/host.ts';
import { loadHost, PolicyDocument } from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import * as support from '../../support/yamlPolicies.ts';

const { indented } = support;
/** One line end at its end. */
const roleTemplate = (policy: string): string => `${support.roleTemplate(policy).trimEnd()}\n`;
const statementTemplate = (members: string): string => `${support.statementTemplate(members).trimEnd()}\n`;

const YAML = { path: 'a.yaml', languageId: 'yaml' };

function conversionOf(text: string, origin: { path: string; languageId?: string } = YAML): Conversion | undefined {
  const document = new PolicyDocument(text, undefined, false, { languageId: undefined, ...origin });
  const [policy] = document.extraction.policies;
  assert.ok(policy, text);
  const [conversion, ...others] = document.conversions(policy);
  assert.deepEqual(others, []);
  return conversion;
}

/** The text after its conversion. */
function converted(text: string, origin?: { path: string; languageId?: string }): string {
  const conversion = conversionOf(text, origin);
  assert.ok(conversion && conversion.reason === undefined, conversion?.reason ?? text);
  return applyEdits(text, conversion.edits);
}

const GITHUB = 'token.actions.githubusercontent.com';
const MAPPING = `Version: '2012-10-17'
Statement:
  - Effect: Allow
    Principal:
      Service: ec2.amazonaws.com
    Action: sts:AssumeRole
`;
const TEXT = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Service": "ec2.amazonaws.com"
      },
      "Action": "sts:AssumeRole"
    }
  ]
}
`;
const LINE = JSON.stringify(JSON.parse(TEXT));
const FILLED = `Version: '2012-10-17'
Statement:
  - Effect: Allow
    Principal:
      Federated: !Sub 'arn:aws:iam::\${AWS::AccountId}:oidc-provider/${GITHUB}'
    Action: sts:AssumeRoleWithWebIdentity
    Condition:
      StringEquals:
        ${GITHUB}:aud: sts.amazonaws.com
      StringLike:
        ${GITHUB}:sub: !Sub 'repo:\${Org}/shop:*'
        sts:RoleSessionName: \${aws:username}-{{resolve:ssm:/x:1}}
`;
const FILLED_TEXT = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::\${AWS::AccountId}:oidc-provider/${GITHUB}"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "${GITHUB}:aud": "sts.amazonaws.com"
        },
        "StringLike": {
          "${GITHUB}:sub": "repo:\${Org}/shop:*",
          "sts:RoleSessionName": "\${!aws:username}-{{resolve:ssm:/x:1}}"
        }
      }
    }
  ]
}
`;
const inLines = (json: string, tag = ''): string => roleTemplate(`${tag}|\n${indented(json, 8)}`);

/** Texts, and what they become as a mapping. */
const TO_MAPPING: readonly (readonly [what: string, text: string, after: string])[] = [
  ['in lines', inLines(TEXT), roleTemplate(MAPPING)],
  ['in lines without their last end', inLines(TEXT).replace('|', '|-'), roleTemplate(MAPPING)],
  ['in folded lines', inLines(TEXT).replace('|', '>'), roleTemplate(MAPPING)],
  ['in single quotes', roleTemplate(`'${LINE}'`), roleTemplate(MAPPING)],
  ['in double quotes', roleTemplate(JSON.stringify(LINE)), roleTemplate(MAPPING.replaceAll("'", '"'))],
  ['in a function', inLines(FILLED_TEXT, '!Sub '), roleTemplate(FILLED)],
  ['in a long function', roleTemplate(`Fn::Sub: |\n${indented(FILLED_TEXT, 2)}`), roleTemplate(FILLED)],
  [
    'with a comment beside it',
    inLines(TEXT).replace('|', '| # for servers'),
    roleTemplate(MAPPING).replace('Document:', 'Document: # for servers'),
  ],
  [
    'with a comment behind it',
    roleTemplate(`'${LINE}' # for servers`),
    roleTemplate(MAPPING).replace('Document:', 'Document: # for servers'),
  ],
  [
    'before other members',
    `${inLines(TEXT)}      RoleName: a\n  # next\n`,
    `${roleTemplate(MAPPING)}      RoleName: a\n  # next\n`,
  ],
  [
    'with numbers and booleans in conditions',
    roleTemplate(`'${LINE.replace(/\}\]\}$/, ',"Condition":{"Bool":{"aws:MultiFactorAuthPresent":true}}}]}')}'`),
    roleTemplate(`${MAPPING}    Condition:\n      Bool:\n        aws:MultiFactorAuthPresent: true\n`),
  ],
  [
    'of a task',
    `- iam_role:\n    assume_role_policy_document: '${LINE.replace('ec2', '{{ x }}')}'\n`,
    `- iam_role:\n    assume_role_policy_document:\n${indented(MAPPING.replace('ec2.amazonaws.com', "'{{ x }}.amazonaws.com'"), 6)}`,
  ],
  [
    'of Pulumi',
    `runtime: yaml\nresources:\n  r:\n    type: aws:iam:Role\n    properties:\n      assumeRolePolicy: |\n${indented(TEXT, 8)}`,
    `runtime: yaml\nresources:\n  r:\n    type: aws:iam:Role\n    properties:\n      assumeRolePolicy:\n        fn::toJSON:\n${indented(MAPPING, 10)}`,
  ],
];

/** Mappings, and what they become as text. */
const TO_TEXT: readonly (readonly [what: string, text: string, after: string])[] = [
  ['in lines', roleTemplate(MAPPING), inLines(TEXT)],
  ['with functions', roleTemplate(FILLED), inLines(FILLED_TEXT, '!Sub ')],
  ['in braces', roleTemplate(LINE), inLines(TEXT)],
  [
    'with references',
    statementTemplate(
      'Effect: Allow\nPrincipal:\n  AWS:\n    - !GetAtt Runner.Arn\n    - Fn::GetAtt: [Other, Arn]\nAction: sts:AssumeRole\nCondition:\n  StringEquals:\n    aws:SourceAccount: !Ref AWS::AccountId\n',
    ),
    inLines(
      JSON.stringify(
        {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: ['${Runner.Arn}', '${Other.Arn}'] },
              Action: 'sts:AssumeRole',
              Condition: { StringEquals: { 'aws:SourceAccount': '${AWS::AccountId}' } },
            },
          ],
        },
        null,
        2,
      ),
      '!Sub ',
    ),
  ],
  [
    'with the provider of its template',
    `${roleTemplate(MAPPING.replace('Service: ec2.amazonaws.com', 'Federated: !Ref P'))}  P:\n    Type: AWS::IAM::SAMLProvider\n    Properties:\n      Name: corp\n`,
    `${inLines(TEXT.replace('"Service": "ec2.amazonaws.com"', '"Federated": "${P}"'), '!Sub ')}  P:\n    Type: AWS::IAM::SAMLProvider\n    Properties:\n      Name: corp\n`,
  ],
  [
    'with a comment beside its name',
    roleTemplate(MAPPING).replace('Document:', 'Document: # for servers'),
    inLines(TEXT).replace('|', '| # for servers'),
  ],
  [
    'with a comment behind its braces',
    roleTemplate(`${LINE} # for servers`),
    inLines(TEXT).replace('|', '| # for servers'),
  ],
  [
    'before other members and their comments',
    `${roleTemplate(MAPPING)}      # next\n      RoleName: a\n`,
    `${inLines(TEXT)}      # next\n      RoleName: a\n`,
  ],
  [
    'of a manifest',
    `apiVersion: v1\nkind: Role\nspec:\n  assumeRolePolicyDocument:\n${indented(MAPPING, 4)}`,
    `apiVersion: v1\nkind: Role\nspec:\n  assumeRolePolicyDocument: |\n${indented(TEXT, 4)}`,
  ],
  [
    'of Pulumi',
    `runtime: yaml\nresources:\n  r:\n    properties:\n      assumeRolePolicy:\n        fn::toJSON:\n${indented(MAPPING, 10)}`,
    `runtime: yaml\nresources:\n  r:\n    properties:\n      assumeRolePolicy: |\n${indented(TEXT, 8)}`,
  ],
  [
    'of Serverless',
    `service: s\nprovider: {}\nresources:\n${indented(roleTemplate(MAPPING.replace('ec2', '${self:x}')), 2)}`,
    `service: s\nprovider: {}\nresources:\n${indented(inLines(TEXT.replace('ec2', '${self:x}')), 2)}`,
  ],
];

/** What would lose something, and what is said of it. */
const DECLINED: readonly (readonly [what: string, text: string, reason: RegExp])[] = [
  ['comments', roleTemplate(MAPPING.replace('Allow', 'Allow # why')), /its comments would be lost/],
  ['a comment behind its last line', `${roleTemplate(MAPPING).trimEnd()} # why\n`, /its comments would be lost/],
  ['a comment below that belongs to it', `${roleTemplate(MAPPING)}        # why\n`, /its comments would be lost/],
  ['anchors', roleTemplate(MAPPING.replace('Allow', '&a Allow')), /anchors or aliases/],
  ['aliases', `x: &a Allow\n${roleTemplate(MAPPING.replace('Allow', '*a'))}`, /anchors or aliases/],
  [
    'a parameter',
    `Parameters:\n  P: {Type: List<String>}\n${roleTemplate(MAPPING.replace('ec2.amazonaws.com', '!Ref P'))}`,
    /"!Ref P" can't stand in JSON text/,
  ],
  ['an import', roleTemplate(MAPPING.replace('ec2.amazonaws.com', '!ImportValue x')), /can't stand in JSON text/],
  ['glued text', roleTemplate(MAPPING.replace('ec2.amazonaws.com', "!Join ['', [ec2, .amazonaws.com]]")), /Fn::Join/],
  [
    'a function with names',
    roleTemplate(MAPPING.replace('ec2.amazonaws.com', "!Sub ['${A}', {A: b}]")),
    /names of its own/,
  ],
  ['what a macro brings', roleTemplate(`${MAPPING}    Fn::Transform: {Name: X}\n`), /deployment decides/],
  ['what may be absent', roleTemplate(`${MAPPING}    Sid: !Ref AWS::NoValue\n`), /deployment decides/],
  ['a repeated name', roleTemplate(`${MAPPING}    Effect: Allow\n`), /"Effect" stands in it twice/],
  ['a half-typed line', roleTemplate(`${MAPPING}    Cond\n`), /syntax errors/],
  [
    'quotes in what is filled in',
    `- iam_role:\n    assume_role_policy_document:\n${indented(MAPPING.replace('ec2', '\'{{ x["y"] }}\'').replace("'.amazonaws.com", "'"), 6)}`,
    /can't stand in JSON text/,
  ],
  ['text with errors', inLines(TEXT.replace('"Allow",', '"Allow",,')), /syntax errors/],
  ['text with comments', inLines(TEXT.replace('"Allow",', '"Allow", // why')), /syntax errors/],
  ['text with a repeated name', inLines(TEXT.replace('"Allow",', '"Allow", "Effect": "Deny",')), /twice/],
  [
    'text with keys that are filled in',
    inLines(FILLED_TEXT.replace(`"${GITHUB}:aud"`, '"${Issuer}:aud"'), '!Sub '),
    /fills in no keys/,
  ],
  [
    'text with values that are filled in',
    inLines(TEXT.replace('"ec2.amazonaws.com"', '${Service}'), '!Sub '),
    /only known at deployment/,
  ],
  ['text with numbers that would be none', inLines(TEXT.replace('"ec2.amazonaws.com"', '12')), /would become a text/],
  ['text with a tag', inLines(TEXT, '!!str '), /"!!str" stands before it/],
  ['text with an anchor', inLines(TEXT, '&a '), /"&a" stands before it/],
  [
    'text of a template language',
    `- iam_role:\n    assume_role_policy_document: |\n${indented(TEXT.replace('"Allow"', '{% if a %}"Allow"{% endif %}'), 6)}`,
    /only known at deployment/,
  ],
];

/** Where another form is none for the tool that reads it. */
const NONE: readonly (readonly [what: string, text: string, languageId?: string])[] = [
  ['text of a manifest', `apiVersion: v1\nkind: Role\nspec:\n  assumeRolePolicyDocument: |\n${indented(TEXT, 4)}`],
  ['text of a chart', `spec:\n  assumeRolePolicyDocument: |\n${indented(TEXT, 4)}`, 'helm'],
  ['a mapping in braces', `Resources: {R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: ${LINE}}}}\n`],
  ['what a condition chooses', roleTemplate(`!If [C, ${LINE}, !Ref X]`)],
  ['a document that is a policy', MAPPING],
  ['a template as text', `TemplateBody: |\n${indented(roleTemplate(MAPPING), 2)}`],
  ['text in a template as text', `TemplateBody: |\n${indented(inLines(TEXT), 2)}`],
  ['a function with names', roleTemplate(`!Sub\n          - '${LINE}'\n          - {A: b}`)],
  ['a mapping without the function of Pulumi', `runtime: yaml\nassumeRolePolicy:\n${indented(MAPPING, 2)}`],
];

describe('a policy in YAML is converted', () => {
  before(async () => loadHost({ ...YAML, text: '' }));

  for (const [what, text, after] of TO_MAPPING)
    it(`from JSON text: ${what}`, () => {
      assert.equal(converted(text), after);
      assert.equal(converted(text.replaceAll('\n', '\r\n')), after.replaceAll('\n', '\r\n'));
      assert.equal(conversionOf(text)?.title, 'Convert the JSON text to YAML');
    });

  for (const [what, text, after] of TO_TEXT)
    it(`to JSON text: ${what}`, () => {
      assert.equal(converted(text), after);
      assert.equal(converted(text.replaceAll('\n', '\r\n')), after.replaceAll('\n', '\r\n'));
      assert.equal(conversionOf(text)?.title, 'Convert the YAML to JSON text');
    });

  for (const [what, text, reason] of DECLINED)
    it(`with nothing lost, or not at all: ${what}`, () => {
      const conversion = conversionOf(text);
      assert.match(conversion?.reason ?? '', reason);
      assert.match(conversion?.reason ?? '', /^This policy can't be converted: .*\.$/);
      assert.deepEqual(conversion?.edits, []);
    });

  for (const [what, text, languageId = 'yaml'] of NONE)
    it(`not where it has one form: ${what}`, () => {
      assert.equal(conversionOf(text, { path: 'a.yaml', languageId }), undefined);
    });
});
