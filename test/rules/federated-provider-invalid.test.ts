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
      // A path tells no product, and on these hosts the slash is part of the name.
      'arn:aws:iam::111122223333:oidc-provider/ci.shop.example/oidc/',
      'arn:aws:iam::111122223333:oidc-provider/login.shop.example/realms/staff/',
      'arn:aws:iam::111122223333:oidc-provider/flows.shop.example/api/oidc/',
      'arn:aws:iam::111122223333:oidc-provider/login.app.env0.com/',
      'arn:aws:iam::111122223333:oidc-provider/sts.windows.net/1c2d3e4f-1111-4222-8333-00000000abcd/',
      'arn:aws:iam::111122223333:oidc-provider/westeurope.oic.prod-aks.azure.com/1c2d3e4f-1111-4222-8333-00000000abcd/2c2d3e4f-1111-4222-8333-00000000abcd/',
      'arn:aws:iam::111122223333:oidc-provider/oidc.eks.<REGION>.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789',
      'arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/ABCDEF0123456789ABCDEF0123456789',
      'arn:aws:iam::${AIDA_ACCOUNT}:oidc-provider/gitlab.com',
      'arn:aws:iam::111122223333:oidc-provider/${PROVIDER_ARN}',
      '111122223333',
      '${a ? a.arn : ',
    ].map((p) => s(`"${p}"`)),
  ],
  flagged: [
    ...[', ', ';', ' '].map((between) => ({
      policy: s(
        `«"arn:aws:iam::111122223333:oidc-provider/gitlab.com${between}arn:aws:iam::111122223333:oidc-provider/ci.example.com"»`,
      ),
      says: ['several'],
      level: 'error' as const,
      fixed: s(
        '["arn:aws:iam::111122223333:oidc-provider/gitlab.com", "arn:aws:iam::111122223333:oidc-provider/ci.example.com"]',
      ),
    })),
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
    {
      policy: s('"arn:aws:iam::111122223333:oidc-provider/«https://https://»gitlab.com"'),
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
      policy: s(
        '"arn:aws:iam::111122223333:oidc-provider/«https://»id.acme.example"',
        '{"StringEquals": {"https://id.acme.example:sub": "ada", "id.acme.example:aud": "acme"}}',
      ),
      says: ['scheme'],
      fixed: s(
        '"arn:aws:iam::111122223333:oidc-provider/id.acme.example"',
        '{"StringEquals": {"id.acme.example:sub": "ada", "id.acme.example:aud": "acme"}}',
      ),
    },
    // Its keys have the same slip.
    {
      policy: s(
        '"arn:aws:iam::111122223333:oidc-provider/«eks.oidc.eu-west-1.amazonaws.com/id/ABC»"',
        '{"StringEquals": {"eks.oidc.eu-west-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:a:b"}}',
      ),
      says: ['eks'],
      fixed: s(
        '"arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC"',
        '{"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:a:b"}}',
      ),
    },
    {
      policy: s('"arn:aws:iam::111122223333:oidc-provider/gitlab.com«/»"'),
      says: ['slash'],
      fixed: s('"arn:aws:iam::111122223333:oidc-provider/gitlab.com"'),
    },
    // The Region of a cluster that cannot be, in the provider and its keys.
    {
      policy: s(
        '"arn:aws:iam::111122223333:oidc-provider/oidc.eks.«us-wset-2».amazonaws.com/id/ABC0123456789ABC"',
        '{"StringEquals": {"oidc.eks.us-wset-2.amazonaws.com/id/ABC0123456789ABC:sub": "system:serviceaccount:a:b"}}',
      ),
      says: ['eksRegion'],
      level: 'warning',
      mentions: 'us-west-2',
      fixed: s(
        '"arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/ABC0123456789ABC"',
        '{"StringEquals": {"oidc.eks.us-west-2.amazonaws.com/id/ABC0123456789ABC:sub": "system:serviceaccount:a:b"}}',
      ),
    },
    {
      policy: s('"arn:aws:iam::111122223333:oidc-provider/oidc-eks.«xx-nowhere-7».api.aws/id/ABC0123456789ABC"'),
      says: ['eksRegion'],
      fixed: null,
    },
    {
      policy: s('"arn:aws:iam::111122223333:oidc-provider/oidc.eks.«eu-west-1b».amazonaws.com/id/ABC0123456789ABC"'),
      says: ['eksRegion'],
      mentions: 'Did you mean eu-west-1?',
    },
    {
      policy: s('"arn:aws:iam::<ACCOUNT>:oidc-provider/oidc.eks.«us-gov-1».amazonaws.com/id/<ID>"'),
      says: ['eksRegion'],
    },
    {
      policy: s('"arn:aws:iam::111122223333:oidc-provider/«oidc.eks.amazonaws.com/id/ABC0123456789ABC»"'),
      says: ['eks'],
      fixed: null,
    },
    // What is part of an address, but of no issuer.
    {
      policy: s(
        '"arn:aws:iam::111122223333:oidc-provider/idp.shop.example/a«?tenant=1»"',
        '{"StringEquals": {"idp.shop.example/a?tenant=1:sub": "x"}}',
      ),
      says: ['tail'],
      mentions: 'query',
      fixed: s(
        '"arn:aws:iam::111122223333:oidc-provider/idp.shop.example/a"',
        '{"StringEquals": {"idp.shop.example/a:sub": "x"}}',
      ),
    },
    { policy: s('"arn:aws:iam::111122223333:oidc-provider/idp.shop.example/a«#top»"'), says: ['tail'] },
    {
      policy: s('"arn:aws:iam::111122223333:oidc-provider/gitlab.com«/.well-known/openid-configuration»"'),
      says: ['tail'],
      fixed: s('"arn:aws:iam::111122223333:oidc-provider/gitlab.com"'),
    },
    {
      policy: s('"arn:aws:iam::111122223333:oidc-provider/gitlab.com« »"'),
      says: ['space'],
      fixed: s('"arn:aws:iam::111122223333:oidc-provider/gitlab.com"'),
    },
    {
      policy: s('«" arn:aws:iam::111122223333:oidc-provider/gitlab.com"»'),
      says: ['space'],
      fixed: s('"arn:aws:iam::111122223333:oidc-provider/gitlab.com"'),
    },
    // A host without a dot is one with its port.
    {
      policy: s(
        '"arn:aws:iam::111122223333:oidc-provider/localhost«:8080»/realms/a"',
        '{"StringEquals": {"localhost:8080/realms/a:sub": "x"}}',
      ),
      says: ['port'],
    },
    { policy: s('«"module.cluster.oidc_provider_arn"»'), says: ['name'] },
    // A whole ARN where the name belongs.
    {
      policy: s(
        '«"arn:aws:iam::111122223333:oidc-provider/arn:aws:iam::111122223333:oidc-provider/gitlab.com"»',
        '{"StringEquals": {"gitlab.com:sub": "project_path:a/b:ref_type:branch:ref:main"}}',
      ),
      says: ['doubled'],
      mentions: 'oidc-provider/',
      fixed: s(
        '"arn:aws:iam::111122223333:oidc-provider/gitlab.com"',
        '{"StringEquals": {"gitlab.com:sub": "project_path:a/b:ref_type:branch:ref:main"}}',
      ),
    },
    {
      policy: s(
        '«"arn:aws:iam::111122223333:saml-provider/arn:aws:iam::111122223333:saml-provider/Corp"»',
        '',
        'sts:AssumeRoleWithSAML',
      ),
      says: ['doubled'],
      fixed: s('"arn:aws:iam::111122223333:saml-provider/Corp"', '', 'sts:AssumeRoleWithSAML'),
    },
    {
      policy: s('«"arn:aws:iam::111122223333:oidc-provider/arn:aws:eks:eu-west-1:111122223333:cluster/shop"»'),
      says: ['doubled'],
      fixed: null,
    },
    {
      policy: s('«"arn:aws:iam::<ACCOUNT>:oidc-provider/arn:aws:iam::<ACCOUNT>:oidc-provider/gitlab.com"»'),
      says: ['doubled'],
    },
    // Where 12 digits belong.
    ...['AIDAQ3EGVUJHTZLPNEXAM', 'AKIAQ3EGVUJHTZLPNEXA'].map((id) => ({
      policy: s(`"arn:aws:iam::«${id}»:oidc-provider/gitlab.com"`),
      says: ['id'],
      level: 'error' as const,
      fixed: null,
    })),
    // A name of a variable that a tool or a person did not fill in.
    { policy: s('«"oidc_provider_arn"»'), says: ['name'], fixed: null },
    { policy: s('«"arn_of_idp"»'), says: ['name'] },
    { policy: s('«"octo-corp"»'), says: ['form'] },
    // One finding, whatever else is wrong behind it.
    {
      policy: s(
        '«"arn:aws:iam:::oidc-provider/idp.example.com:8443"»',
        '{"StringEquals": {"idp.example.com:8443:sub": "x"}}',
      ),
      says: ['account'],
    },
    // The slash goes from the keys too.
    {
      policy: s(
        '"arn:aws:iam::111122223333:oidc-provider/app.terraform.io«/»"',
        '{"StringEquals": {"app.terraform.io/:aud": "aws.workload.identity"}}',
      ),
      says: ['slash'],
      fixed: s(
        '"arn:aws:iam::111122223333:oidc-provider/app.terraform.io"',
        '{"StringEquals": {"app.terraform.io:aud": "aws.workload.identity"}}',
      ),
    },
    {
      policy: s('"arn:aws:iam::111122223333:oidc-provider/shop.okta.com/oauth2/default«/»"'),
      says: ['slash'],
      mentions: 'Okta',
    },
  ],
});
