// A CloudFormation template and Kubernetes manifests, and what is read in them. VS Code alone knows the language, but not what they are.

const MAIN = 'cloud/template.yml';
const FILES = {
  [MAIN]: `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Org:
    Type: String
Resources:
  GitHubProvider:
    Type: AWS::IAM::OIDCProvider
    Properties:
      Url: https://token.actions.githubusercontent.com
      ClientIdList: [sts.amazonaws.com]

  # Who can deploy the shop.
  DeployRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: store-deploy
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: GitHub
            Effect: Allow
            Principal:
              Federated: !Ref GitHubProvider
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringEquals:
                token.actions.githubusercontent.com:aud: sts.amazonaws.com
              StringLike:
                token.actions.githubusercontent.com:sub:
                  - !Sub repo:\${Org}/shop:*
                  - repo:acme/*

  AdminRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: sts:AssumeRole
            Principal:
              Service: Lambda.amazonaws.com # the jobs
          - Effect: Allow
            Action: sts:AssumeRole
            Principal:
              AWS: !GetAtt DeployRole.Arn
`,
  'cloud/role.yaml': `apiVersion: iam.aws.upbound.io/v1beta1
kind: Role
metadata:
  name: agent
spec:
  forProvider:
    assumeRolePolicy: |
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Effect": "Allow",
            "Principal": { "AWS": "arn:aws:iam::464622532012:root" },
            "Action": "sts:AssumeRole"
          }
        ]
      }
---
apiVersion: iam.services.k8s.aws/v1alpha1
kind: Role
metadata:
  name: pods
spec:
  name: store-pods
  assumeRolePolicyDocument: '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}'
`,
};

/** The lines above statements of the template, in order. */
const LENSES = [
  'Any GitHub Actions workflow in any repository of acme or in ${Org}/shop can assume this role',
  'IAM rejects this policy: "Lambda.amazonaws.com" isn\'t a valid principal',
  'Role DeployRole of this template can assume this role',
];

/** @type {import('./ui-hosts.mjs').HostFiles} */
export const YAML = {
  name: 'YAML',
  files: FILES,
  main: MAIN,
  language: { alone: 'YAML', beside: 'CloudFormation' },
  lenses: LENSES,
  messages: [
    'Service principals are case-sensitive: use "lambda.amazonaws.com".',
    '"*" matches every repository of acme, so any of them can assume this role.',
    '"*" matches every branch, tag, environment and pull request of shop',
  ],
  hover: ['repo:acme/*', 'any repository of acme'],
  panel: [LENSES[0], 'store-deploy'],
  outline: { alone: undefined, beside: 'resource GitHubProvider' },
  colors: ['sts:AssumeRoleWithWebIdentity', 'store-deploy'],
  roles: ['store-deploy', 'store-pods', 'AdminRole', 'agent'],
  noCaller: 'DeployRole.Arn',
  other: 'cloud/role.yaml',
  denied: ['store-deploy', 'cloud/template.yml'],
};
