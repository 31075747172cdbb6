import { ruleTest } from '../support/ruleTest.ts';

const trust = (principal: string): string =>
  `"Effect": "Allow", "Principal": {${principal}}, "Action": "sts:AssumeRole"`;

ruleTest('placeholder', {
  clean: [
    `${trust('"AWS": "111122223333"')}, "Condition": {"StringLike": {"sts:RoleSessionName": "\${oidc.eks.us-east-1.amazonaws.com/id/ABC:sub}", "aws:userid": "\${aws:PrincipalTag/a+b=c d}"}}`,
    trust('"AWS": "arn:aws:iam::12345678901O:root"'),
    trust('"AWS": "arn:aws:iam::123456789012:root"'),
    trust('"AWS": "arn:aws:iam::111122223333:role/ADMIN-ROLE"'),
    trust('"AWS": "arn:aws:iam::111122223333:role/your"'),
    trust('"AWS": "*"'),
    `${trust('"AWS": "*"')}, "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::\${aws:PrincipalAccount}:role/a"}}`,
    `${trust('"AWS": "111122223333"')}, "Condition": {"StringLike": {"sts:RoleSessionName": "\${aws:username}-*"}}`,
    `${trust('"AWS": "111122223333"')}, "Condition": {"StringEquals": {"api.bitbucket.org:sub": "{3a5b7c9d-1111-4222-8333-444455556666}:{0a0b0c0d-1111-4222-8333-444455556666}"}}`,
    '"Effect": "Allow", "Principal": {"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}}, "Action": "sts:AssumeRole"',
  ],
  flagged: [
    { policy: trust('"AWS": "arn:aws:iam::«<ACCOUNT_ID>»:role/deploy"'), says: ['left'], mentions: '<ACCOUNT_ID>' },
    { policy: trust('"AWS": "arn:aws:iam::«${ACCOUNT}»:root"'), says: ['left'] },
    { policy: trust('"AWS": "arn:«${AWS::Partition}»:iam::«$ACCOUNT»:root"'), says: ['left', 'left'] },
    { policy: trust('"AWS": "arn:aws:iam::«{{ account }}»:root"'), says: ['left'] },
    { policy: trust('"AWS": "arn:aws:iam::«{account}»:root"'), says: ['left'] },
    { policy: trust('"AWS": "arn:aws:iam::«[ACCOUNT]»:root"'), says: ['left'] },
    { policy: trust('"AWS": "«%{provider_arn}»"'), says: ['left'] },
    { policy: trust('"AWS": "arn:aws:iam::«%s»:root"'), says: ['left'] },
    { policy: trust('"AWS": "arn:aws:iam::«__ACCOUNT__»:root"'), says: ['left'] },
    { policy: trust('"AWS": "arn:aws:iam::«YOUR_ACCOUNT_ID»:root"'), says: ['left'] },
    { policy: trust('"AWS": "arn:aws:iam::«THIRD-PARTY-ACCOUNT»:root"'), says: ['left'] },
    { policy: trust('"AWS": "«REPLACE_ME»"'), says: ['left'] },
    { policy: trust('"AWS": "arn:aws:iam::«####»:root"'), says: ['left'] },
    { policy: trust('"AWS": "arn:aws:iam::«xxxxxxxxxxxx»:root"'), says: ['left'] },
    { policy: trust('"AWS": «${ACCOUNT}»'), says: ['left'] },
    {
      policy:
        trust('"Federated": "«<OIDC ARN>»"') +
        ', "Condition": {"StringEquals": {"«<OIDC>»:sub": "repo:«your-org»/«your-repo»:ref:refs/heads/main"}}',
      says: ['left', 'left', 'left', 'left'],
    },
    { policy: trust('"AWS": "arn:aws:iam::«REDACTED»:user/x"'), says: ['left'] },
    { policy: trust('"AWS": "arn:aws:iam::«xxACCTNUMBERxx»:user/x"'), says: ['left'] },
    {
      policy: trust(
        '"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.«REGION».amazonaws.com/id/F2D«XXXXXXXXXX»"',
      ),
      says: ['left', 'left'],
    },
    {
      policy: trust('"Federated": "111122223333"') + ', "Condition": {"StringEquals": {"«%s»:sub": "x"}}',
      says: ['left'],
    },
    { policy: trust('"AWS": "[«[ACCOUNT]»]"').replace('[«[ACCOUNT]»]', '«[[ACCOUNT]]»'), says: ['left'] },
  ],
});
