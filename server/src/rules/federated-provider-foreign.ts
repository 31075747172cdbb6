import { accountOf } from '../iam/account.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'federated-provider-foreign',
    title: 'Identity provider of another account',
    level: 'warning',
    messages: {
      foreign:
        "This identity provider is in account {{account}}, but the role is in {{own}}. Use a provider in the role's account, or no one can assume the role through it.",
    },
    yieldsTo: ['federated-provider-invalid'],
  },
  docs: {
    why: "STS looks for the identity provider in the role's account. It never checks a token against a provider in another account, so no one can assume the role through one.",
    howToFix: "Create the identity provider in the role's account and use its ARN.",
    whenToIgnore: 'When you create the role in the account of the provider, and the file shows another one.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html'],
    examples: {
      bad: [
        '{"RoleName": "sso", "Arn": "arn:aws:iam::111122223333:role/sso", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::444455556666:saml-provider/Corp"}, "Action": "sts:AssumeRoleWithSAML", "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}}}}',
      ],
      good: [
        '{"RoleName": "sso", "Arn": "arn:aws:iam::111122223333:role/sso", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}, "Action": "sts:AssumeRoleWithSAML", "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}}}}',
      ],
    },
  },
  create: (context) => ({
    principal({ type, value, statement }) {
      const { owner } = statement.policy.source;
      if (type !== 'Federated' || owner?.roleArn === undefined) return;
      const own = accountOf({ value: owner.roleArn, holes: [] });
      const account = accountOf(value);
      if (own === undefined || account === undefined || own === account) return;
      const at = value.value.indexOf(account);
      context.report({ at: value.slice(at, at + account.length), messageId: 'foreign', data: { account, own } });
    },
  }),
});
