import { ruleTest } from '../support/ruleTest.ts';

const trust = (principal: string): string =>
  `"Effect": "Allow", "Principal": {${principal}}, "Action": "sts:AssumeRole"`;

const web = (provider: string, issuer: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": {"Federated": "${provider}"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"${issuer}:aud": "sts.amazonaws.com", "${issuer}:sub": "x"${rest}}}`;
const P = 'arn:aws:iam::111122223333:oidc-provider';
const externalId = (id: string): string =>
  `${trust('"AWS": "111122223333"')}, "Condition": {"StringEquals": {"sts:ExternalId": "${id}"}}`;

/** The statement of a role in a template with some names. */
const inTemplate = (statement: string): string =>
  `{"Parameters": {"Trusted": {"Type": "String"}}, "Resources": {"Runner": {"Type": "AWS::IAM::Role"}, "App": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{${statement}}]}}}}}`;

ruleTest('placeholder', {
  ofHosts: ['function'],
  clean: [
    inTemplate(trust('"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/deploy"}')),
    inTemplate(trust('"AWS": "{{resolve:ssm:/trusted/account:1}}"')),
    inTemplate(trust('"AWS": "arn:aws:iam::{{resolve:ssm:/trusted/account}}:root"')),
    '{"$schema": "https://example.com/<version>.json", "$id": "role", "$ref": "#/x", "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}',
    ...['` + externalId + `', "' + id() + '"].map(externalId),
    ...['acme-labs-external-id', 'unique-external-id', 'TEAM-A/42:prod', 'ACME-42:sub-a'].map(externalId),
    ...['AIDAQ7RSTUVWXYZ23456A', 'AROAQ7RSTUVWXYZ23456A', 'AKIAQ7RSTUVWXYZ23456'].map((id) =>
      trust(`"AWS": "arn:aws:iam::${id}:root"`),
    ),
    '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/CORP-AD"}, "Action": "sts:AssumeRoleWithSAML", "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml", "SAML:sub": "a"}}',
    `${trust('"AWS": "111122223333"')}, "Condition": {"StringEquals": {"AWS:PrincipalTag/TEAM-A": "RED_TEAM", "STS:RoleSessionName": "a"}}`,
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
    {
      policy: inTemplate(trust('"AWS": "arn:aws:iam::«${AWS::AccountId}»:role/deploy"')),
      says: ['unsubstituted'],
      level: 'error',
      offers: ['Add Fn::Sub'],
      fixed: inTemplate(trust('"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/deploy"}')),
    },
    // One function serves all of a text.
    { policy: inTemplate(trust('"AWS": "arn:«${AWS::Partition}»:iam::${Trusted}:root"')), says: ['unsubstituted'] },
    {
      policy: inTemplate(trust('"AWS": ["«${Trusted}»", "«${Runner.Arn}»"]')),
      says: ['unsubstituted', 'unsubstituted'],
    },
    // What IAM itself replaces has to stay as it is.
    {
      policy: inTemplate(
        `${trust('"AWS": "111122223333"')}, "Condition": {"StringLike": {"aws:userid": "\${aws:username}-«\${AWS::Region}»"}}`,
      ),
      says: ['never'],
      fixed: inTemplate(
        `${trust('"AWS": "111122223333"')}, "Condition": {"StringLike": {"aws:userid": {"Fn::Sub": "\${!aws:username}-\${AWS::Region}"}}}`,
      ),
    },
    {
      policy: inTemplate(
        `"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringNotEquals": {"aws:PrincipalAccount": "«\${AWS::AccountId}»"}}`,
      ),
      says: ['always'],
    },
    {
      policy: inTemplate(
        `"Effect": "Allow", "Principal": {"Federated": {"Ref": "Provider"}}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.«\${AWS::Region}».amazonaws.com/id/A:sub": "x"}}`,
      ),
      says: ['key'],
      fixed: null,
    },
    { policy: inTemplate(trust('"AWS": "arn:aws:iam::«${Other}»:root"')), says: ['left'] },
    { policy: trust('"AWS": "arn:aws:iam::«<ACCOUNT_ID>»:role/deploy"'), says: ['left'], mentions: '<ACCOUNT_ID>' },
    { policy: trust('"AWS": "arn:aws:iam::«${ACCOUNT}»:root"'), says: ['left'] },
    { policy: trust('"AWS": "arn:«${AWS::Partition}»:iam::«$ACCOUNT»:root"'), says: ['left', 'left'] },
    { policy: trust('"AWS": "arn:aws:iam::«{{ account }}»:root"'), says: ['left'] },
    { policy: trust('"AWS": "arn:aws:iam::«{account}»:root"'), says: ['left'] },
    { policy: trust('"AWS": "arn:aws:iam::«[ACCOUNT]»:root"'), says: ['left'] },
    { policy: trust('"AWS": "«%{provider_arn}»"'), says: ['left'] },
    { policy: trust('"AWS": "arn:aws:iam::«$(ACCOUNT)»:root"'), says: ['left'] },
    { policy: trust('"AWS": "arn:aws:iam::111122223333:role/«$(deploy.role)»"'), says: ['left'] },
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
    // Each name once, where it stands first.
    {
      policy: web('«${OIDC}»', '${OIDC}', ', "«<HOST>»:ref": ["${OIDC}", "<HOST>/«<PATH>»"]'),
      says: ['left', 'left', 'left'],
    },
    { policy: trust('"AWS": ["«<A>»", "<A>", "«<B>»", "arn:aws:iam::<A>:root"]'), says: ['left', 'left'] },
    {
      policy: trust('"AWS": ["«<ACCOUNT_ID>»", "<account id>", "{{ACCOUNT-ID}}", "«####»", "«***»"]'),
      says: ['left', 'left', 'left'],
    },
    {
      policy: `{"Version": "2012-10-17", "Statement": [{${trust('"AWS": «${A}»')}}, {${trust('"AWS": ${A}')}}]}`,
      says: ['left'],
    },
    // An upper-case word where an issuer, a pool or a Region belongs.
    { policy: web(`${P}/«SITE_ADDRESS»`, 'SITE_ADDRESS'), says: ['left'] },
    { policy: web(`${P}/«ISSUER»`, 'ISSUER'), says: ['left'] },
    { policy: web(`${P}/«ISSUER-HOST»/path`, 'ISSUER-HOST/path'), says: ['left'] },
    { policy: web(`${P}/«ISSUER»/realms/Staff`, 'ISSUER/realms/Staff'), says: ['left'] },
    { policy: web(`${P}/gitlab.com`, 'ISSUER').replace('ISSUER', '«ISSUER»'), says: ['left'] },
    {
      policy: web(`${P}/oidc.eks.«CLUSTER_REGION».amazonaws.com/id/A`, 'oidc.eks.CLUSTER_REGION.amazonaws.com/id/A'),
      says: ['left'],
    },
    {
      policy:
        '"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": "«IDENTITY_POOL»"}, "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"}}',
      says: ['left'],
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
