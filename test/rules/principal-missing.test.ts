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
    // Who sends none of the required keys is not offered.
    ...(
      [
        ['StringEquals', 'aws:PrincipalOrgID', 'o-k2m4p6q8r0', ['Add an account or role as Principal']],
        ['StringLike', 'aws:PrincipalArn', 'arn:aws:iam::333344445555:role/*', ['Add an account or role as Principal']],
        ['StringEquals', 'aws:SourceAccount', '333344445555', ['Add an AWS service as Principal']],
        [
          'StringNotEquals',
          'aws:PrincipalOrgID',
          'o-k2m4p6q8r0',
          ['Add an account or role as Principal', 'Add an AWS service as Principal'],
        ],
        [
          'DateLessThan',
          'aws:CurrentTime',
          '2090-01-01T00:00:00Z',
          ['Add an account or role as Principal', 'Add an AWS service as Principal'],
        ],
      ] as const
    ).map(([operator, key, value, offers]) => ({
      policy: `«"Effect"»: "Allow", "Action": "sts:AssumeRole", "Condition": {"${operator}": {"${key}": "${value}"}}`,
      says: ['missing'],
      offers,
    })),
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
