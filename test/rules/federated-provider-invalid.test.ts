import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, condition = '', action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${principal}}, "Action": "${action}"${condition === '' ? '' : `, "Condition": ${condition}`}`;

ruleTest('federated-provider-invalid', {
  clean: [
    ...[
      'arn:aws:iam::111122223333:oidc-provider/gitlab.com',
      'arn:aws:iam::111122223333:saml-provider/Corp',
      'arn:aws:iam::<ACCOUNT>:oidc-provider/<ISSUER>',
      'accounts.google.com',
      '${PROVIDER}',
      'arn:aws:iam::111122223333:${PROVIDER}',
      'arn:aws:iam::111122223333:oidc-provider/acme.eu.auth0.com/',
      'arn:aws:iam::111122223333:oidc-provider/idp.example.com/',
      'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789',
      '111122223333',
      '${a ? a.arn : ',
    ].map((p) => s(`"${p}"`)),
  ],
  flagged: [
    {
      policy: s('«"https://gitlab.com/"»'),
      says: ['url'],
      fixed: s('"arn:aws:iam::<ACCOUNT_ID>:oidc-provider/gitlab.com"'),
    },
    { policy: s('«"https://accounts.google.com"»'), says: ['url'], fixed: s('"accounts.google.com"') },
    { policy: s('«"token.actions.githubusercontent.com"»'), says: ['host'] },
    { policy: s('«"nonsense"»'), says: ['form'], fixed: null },
    { policy: s('«"*"»'), says: ['wildcard'], fixed: null },
    { policy: s('"arn:aws:iam::111122223333:«oidc-provider/*»"'), says: ['wildcard'], fixed: null },
    {
      policy: s('"arn:aws:iam::111122223333:oidc-provider/«https://»gitlab.com"'),
      says: ['scheme'],
      fixed: s('"arn:aws:iam::111122223333:oidc-provider/gitlab.com"'),
    },
    { policy: s('"arn:aws:iam::<ACCOUNT>:oidc-provider/«https://»<ISSUER>"'), says: ['scheme'], fixed: null },
    // The provider and its keys are put right at once: they name one issuer.
    {
      policy: s(
        '"arn:aws:iam::111122223333:oidc-provider/idp.example.com«:8443»/realms/acme"',
        '{"StringEquals": {"idp.example.com:8443/realms/acme:sub": "x", "IDP.example.com:8443/realms/acme:aud": "y"}}',
      ),
      says: ['port'],
      level: 'error',
      fixed: s(
        '"arn:aws:iam::111122223333:oidc-provider/idp.example.com/realms/acme"',
        '{"StringEquals": {"idp.example.com/realms/acme:sub": "x", "idp.example.com/realms/acme:aud": "y"}}',
      ),
    },
    {
      policy: s(
        '"arn:aws:iam::111122223333:oidc-provider/idp.example.com«:443»"',
        '{"StringEquals": {"idp.example.com:sub": "x"}}',
      ),
      says: ['port'],
      fixed: s(
        '"arn:aws:iam::111122223333:oidc-provider/idp.example.com"',
        '{"StringEquals": {"idp.example.com:sub": "x"}}',
      ),
    },
    // One of two equal keys would be lost.
    {
      policy: s(
        '"arn:aws:iam::111122223333:oidc-provider/idp.example.com«:443»"',
        '{"StringEquals": {"idp.example.com:sub": "x", "idp.example.com:443:sub": "y"}}',
      ),
      says: ['port'],
      fixed: null,
    },
    { policy: s('"arn:aws:sso:::«instance/ssoins-1»"'), says: ['identityCenter'] },
    { policy: s('«"arn:aws:s3:::bucket"»'), says: ['arn'] },
    { policy: s('"arn:aws:iam::111122223333:«user-pool/x»"'), says: ['arn'] },
    { policy: s('«"arn:aws:iam"»'), says: ['arn'] },
    {
      policy: s('"arn:aws:iam:«eu-west-1»:111122223333:saml-provider/Corp"'),
      says: ['region'],
      fixed: s('"arn:aws:iam::111122223333:saml-provider/Corp"'),
    },
    { policy: s('«"arn:aws:iam:::saml-provider/Corp"»'), says: ['account'] },
    { policy: s('«"arn:aws:iam::111122223333:oidc-provider/"»'), says: ['empty'] },
    {
      policy: s('"arn:aws:iam::111122223333:oidc-provider/«eks.oidc.eu-west-1.amazonaws.com/id/ABC»"'),
      says: ['eks'],
      fixed: s('"arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC"'),
    },
    {
      policy: s('"arn:aws:iam::111122223333:oidc-provider/gitlab.com«/»"'),
      says: ['slash'],
      fixed: s('"arn:aws:iam::111122223333:oidc-provider/gitlab.com"'),
    },
  ],
});
