import type { JsonValue } from '../../tree/node.ts';
import type { Output } from './output.ts';

/** The role as a CloudFormation template. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const cloudFormationOutput: Output = {
  id: 'cloudformation',
  label: 'CloudFormation',
  detail: 'JSON template with AWS::IAM::Role',
  fileName: 'role.template.json',
  language: 'json',
  write: ({ name, policy, duration, tags, managedPolicy }) => {
    const template: JsonValue = {
      AWSTemplateFormatVersion: '2010-09-09',
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: name,
            MaxSessionDuration: duration,
            AssumeRolePolicyDocument: policy,
            ...(managedPolicy === undefined ? {} : { ManagedPolicyArns: [managedPolicy] }),
            ...(tags.length ? { Tags: tags.map(([Key, Value]) => ({ Key, Value })) } : {}),
          },
        },
      },
      Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    };
    return `${JSON.stringify(template, null, 2)}\n`;
  },
};
