import { reviewFix } from '../findings.ts';
import { isRegion } from '../catalogue/regions.ts';
import { oidcIssuerIn, parseArn } from '../iam/arn.ts';
import { regionOfIssuer } from '../iam/awsIssuer.ts';
import { PARTITIONS } from '../iam/partitions.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'federated-provider-partition',
    title: "Issuer outside the provider's partition",
    level: 'information',
    messages: {
      other:
        "{{region}} is in the partition {{issuerPartition}}, but this ARN is in {{partition}}. Use arn:{{issuerPartition}} if the role's account is there too.",
    },
    yieldsTo: ['principal-partition-mixed'],
  },
  docs: {
    why: 'The partition of an ARN is that of its account. A role in AWS GovCloud (US) or in China trusts providers with arn:aws-us-gov or arn:aws-cn only. An issuer of another partition in the ARN often shows that a policy was copied from an account there.',
    howToFix: "Use the partition of the role's own account.",
    whenToIgnore: 'When a role trusts a cluster, user pool or bucket of another partition on purpose.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
      'https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-gov-west-1.amazonaws.com/id/AAAA539D4633E53DE1B71EXAMPLEAAAA"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.us-gov-west-1.amazonaws.com/id/AAAA539D4633E53DE1B71EXAMPLEAAAA:aud": "sts.amazonaws.com", "oidc.eks.us-gov-west-1.amazonaws.com/id/AAAA539D4633E53DE1B71EXAMPLEAAAA:sub": "system:serviceaccount:shop:checkout"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws-us-gov:iam::111122223333:oidc-provider/oidc.eks.us-gov-west-1.amazonaws.com/id/AAAA539D4633E53DE1B71EXAMPLEAAAA"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.us-gov-west-1.amazonaws.com/id/AAAA539D4633E53DE1B71EXAMPLEAAAA:aud": "sts.amazonaws.com", "oidc.eks.us-gov-west-1.amazonaws.com/id/AAAA539D4633E53DE1B71EXAMPLEAAAA:sub": "system:serviceaccount:shop:checkout"}}',
      ],
    },
  },
  create: (context) => ({
    principal({ type, value }) {
      const arn = type === 'Federated' ? parseArn(value) : undefined;
      const issuer = arn && oidcIssuerIn(arn);
      const region = issuer && regionOfIssuer(issuer);
      if (!region) return;
      const { partition } = arn;
      if (partition.holes.length || !PARTITIONS.includes(partition.value)) return;
      if (region.partition === partition.value || !isRegion(region.name)) return; // what we don't know may be anywhere
      context.report({
        at: value.span,
        messageId: 'other',
        data: { region: region.name, issuerPartition: region.partition, partition: partition.value },
        fixes: () => {
          if (value.node.kind !== 'string') return [];
          const arn = value.value.slice(0, partition.from) + region.partition + value.value.slice(partition.to);
          return [
            reviewFix(`Use the partition ${region.partition}`, () => [
              { op: 'replace', target: value.node, value: arn },
            ]),
          ];
        },
      });
    },
  }),
});
