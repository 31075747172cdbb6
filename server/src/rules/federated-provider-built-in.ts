import { reviewFix } from '../findings.ts';
import { oidcIssuerOf } from '../iam/arn.ts';
import { BUILT_IN_PROVIDERS } from '../iam/principalTypeOf.ts';
import { sameName } from '../iam/vocabulary.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'federated-provider-built-in',
    title: 'ARN of a provider that is built into IAM',
    level: 'information',
    messages: {
      builtIn:
        '{{host}} is built into IAM: AWS names it by host, without an ARN. Use the ARN only for a provider of your own.',
    },
    yieldsTo: ['federated-provider-foreign'],
  },
  docs: {
    why: 'IAM knows Amazon Cognito identity pools, Google, Facebook and Login with Amazon without an identity provider in your account. The documents of AWS name them by their host alone. With an ARN the role depends on a provider that you create and keep up yourself.',
    howToFix: 'Use the host name as the principal. The condition keys stay the same.',
    whenToIgnore: 'When your account has an identity provider of this name on purpose.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/accounts.google.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"accounts.google.com:sub": "104857600000000000001", "accounts.google.com:oaud": "https://api.example.com"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"accounts.google.com:sub": "104857600000000000001", "accounts.google.com:oaud": "https://api.example.com"}}',
      ],
    },
  },
  create: (context) => ({
    principal({ type, value }) {
      if (type !== 'Federated' || !value.value.startsWith('arn:')) return;
      const host = BUILT_IN_PROVIDERS.find((name) => sameName(name, value.value.slice(-name.length)));
      const issuer = host === undefined ? undefined : oidcIssuerOf(value);
      if (host === undefined || !issuer || issuer.holes.length || !sameName(issuer.value, host)) return;
      context.report({
        at: value.span,
        messageId: 'builtIn',
        data: { host },
        fixes: () => [reviewFix(`Replace with "${host}"`, () => [{ op: 'replace', target: value.node, value: host }])],
      });
    },
  }),
});
