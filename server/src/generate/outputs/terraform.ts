import type { JsonValue } from '../../tree/node.ts';
import type { Output } from './output.ts';

/** The role as Terraform configuration. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role */
export const terraformOutput: Output = {
  id: 'terraform',
  label: 'Terraform',
  detail: 'aws_iam_role with policy, session duration and tags',
  fileName: 'role.tf',
  language: 'terraform',
  write: ({ name, policy, duration, tags, managedPolicy }) => {
    const label = labelOf(name);
    const blocks = [
      `resource "aws_iam_role" "${label}" {\n` +
        `  name                 = ${quoted(name)}\n` +
        `  max_session_duration = ${duration}\n` +
        `  assume_role_policy = jsonencode(${expression(policy, '  ')})\n` +
        (tags.length ? `  tags = {\n${tags.map(([k, v]) => `    ${quoted(k)} = ${quoted(v)}\n`).join('')}  }\n` : '') +
        '}\n',
      managedPolicy === undefined
        ? undefined
        : `resource "aws_iam_role_policy_attachment" "${label}" {\n` +
          `  role       = aws_iam_role.${label}.name\n` +
          `  policy_arn = ${quoted(managedPolicy)}\n` +
          '}\n',
    ];
    return blocks.filter((b) => b !== undefined).join('\n');
  },
};

/** A value as an HCL expression; what Terraform would fill in is escaped: `${aws:username}` is IAM's. */
function expression(value: JsonValue, indent: string): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    return items.length ? `[\n${items.map((v) => `${inner}${expression(v, inner)},\n`).join('')}${indent}]` : '[]';
  }
  const entries = Object.entries(value as Readonly<Record<string, JsonValue>>);
  return `{\n${entries.map(([k, v]) => `${inner}${/^[A-Za-z_]\w*$/.test(k) ? k : quoted(k)} = ${expression(v, inner)}\n`).join('')}${indent}}`;
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(/\$\{/g, '$$$${').replace(/%\{/g, '%%{');
}

/** A name as Terraform labels resources. */
function labelOf(name: string): string {
  const label = name.replace(/\W/g, '_').toLowerCase();
  return /^[a-z_]/.test(label) ? label : `role_${label}`;
}
