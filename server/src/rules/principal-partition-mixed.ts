import { parseArn } from '../iam/arn.ts';
import { PARTITIONS } from '../iam/partitions.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-partition-mixed',
    title: 'Principals of different partitions',
    level: 'warning',
    messages: {
      mixed:
        'This principal is in partition {{partition}}, but others are in {{other}}. A role can only trust one of them.',
    },
    yieldsTo: ['principal-arn-invalid', 'federated-provider-invalid'],
  },
  docs: {
    why: "Roles and users of one partition (aws, aws-cn, aws-us-gov, …) don't exist in another, and a role is in one partition. IAM rejects principals of another partition as invalid.",
    howToFix: 'Write a trust policy for each partition, with principals of that partition only.',
    whenToIgnore: 'Rarely: IAM rejects principals of another partition.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html'],
    accessAnalyzer: ['INVALID_PARTITION'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:role/a", "arn:aws-cn:iam::444455556666:role/b"]}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::444455556666:role/b"]}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
    },
  },
  create: (context) => ({
    policy({ statements }) {
      let first: string | undefined;
      for (const { type, value } of statements.flatMap((s) => s.principals)) {
        if (type !== 'AWS' && type !== 'Federated') continue;
        const field = parseArn(value)?.partition;
        if (!field || field.holes.length || !PARTITIONS.includes(field.value)) continue;
        first ??= field.value;
        if (field.value === first) continue;
        context.report({
          at: value.slice(field.from, field.to),
          messageId: 'mixed',
          data: { partition: field.value, other: first },
        });
        return;
      }
    },
  }),
});
