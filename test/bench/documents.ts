/** Documents of about the given size: a policy up to a few KB, account dumps above. Bytes are UTF-16 units, all ASCII. */
export function documentOf(kilobytes: number): string {
  const size = kilobytes * 1024;
  if (kilobytes < 1) return policy([GITHUB]);
  if (kilobytes < 5) return policy(fill([SERVICE, GITHUB, VENDOR, SAML], size, 360));
  const roles = Math.max(Math.round(size / ROLE_SIZE), 1);
  return documentOfRoles(roles);
}

const GH = 'token.actions.githubusercontent.com';
const SERVICE = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
const VENDOR = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::464622532012:root' },
  Action: 'sts:AssumeRole',
  Condition: { StringEquals: { 'sts:ExternalId': '3f9a1c7be04d4d5f8a21' } },
};
const GITHUB = {
  Effect: 'Allow',
  Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GH}` },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: {
    StringEquals: { [`${GH}:aud`]: 'sts.amazonaws.com', [`${GH}:sub`]: 'repo:octo-org/octo-repo:ref:refs/heads/main' },
  },
};
const SAML = {
  Effect: 'Allow',
  Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/Corp' },
  Action: 'sts:AssumeRoleWithSAML',
  Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
};

function policy(statements: readonly unknown[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}

function fill(from: readonly object[], size: number, each: number): object[] {
  return Array.from({ length: Math.max(Math.round(size / each), 1) }, (_, i) => ({
    Sid: `S${i}`,
    ...from[i % from.length],
  }));
}

/** A role as `aws iam get-account-authorization-details` prints it. */
function role(i: number): object {
  const statement = [SERVICE, GITHUB, VENDOR, SAML][i % 4];
  return {
    Path: '/',
    RoleName: `role-${i}`,
    RoleId: `AROA${String(i).padStart(16, 'A')}`,
    Arn: `arn:aws:iam::111122223333:role/role-${i}`,
    CreateDate: '2026-01-01T00:00:00+00:00',
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] },
    InstanceProfileList: [],
    RolePolicyList: [
      {
        PolicyName: 'inline',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['s3:GetObject', 's3:ListBucket'],
              Resource: ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/*'],
            },
          ],
        },
      },
    ],
    AttachedManagedPolicies: [{ PolicyName: 'ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
    Tags: [{ Key: 'team', Value: 'shop' }],
  };
}

/** Of an average role, indented as deep as it stands. */
const ROLE_SIZE = documentOfRoles(40).length / 40;

function documentOfRoles(count: number): string {
  return JSON.stringify({ RoleDetailList: Array.from({ length: count }, (_, i) => role(i)) }, null, 2);
}

/** A dump of roles whose Effect is written small, each: fix-all puts all of them right. */
export function flawedRoles(count: number): string {
  const roles = Array.from({ length: count }, (_, i) => ({
    RoleName: `r${i}`,
    Arn: `arn:aws:iam::111122223333:role/r${i}`,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'allow', Principal: { AWS: `arn:aws:iam::111122223333:role/x${i}` }, Action: 'sts:AssumeRole' },
      ],
    },
  }));
  return JSON.stringify({ Roles: roles });
}

/** A Terraform file of about that size: roles with their policies in each form, and what stands beside them. */
export function terraformOf(kilobytes: number): string {
  let text = '';
  for (let i = 0; text.length < kilobytes * 1024; i++) text += terraformRole(i) + terraformNeighbour(i);
  return text;
}

function terraformRole(i: number): string {
  const name = `role_${i}`;
  if (i % 2)
    return `resource "aws_iam_role" "${name}" {
  name               = "\${var.name}-${i}" # one of many
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ["ec2.amazonaws.com"] }
      Action    = "sts:AssumeRole"
    }]
  })
}
`;
  return `data "aws_iam_policy_document" "${name}" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::111122223333:oidc-provider/${GH}"]
    }
    condition {
      test     = "StringEquals"
      variable = "${GH}:aud"
      values   = ["sts.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "${GH}:sub"
      values   = ["repo:octo-org/octo-repo:ref:refs/heads/main"]
    }
  }
}
resource "aws_iam_role" "${name}" {
  assume_role_policy = data.aws_iam_policy_document.${name}.json
}
`;
}

function terraformNeighbour(i: number): string {
  return `resource "aws_s3_bucket" "bucket_${i}" {
  bucket = "\${var.name}-data-${i}"
  tags   = merge(var.tags, { Name = "data", Team = var.team == "" ? "none" : var.team })
  lifecycle_rule {
    enabled = true
    prefix  = "tmp/"
    expiration { days = 7 }
  }
}
`;
}

/** A CloudFormation template of about a size: roles, one of them in JSON text, between what has none. */
export function templateOf(kilobytes: number): string {
  let text = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n";
  for (let i = 0; text.length < kilobytes * 1024; i++) text += templateRole(i) + templateNeighbour(i);
  return text;
}

/** Templates of about a size that have no part with a policy in common, and say the same. */
export function templatesOf(kilobytes: number): readonly string[] {
  const text = templateOf(kilobytes);
  const count = Math.max(Math.ceil(4000 / kilobytes), 24);
  return Array.from({ length: Math.min(count, 200) }, (_, i) =>
    text.replace(/AssumeRolePolicyDocument:(?: \|)?$/gm, `$& # ${i}`),
  );
}

/** A template with a principal that aliases of aliases make a billion of. */
export function aliasBomb(): string {
  const lines = Array.from({ length: 9 }, (_, i) => {
    const below = i ? `*x${i - 1}` : 'a';
    return `x${i}: &x${i} [${Array.from({ length: 9 }, () => below).join(', ')}]\n`;
  });
  return `${lines.join('')}Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: {AWS: *x8}
            Action: sts:AssumeRole
`;
}

function templateRole(i: number): string {
  const head = `  Role${i}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub '\${AWS::StackName}-${i}' # one of many
`;
  if (i % 3 === 0)
    return `${head}      AssumeRolePolicyDocument: |
        {
          "Version": "2012-10-17",
          "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]
        }
`;
  return `${head}      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              Federated: !Sub 'arn:aws:iam::\${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com'
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringEquals:
                token.actions.githubusercontent.com:aud: sts.amazonaws.com
                token.actions.githubusercontent.com:sub: repo:acme/shop-${i}:ref:refs/heads/main
`;
}

/** What stands beside a role in a template, several times as long. */
function templateNeighbour(i: number): string {
  let text = '';
  for (let k = 0; k < 6; k++)
    text += `  Bucket${i}x${k}:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms
              KMSMasterKeyID: !GetAtt Key.Arn
      LifecycleConfiguration:
        Rules:
          - Id: expire
            Status: Enabled
            NoncurrentVersionExpirationInDays: 30
`;
  return text;
}
