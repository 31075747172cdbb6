import { ruleTest } from '../support/ruleTest.ts';

ruleTest('principal-missing', {
  clean: [
    '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
    '"Effect": "Allow", "Principle": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
    '"Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"',
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}',
  ],
  flagged: [
    {
      policy: '«"Effect"»: "Allow", "Action": "sts:AssumeRole"',
      says: ['missing'],
      fixed: '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::<ACCOUNT_ID>:root"}, "Action": "sts:AssumeRole"',
      offers: ['Add an account or role as Principal', 'Add an AWS service as Principal'],
    },
    {
      policy: '«"Effect"»: "Allow", "Action": "sts:AssumeRoleWithSAML"',
      says: ['missing'],
      offers: ['Add a SAML provider as Principal'],
    },
    {
      policy:
        '«"Effect"»: "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"gitlab.com:sub": "project_path:acme/app:ref_type:branch:ref:main"}}',
      says: ['missing'],
      fixed:
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::<ACCOUNT_ID>:oidc-provider/gitlab.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"gitlab.com:sub": "project_path:acme/app:ref_type:branch:ref:main"}}',
    },
  ],
});
