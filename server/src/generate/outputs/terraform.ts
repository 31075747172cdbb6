import { callerPolicy } from '../../policy/callerPolicy.ts';
import { labelFor } from '../../text/hcl/labels.ts';
import { inlinePolicyName, roleArn, type Role } from '../role.ts';
import { quoted } from '../../text/hcl/words.ts';
import { block, comment, jsonencode, textMap, type HclMember } from './hcl.ts';
import type { Output } from './output.ts';
import { COMPLETE_FIRST, isToComplete } from './places.ts';
import { terraformNeeds } from './terraformNeeds.ts';

/** The role as Terraform configuration. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role */
export const terraformOutput: Output = {
  id: 'terraform',
  label: 'Terraform',
  detail: 'aws_iam_role and what it needs, such as an instance profile or identity provider',
  fileName: 'role.tf',
  language: 'terraform',
  write: (role) => {
    const label = labelFor(role.name);
    const needs = terraformNeeds(role, label);
    const before = needs.flatMap((need) => need.before ?? []);
    const places = isToComplete(role) ? [comment(COMPLETE_FIRST)] : [];
    return [
      ...places,
      block('resource', ['aws_iam_role', label], roleMembers(role, before)),
      ...permissions(role, label),
      ...needs.flatMap((need) => need.blocks),
      ...callersSide(role, label),
    ].join('\n');
  },
};

function roleMembers(role: Role, before: readonly string[]): readonly HclMember[] {
  const { name, description, duration, policy, tags } = role;
  return [
    ['name', quoted(name)],
    ...(description === undefined ? [] : [['description', quoted(description)] as const]),
    ['max_session_duration', String(duration)],
    ['assume_role_policy', jsonencode(policy)],
    ...(tags.length ? [['tags', textMap(tags)] as const] : []),
    ...(before.length ? [['depends_on', `[${before.join(', ')}]`] as const] : []),
  ];
}

/**
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy_attachment
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy
 */
function permissions(role: Role, label: string): readonly string[] {
  const { managedPolicies, inlinePolicy } = role;
  const labels = managedPolicies.map((arn) => `${label}_${labelFor(arn.slice(arn.lastIndexOf('/') + 1))}`);
  const areUnique = new Set(labels).size === labels.length;
  return [
    ...managedPolicies.map((arn, i) =>
      block(
        'resource',
        ['aws_iam_role_policy_attachment', `${labels[i] ?? label}${areUnique ? '' : `_${i + 1}`}`],
        [
          ['role', `aws_iam_role.${label}.name`],
          ['policy_arn', quoted(arn)],
        ],
      ),
    ),
    ...(inlinePolicy === undefined
      ? []
      : [
          block(
            'resource',
            ['aws_iam_role_policy', label],
            [
              ['name', quoted(inlinePolicyName(role))],
              ['role', `aws_iam_role.${label}.name`],
              ['policy', jsonencode(inlinePolicy)],
            ],
          ),
        ]),
  ];
}

/** What the callers attach on their side, in whichever account that is. */
function callersSide(role: Role, label: string): readonly string[] {
  if (role.caller.kind !== 'account' || !role.caller.own) return [];
  const arn = roleArn(role);
  const policy = jsonencode(callerPolicy(arn), (text) => (text === arn ? `aws_iam_role.${label}.arn` : quoted(text)));
  return [
    block(
      'output',
      ['caller_policy'],
      [
        [
          'description',
          quoted('Permissions policy for the callers. Callers from other accounts need it on their side.'),
        ],
        ['value', policy],
      ],
    ),
  ];
}
