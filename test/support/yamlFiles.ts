// YAML files with trust policies, as people write them: what is tried half-typed and hostile starts from these.
import { indented } from './yamlPolicies.ts';

const CLOUDFORMATION = `AWSTemplateFormatVersion: '2010-09-09'
Description: Roles of a team
Parameters:
  Org:
    Type: String
    Default: acme
Resources:
  # Deploys from GitHub
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deploy
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Sid: GitHub
            Effect: Allow
            Action: sts:AssumeRoleWithWebIdentity
            Principal:
              Federated: !Sub 'arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com'
            Condition:
              StringEquals:
                token.actions.githubusercontent.com:aud: sts.amazonaws.com
              StringLike:
                'token.actions.githubusercontent.com:sub': !Sub "repo:\${Org}/shop:ref:refs/heads/main"
          - Effect: Allow   # by hand
            Action: [sts:AssumeRole, sts:TagSession]
            Principal:
              AWS:
                - !GetAtt Runner.Arn
                - !Ref Other
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/ReadOnlyAccess
  Function:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
        - Effect: Allow
          Principal: {Service: [lambda.amazonaws.com, edgelambda.amazonaws.com]}
          Action: sts:AssumeRole
  Flow:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {
        "Version": "2012-10-17",
        "Statement": [
          {"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ]
      }
Outputs:
  Arn:
    Value: !GetAtt Deploy.Arn
`;

const KUBERNETES = `apiVersion: iam.services.k8s.aws/v1alpha1
kind: Role
metadata:
  name: app
spec:
  name: app
  assumeRolePolicyDocument: |
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"Service": "pods.eks.amazonaws.com"},
          "Action": ["sts:AssumeRole", "sts:TagSession"]
        }
      ]
    }
---
apiVersion: iam.aws.upbound.io/v1beta1
kind: Role
metadata:
  name: other
spec:
  forProvider:
    assumeRolePolicy: '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}'
`;

const SERVERLESS = `service: shop
provider:
  name: aws
  runtime: nodejs22.x
x-trust: &lambda
  Service:
    - lambda.amazonaws.com
resources:
${indented(
  `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: \${self:service}-role
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: *lambda
            Action: sts:AssumeRole
          - Effect: Allow
            Principal:
              <<: *lambda
              AWS: \${self:custom.runner}
            Action: sts:AssumeRole
`,
  2,
)}`;

export const YAML_FILES: readonly string[] = [CLOUDFORMATION, KUBERNETES, SERVERLESS];
