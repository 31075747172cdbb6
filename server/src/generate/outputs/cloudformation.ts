import { callerPolicy } from '../../policy/callerPolicy.ts';
import type { JsonValue } from '../../tree/node.ts';
import { inlinePolicyName, type Role } from '../role.ts';
import { ROLE, ROLE_ARN, templateNeeds, type TemplatePart } from './cloudformationNeeds.ts';
import type { Output } from './output.ts';
import { COMPLETE_FIRST, isToComplete } from './places.ts';

/** The role as a CloudFormation template. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const cloudFormationOutput: Output = {
  id: 'cloudformation',
  label: 'CloudFormation',
  detail: 'JSON template with AWS::IAM::Role and what it needs',
  fileName: 'role.template.json',
  language: 'json',
  write: (role) => {
    const needs = templateNeeds(role);
    const provider = needs.find((part) => part.provider !== undefined)?.provider;
    const sections = [roleResource(role, provider), ...needs, callersSide(role)];
    const notes = [
      ...(isToComplete(role) ? [COMPLETE_FIRST] : []),
      'Deploy it with CAPABILITY_NAMED_IAM.',
      ...needs.flatMap((part) => part.note ?? []),
    ];
    const template: JsonValue = {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: `IAM role ${role.name}. ${notes.join(' ')}`,
      ...section('Parameters', sections),
      ...section('Conditions', sections),
      ...section('Resources', sections),
      ...section('Outputs', sections),
    };
    return `${JSON.stringify(template, null, 2)}\n`;
  },
};

/** What all parts have in a section; no section is empty. */
function section(name: Exclude<keyof TemplatePart, 'provider' | 'note'>, parts: readonly TemplatePart[]): JsonObject {
  const members = Object.assign({}, ...parts.map((part) => part[name])) as JsonObject;
  return Object.keys(members).length ? { [name]: members } : {};
}

type JsonObject = Readonly<Record<string, JsonValue>>;

/** @param provider what it waits for; no DependsOn may name a resource that is made on a condition */
function roleResource(role: Role, provider: JsonValue | undefined): TemplatePart {
  const { name, description, policy, duration, tags, managedPolicies, inlinePolicy } = role;
  return {
    Resources: {
      [ROLE]: {
        Type: 'AWS::IAM::Role',
        ...(provider === undefined ? {} : { Metadata: { Provider: provider } }),
        Properties: {
          RoleName: name,
          ...(description === undefined ? {} : { Description: description }),
          MaxSessionDuration: duration,
          AssumeRolePolicyDocument: policy,
          ...(managedPolicies.length ? { ManagedPolicyArns: managedPolicies } : {}),
          ...(inlinePolicy === undefined
            ? {}
            : { Policies: [{ PolicyName: inlinePolicyName(role), PolicyDocument: inlinePolicy }] }),
          ...(tags.length ? { Tags: tags.map(([Key, Value]) => ({ Key, Value })) } : {}),
        },
      },
    },
    Outputs: { RoleArn: { Value: ROLE_ARN } },
  };
}

/** What the callers attach on their side, in whichever account that is. */
function callersSide({ caller }: Role): TemplatePart {
  if (caller.kind !== 'account' || !caller.own) return {};
  return {
    Outputs: {
      CallerPolicy: {
        Description: 'Permissions policy for the callers. Callers from other accounts need it on their side.',
        Value: { 'Fn::Sub': JSON.stringify(callerPolicy(`\${${ROLE}.Arn}`)) },
      },
    },
  };
}
