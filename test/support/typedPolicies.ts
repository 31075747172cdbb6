/** A policy that somebody types, with what lists are to offer between marks: names, and values in their quotes. */
export interface TypedPolicy {
  readonly name: string;
  readonly languageId: 'json' | 'terraform' | 'yaml';
  readonly source: string;
  /** Some of what is to be offered hangs on what stands behind. */
  readonly needsRest?: boolean;
  /** It is not all of a role's policy as it stands: a template around it is a text, or a condition chooses parts of it. */
  readonly isWithin?: boolean;
}

const ROLE = `
resource "aws_iam_role" "deploy" {
  name               = "deploy"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
`;
const PROVIDER = `
resource "aws_iam_openid_connect_provider" "github" {
  url = "https://token.actions.githubusercontent.com"
}
`;
const ISSUER = 'token.actions.githubusercontent.com';

const BLOCKS = `data "aws_iam_policy_document" "trust" {
  «version» = «"2012-10-17"»

  «statement» {
    «sid»     = "Services"
    «effect»  = «"Allow"»
    «actions» = [«"sts:AssumeRole"», «"sts:TagSession"»]

    «principals» {
      «type»        = «"Service"»
      «identifiers» = [«"lambda.amazonaws.com"», «"ec2.amazonaws.com"»]
    }

    «condition» {
      «test»     = «"StringEquals"»
      «variable» = «"aws:SourceAccount"»
      «values»   = ["111122223333"]
    }
  }

  # Deployments
  «statement» {
    «actions» = [
      «"sts:AssumeRoleWithWebIdentity"»,
    ]
    «principals» {
      «type»        = «"Federated"»
      «identifiers» = [«aws_iam_openid_connect_provider.github.arn»]
    }
    «condition» {
      «variable» = «"${ISSUER}:aud"»
      «test»     = «"StringEquals"»
      «values»   = [«"sts.amazonaws.com"»]
    }
    «condition» {
      «test»     = «"StringLike"»
      «variable» = «"${ISSUER}:sub"»
      «values»   = ["repo:acme/shop:*"]
    }
  }
}
`;

const OBJECT = `{
    «Version» = «"2012-10-17"»
    «Statement» = [
      {
        «Sid»       = "Services"
        «Effect»    = «"Allow"»
        «Principal» = { «Service» = [«"lambda.amazonaws.com"», «"ec2.amazonaws.com"»] }
        «Action»    = «"sts:AssumeRole"»
        «Condition» = {
          «StringEquals» = {
            «"aws:SourceAccount"» = "111122223333"
          }
        }
      },
      {
        «Effect» = «"Allow"»
        «Action» = [«"sts:AssumeRoleWithWebIdentity"»]
        «Principal» = {
          «Federated» = «aws_iam_openid_connect_provider.github.arn»
        }
        «Condition» = {
          «StringEquals» = { «"${ISSUER}:aud"» = «"sts.amazonaws.com"» }
          «StringLike» = {
            «"${ISSUER}:sub"» = "repo:acme/shop:*"
          }
        }
      }
    ]
  }`;

const JSON_TEXT = `{
  «"Version"»: «"2012-10-17"»,
  «"Statement"»: [
    {
      «"Sid"»: "Services",
      «"Effect"»: «"Allow"»,
      «"Principal"»: { «"Service"»: [«"lambda.amazonaws.com"», «"ec2.amazonaws.com"»] },
      «"Action"»: «"sts:AssumeRole"»,
      «"Condition"»: {
        «"StringEquals"»: { «"aws:SourceAccount"»: "111122223333" }
      }
    },
    {
      «"Effect"»: «"Allow"»,
      «"Principal"»: { «"AWS"»: «"arn:aws:iam::111122223333:root"» },
      «"Action"»: [«"sts:AssumeRole"»]
    }
  ]
}
`;

const MAPPING = `«Version»: «'2012-10-17'»
«Statement»:
  - «Sid»: Services
    «Effect»: «Allow»
    «Principal»:
      «Service»:
        - «lambda.amazonaws.com»
        - «ec2.amazonaws.com»
    «Action»: «sts:AssumeRole»
    «Condition»:
      «StringEquals»:
        «aws:SourceAccount»: '111122223333'
  # Deployments
  - «Effect»: «Allow»
    «Action»:
      - «sts:AssumeRoleWithWebIdentity»
    «Principal»:
      «Federated»: «!Ref GitHubProvider»
    «Condition»:
      «StringEquals»:
        «${ISSUER}:aud»: «sts.amazonaws.com»
      «StringLike»:
        «${ISSUER}:sub»: repo:acme/shop:*
`;

const FLOW = `{
  «Version»: «'2012-10-17'»,
  «Statement»: [
    {
      «Sid»: Services,
      «Effect»: «Allow»,
      «Principal»: { «Service»: [«lambda.amazonaws.com», «ec2.amazonaws.com»] },
      «Action»: «sts:AssumeRole»,
      «Condition»: { «StringEquals»: { «aws:SourceAccount»: '111122223333' } }
    },
    {
      «Effect»: «Allow»,
      «Action»: [«sts:AssumeRoleWithWebIdentity»],
      «Principal»: { «Federated»: «!Ref GitHubProvider» },
      «Condition»: {
        «StringEquals»: { «'${ISSUER}:aud'»: «sts.amazonaws.com» },
        «StringLike»: { «'${ISSUER}:sub'»: 'repo:acme/shop:*' }
      }
    }
  ]
}
`;

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));
const template = (policy: string): string => `Resources:
  GitHubProvider:
    Type: AWS::IAM::OIDCProvider
    Properties:
      Url: https://${ISSUER}
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:${policy}`;
const mapping = (text: string): string => template(`\n${indented(text, 8)}`);
/** With quotes around names and values that have none. */
const allQuoted = (text: string, quote: string): string =>
  text.replace(/«([\w.:]+)»/g, `«${quote}$1${quote}»`).replaceAll("'", quote);
/** With dashes in the column of the names before them. */
const outdented = (text: string): string => text.replace(/^ {2}/gm, '').replace(/^ {2}( *- «[a-z])/gm, '$1');

/** A template as the text of another one. */
const asText = (source: string): string =>
  `Resources:\n  Set:\n    Type: AWS::CloudFormation::StackSet\n    Properties:\n      TemplateBody: |\n${indented(source, 8)}      StackSetName: roles\n`;
/** With each statement chosen by a condition. */
const chosen = (text: string): string =>
  text
    .replace(/^ {4}/gm, '        ')
    .replace(/^ {2}- ([^]*?)(?=^ {2}[-#]|(?![^]))/gm, '  - !If\n      - IsLive\n      - $1      - !Ref AWS::NoValue\n');
const chosenInBrackets = (text: string): string =>
  text.replace(/^ {4}\{$/gm, '    !If [IsLive, {').replace(/^ {4}\}/gm, '    }, !Ref AWS::NoValue]');

const jsonencode = (object: string): string =>
  `resource "aws_iam_role" "deploy" {\n  name = "deploy"\n  assume_role_policy = jsonencode(${object})\n}\n`;
const heredoc = (opening: string, text: string): string =>
  `resource "aws_iam_role" "deploy" {\n  name = "deploy"\n  assume_role_policy = ${opening}\n${text}EOF\n}\n`;
/** With each block's type behind its identifiers, and its test behind its values. */
const turned = (blocks: string): string =>
  blocks
    .replace(/(.*«type».*\n)(.*«identifiers».*\n)/g, '$2$1')
    .replace(/(.*«test».*\n)(.*«variable».*\n)(.*«values».*\n)/g, '$3$2$1');
/** With keys in quotes and colons, commas behind lines. */
const likeJson = (object: string): string =>
  object
    .replace(/«(\w+)»( *) = /g, '«"$1"» : ')
    .replace(/([\w"»\]}])\n(?=\s*[«"])/g, '$1,\n')
    .replace(/,,/g, ',');
const oneLine = (object: string): string =>
  object
    .replace(/([\w"»\]}])\n\s*(?=«)/g, '$1, ')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/ +=/g, ' =');

/** Every form that a trust policy has. */
export const TYPED_POLICIES: readonly TypedPolicy[] = [
  { name: 'a JSON file', languageId: 'json', source: JSON_TEXT },
  { name: 'a JSON file on one line', languageId: 'json', source: JSON_TEXT.replace(/\s*\n\s*/g, ' ') },
  { name: 'a data source', languageId: 'terraform', source: `${PROVIDER}\n${BLOCKS}${ROLE}` },
  { name: 'a data source behind its role', languageId: 'terraform', source: `${PROVIDER}${ROLE}\n${BLOCKS}` },
  {
    name: 'a data source that says the type last',
    languageId: 'terraform',
    source: `${PROVIDER}\n${turned(BLOCKS)}${ROLE}`,
    needsRest: true,
  },
  { name: 'jsonencode', languageId: 'terraform', source: PROVIDER + jsonencode(OBJECT) },
  { name: 'jsonencode like JSON', languageId: 'terraform', source: PROVIDER + jsonencode(likeJson(OBJECT)) },
  { name: 'jsonencode on one line', languageId: 'terraform', source: PROVIDER + jsonencode(oneLine(OBJECT)) },
  {
    name: 'jsonencode in a local',
    languageId: 'terraform',
    source: `${PROVIDER}\nlocals {\n  trust_policy = jsonencode(${OBJECT})\n}\n${ROLE.replace(/data\.\S+/, 'local.trust_policy')}`,
  },
  { name: 'a heredoc', languageId: 'terraform', source: heredoc('<<EOF', JSON_TEXT) },
  {
    name: 'an indented heredoc',
    languageId: 'terraform',
    source: heredoc('<<-EOF', JSON_TEXT.replace(/^(?=.)/gm, '    ')),
  },
  {
    name: 'a string with escapes',
    languageId: 'terraform',
    source: heredoc('', '').replace(
      '\nEOF',
      `"${JSON_TEXT.replace(/\s*\n\s*/g, ' ')
        .trim()
        .replaceAll('"', '\\"')}"`,
    ),
  },
  {
    name: 'a data source with Windows line ends',
    languageId: 'terraform',
    source: `${PROVIDER}\n${BLOCKS}${ROLE}`.replaceAll('\n', '\r\n'),
  },
  { name: 'a mapping', languageId: 'yaml', source: mapping(MAPPING) },
  { name: 'a mapping with Windows line ends', languageId: 'yaml', source: mapping(MAPPING).replaceAll('\n', '\r\n') },
  { name: 'a mapping with dashes below names', languageId: 'yaml', source: mapping(outdented(MAPPING)) },
  { name: 'a mapping in double quotes', languageId: 'yaml', source: mapping(allQuoted(MAPPING, '"')) },
  { name: 'a mapping in brackets', languageId: 'yaml', source: template(` ${indented(FLOW, 8).trimStart()}`) },
  {
    name: 'a mapping in brackets on one line',
    languageId: 'yaml',
    source: template(` ${FLOW.replace(/\s*\n\s*/g, ' ').trim()}\n`),
  },
  { name: 'JSON in lines', languageId: 'yaml', source: template(` |\n${indented(JSON_TEXT, 8)}`) },
  {
    name: 'JSON in lines that are substituted',
    languageId: 'yaml',
    source: template(` !Sub >-\n${indented(JSON_TEXT, 8)}`),
  },
  {
    name: 'JSON in single quotes',
    languageId: 'yaml',
    source: template(` '${JSON_TEXT.replace(/\s*\n\s*/g, ' ').trim()}'\n`),
  },
  { name: 'a template in a text', languageId: 'yaml', source: asText(mapping(MAPPING)), isWithin: true },
  {
    name: 'a template in a text with Windows line ends',
    languageId: 'yaml',
    source: asText(mapping(MAPPING)).replaceAll('\n', '\r\n'),
    isWithin: true,
  },
  {
    name: 'brackets in a template in a text',
    languageId: 'yaml',
    source: asText(template(` ${indented(FLOW, 8).trimStart()}`)),
    isWithin: true,
  },
  {
    name: 'JSON in a template in a text',
    languageId: 'yaml',
    source: asText(template(` |\n${indented(JSON_TEXT, 8)}`)),
    isWithin: true,
  },
  { name: 'statements that a condition chooses', languageId: 'yaml', source: mapping(chosen(MAPPING)), isWithin: true },
  {
    name: 'statements in brackets that a condition chooses',
    languageId: 'yaml',
    source: template(` ${indented(chosenInBrackets(FLOW), 8).trimStart()}`),
    isWithin: true,
  },
  {
    name: 'a policy that a condition chooses',
    languageId: 'yaml',
    source: template(` !If\n        - IsLive\n        - ${indented(MAPPING, 10).trimStart()}        - !Ref Other\n`),
    isWithin: true,
  },
];
