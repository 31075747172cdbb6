import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, action: string): string =>
  `"Effect": "Allow", "Principal": {${principal}}, "Action": ${action}`;
const SAML = '"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"';
const OIDC = '"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"';

ruleTest('action-principal-mismatch', {
  clean: [
    '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:role/x"}, "Action": "sts:AssumeRole"',
    s('"AWS": "111122223333"', '"sts:AssumeRole"'),
    s('"Service": "ec2.amazonaws.com"', '["STS:ASSUMEROLE", "sts:TagSession"]'),
    s(SAML, '"sts:AssumeRoleWithSAML"'),
    s(OIDC, '"sts:AssumeRoleWithWebIdentity"'),
    s('"Federated": "cognito-identity.amazonaws.com"', '"sts:AssumeRoleWithWebIdentity"'),
    s('"Federated": "${PROVIDER}"', '"sts:AssumeRoleWithSAML"'),
    s('"Federated": "${PROVIDER}"', '"sts:AssumeRoleWithWebIdentity"'),
    s(`"AWS": "111122223333", ${OIDC}`, '["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"]'),
    s(SAML, '"sts:AssumeRole*"'),
    s(SAML, '"sts:TagSession"'),
    s('"AWS": "111122223333"', '"${ACTION}"'),
    s('"AWS": "*"', '"sts:AssumeRoleWithWebIdentity"'),
    s('"Anything": "x"', '"sts:AssumeRoleWithWebIdentity"'),
  ],
  flagged: [
    {
      policy: s(SAML, '«"sts:AssumeRole"»'),
      says: ['never'],
      level: 'error',
      fixed: s(SAML, '"sts:AssumeRoleWithSAML"'),
    },
    { policy: s(OIDC, '«"sts:AssumeRole"»'), says: ['never'], fixed: s(OIDC, '"sts:AssumeRoleWithWebIdentity"') },
    {
      policy: s(OIDC, '["sts:TagSession", «"sts:AssumeRoleWithSAML"»]'),
      says: ['never'],
      fixed: s(OIDC, '["sts:TagSession", "sts:AssumeRoleWithWebIdentity"]'),
    },
    {
      policy: s('"AWS": "111122223333"', '«"sts:AssumeRoleWithWebIdentity"»'),
      says: ['never'],
      fixed: s('"AWS": "111122223333"', '"sts:AssumeRole"'),
    },
    {
      policy: s('"Federated": "${PROVIDER}"', '«"sts:AssumeRole"»'),
      says: ['never'],
      offers: ['Replace with "sts:AssumeRoleWithWebIdentity"', 'Replace with "sts:AssumeRoleWithSAML"'],
    },
    {
      policy: s(`"AWS": "111122223333", ${SAML}`, '«"sts:AssumeRole"»'),
      says: ['never'],
      offers: ['Split the statement by kind of principal'],
      fixed: `${s('"AWS": "111122223333"', '"sts:AssumeRole"')}}, {${s(SAML, '"sts:AssumeRoleWithSAML"')}`,
    },
    // What a template fills in is moved as it stands.
    {
      policy: s(`"AWS": {"Ref": "Account"}, ${SAML}`, '«"sts:AssumeRole"»'),
      says: ['never'],
      fixed: `${s('"AWS": {"Ref": "Account"}', '"sts:AssumeRole"')}}, {${s(SAML, '"sts:AssumeRoleWithSAML"')}`,
    },
    {
      policy: s(OIDC, '["sts:AssumeRoleWithWebIdentity", «"sts:AssumeRole"»]'),
      says: ['useless'],
      level: 'warning',
      fixed: s(OIDC, '["sts:AssumeRoleWithWebIdentity"]'),
    },
    {
      policy: s('"AWS": "111122223333"', '«"sts:AssumeRoleWithSAML"»').replace('Allow', 'Deny'),
      says: ['never'],
      mentions: 'this Deny never applies',
    },
    {
      policy: `${s(`"AWS": "111122223333", ${SAML}`, '«"sts:AssumeRole"»')}, "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}`,
      says: ['never'],
      fixed: `${s('"AWS": "111122223333"', '"sts:AssumeRole"')}}, {${s(SAML, '"sts:AssumeRoleWithSAML"')}, "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}`,
    },
    // The keys tell what the provider will be.
    ...[
      ['<ISSUER>:sub', 'sts:AssumeRoleWithWebIdentity'],
      ['gitlab.com:sub', 'sts:AssumeRoleWithWebIdentity'],
      ['SAML:aud', 'sts:AssumeRoleWithSAML'],
    ].map(([key, action]) => ({
      policy: `${s('"Federated": "${PROVIDER}"', '«"sts:AssumeRole"»')}, "Condition": {"StringEquals": {"${key}": "x"}}`,
      says: ['never'],
      offers: [`Replace with "${action}"`],
    })),
    {
      policy: `${s('"Federated": "${PROVIDER}"', '«"sts:AssumeRole"»')}, "Condition": {"StringEquals": {"SAML:aud": "x", "gitlab.com:sub": "y"}}`,
      says: ['never'],
      offers: ['Replace with "sts:AssumeRoleWithWebIdentity"', 'Replace with "sts:AssumeRoleWithSAML"'],
    },
  ],
});
