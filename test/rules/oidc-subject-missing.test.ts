import { ruleTest } from '../support/ruleTest.ts';

const s = (issuer: string, condition: string, action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${issuer}}, "Action": "${action}", "Condition": ${condition}`;
const arn = (issuer: string): string => `"arn:aws:iam::111122223333:oidc-provider/${issuer}"`;
const GITHUB = 'token.actions.githubusercontent.com';
const EKS = 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
// A claim that narrows nothing: without any oidc-unconditioned speaks.
const CLAIM = '{"ForAnyValue:StringEquals": {"login.app.env0.com/:amr": "x"}}';

ruleTest('oidc-subject-missing', {
  clean: [
    s(arn(GITHUB), `{"StringEqualsIfExists": {"${GITHUB}:sub": "repo:a/b:environment:c"}}`), // if-exists-opens
    s(arn(GITHUB), `{"StringEquals": {"${GITHUB}:sub": "repo:octo-org/octo-repo:ref:refs/heads/main"}}`),
    s(
      arn(GITHUB),
      `{"StringLike": {"${GITHUB}:job_workflow_ref": "octo-org/octo-repo/.github/workflows/deploy.yml@*"}}`,
    ),
    s(arn(GITHUB), `{"StringLike": {"${GITHUB.toUpperCase()}:SUB": "\${SUBJECT}"}}`),
    s(arn(EKS), `{"StringEquals": {"${EKS}:sub": "system:serviceaccount:app:web"}}`),
    // Less grave than what its operator leaves open: condition-negated-only.
    s(arn(EKS), `{"StringNotEquals": {"${EKS}:sub": "system:serviceaccount:app:web"}}`),
    s(
      arn('oidc.deno.com'),
      '{"StringEquals": {"oidc.deno.com:aud": "sts.amazonaws.com"}, "StringNotLike": {"oidc.deno.com:sub": "deployment:evil/*"}}',
    ),
    // Nobody is left.
    s(arn(GITHUB), `{"StringNotLike": {"${GITHUB}:sub": "*"}, "Null": {"${GITHUB}:sub": "false"}}`),
    s(
      arn(GITHUB),
      `{"StringLike": {"${GITHUB}:sub": "repo:octo-org/a:*"}, "StringNotEquals": {"${GITHUB}:sub": "repo:octo-org/a:pull_request"}}`,
    ),
    s(arn('<OIDC_PROVIDER>'), '{"StringEquals": {"<OIDC_PROVIDER>:aud": "sts.amazonaws.com"}}'),
    s('"${PROVIDER}"', '{}'),
    s(arn('gitlab.com'), '{"StringEquals": {"${ISSUER}:sub": "project_path:acme/app:ref_type:branch:ref:main"}}'),
    s(
      '"accounts.google.com"',
      '{"StringEquals": {"accounts.google.com:aud": "66677788899900pro0.apps.googleusercontent.com"}}',
    ),
    s('"graph.facebook.com"', '{"StringEquals": {"graph.facebook.com:app_id": "111222333444555"}}'),
    s('"cognito-identity.amazonaws.com"', '{}'),
    s(
      arn('api.pulumi.com/oidc'),
      '{"StringEquals": {"api.pulumi.com/oidc:aud": "aws:acme", "api.pulumi.com/oidc:sub": "pulumi:environments:org:acme:env:shop/live"}}',
    ),
    s(arn(GITHUB), '{}', 'sts:TagSession'),
    s(arn(GITHUB), '${CONDITION}'),
    s('"arn:aws:iam::111122223333:saml-provider/Corp"', '{}', 'sts:AssumeRoleWithSAML'),
    // Broken in its key: a finding of its own, not a missing subject.
    s(
      arn('oidc.os1.devshift.org/abc'),
      '{"StringEquals": {"https://oidc.os1.devshift.org/abc:sub": "system:serviceaccount:app:web"}}',
    ),
    `${s(arn(GITHUB), `{"StringEquals": {"${GITHUB}:aud": "sts.amazonaws.com"}}`)}}, {"Effect": "Deny", "Principal": {"Federated": ${arn(GITHUB)}}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringNotLike": {"${GITHUB}:sub": "repo:octo-org/*"}}`,
  ],
  flagged: [
    // Beside the wrong action; with the right one the subject would still be missing.
    {
      policy: s(`«${arn(GITHUB)}»`, `{"StringEquals": {"${GITHUB}:aud": "sts.amazonaws.com"}}`, 'sts:AssumeRole'),
      says: ['demanded'],
      fixed: null,
    },
    {
      // Said as it is: strangers do not get in, but IAM asks for one of its own list.
      policy: s(`«${arn(GITHUB)}»`, `{"StringEquals": {"${GITHUB}:repository": "octo-org/octo-repo"}}`),
      says: ['refused'],
      level: 'error',
    },
    {
      policy: s(`«${arn(GITHUB)}»`, `{"StringEquals": {"${GITHUB}:aud": "sts.amazonaws.com"}}`),
      says: ['demanded'],
      level: 'error',
      mentions: `${GITHUB}:sub`,
      fixed: s(
        arn(GITHUB),
        `{"StringEquals": {"${GITHUB}:aud": "sts.amazonaws.com", "${GITHUB}:sub": "repo:<owner>/<repo>:environment:<environment>"}}`,
      ),
    },
    { policy: s(`«${arn(GITHUB)}»`, `{"StringLike": {"${GITHUB}:sub": "*"}}`), says: ['demanded'] },
    {
      policy: s(
        '«"arn:aws:iam::<ACCOUNT>:oidc-provider/gitlab.com"»',
        '{"StringEquals": {"gitlab.com:aud": "https://gitlab.com"}}',
      ),
      says: ['demanded'],
    },
    { policy: s(`«${arn('login.app.env0.com/')}»`, CLAIM), says: ['anyTenant'], level: 'warning' },
    {
      policy: s(`«${arn(EKS)}»`, `{"StringEquals": {"${EKS}:aud": "sts.amazonaws.com"}}`),
      says: ['anySubject'],
      level: 'warning',
    },
    { policy: s(`«${arn('oidc.eks.<REGION>.amazonaws.com/id/<ID>')}»`, CLAIM), says: ['anySubject'] },
    {
      policy: s(`«${arn('idp.example.com')}»`, '{"StringEquals": {"idp.example.com:aud": "sts.amazonaws.com"}}'),
      says: ['unknownIssuer'],
      level: 'information',
    },
    // The audience names the customer; all of theirs is open.
    {
      policy: s(`«${arn('api.pulumi.com/oidc')}»`, '{"StringEquals": {"api.pulumi.com/oidc:aud": "aws:acme"}}'),
      says: ['audienceOnly'],
      level: 'information',
      mentions: 'organization',
      fixed: s(
        arn('api.pulumi.com/oidc'),
        '{"StringEquals": {"api.pulumi.com/oidc:aud": "aws:acme", "api.pulumi.com/oidc:sub": "pulumi:environments:org:<pulumiOrg>:env:<escProject>/<escEnv>"}}',
      ),
    },
    {
      policy: s(`«${arn('oidc.vercel.com')}»`, '{"StringEquals": {"oidc.vercel.com:aud": "https://vercel.com/acme"}}'),
      says: ['audienceOnly'],
      level: 'information',
      mentions: 'team',
    },
    {
      policy: s(
        `«${arn('oidc.vercel.com')}»`,
        '{"StringEquals": {"oidc.vercel.com:sub": "owner:acme:project:a:environment:b"}}',
      ),
      says: ['refused'],
    },
    // One issuer for all customers.
    ...['oidc.deno.com', 'api.gitpod.io/idp', 'oidc.cirrus-ci.com'].map((issuer) => ({
      policy: s(`«${arn(issuer)}»`, `{"StringEquals": {"${issuer}:aud": "sts.amazonaws.com"}}`),
      says: ['anyTenant'],
      level: 'warning' as const,
    })),
    {
      policy: s(
        `«${arn('rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7')}»`,
        '{"StringEquals": {"rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7:aud": "sts.amazonaws.com"}}',
      ),
      says: ['demanded'],
      level: 'error',
      mentions: 'on rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7:sub. ',
    },
    // What is excluded says nothing of who is let in.
    ...[
      `"StringNotLike": {"${GITHUB}:sub": "repo:evil/*"}`,
      `"StringNotLike": {"${GITHUB}:sub": ["repo:evil/*", "repo:octo-org/test:*"]}, "Null": {"${GITHUB}:sub": "false"}`,
      `"StringNotEqualsIfExists": {"${GITHUB}:job_workflow_ref": "octo-org/a/.github/workflows/b.yml@refs/heads/main"}`,
    ].map((test) => ({
      policy: s(`«${arn(GITHUB)}»`, `{"StringEquals": {"${GITHUB}:aud": "sts.amazonaws.com"}, ${test}}`),
      says: ['excluded'],
      level: 'error' as const,
    })),
    {
      policy: s(`«${arn(GITHUB)}»`, `{"StringNotEquals": {"${GITHUB}:sub": "repo:evil/a:pull_request"}}`),
      says: ['excluded'],
      mentions: `${GITHUB}:sub`,
    },
    {
      policy: s(
        '«"accounts.google.com"»',
        '{"StringNotEquals": {"accounts.google.com:aud": "66677788899900pro0.apps.googleusercontent.com"}}',
      ),
      says: ['excluded'],
      level: 'error',
      mentions: 'accounts.google.com:aud',
    },
    { policy: s('«"accounts.google.com"»', CLAIM), says: ['anyApp'], level: 'error' },
    { policy: s(`«${arn('acme.eu.auth0.com/')}»`, CLAIM), says: ['anyApp'], level: 'warning' },
    {
      policy: s(
        `«${arn('oidc.eks.REGION.amazonaws.com/id/OIDC_ID')}»`,
        '{"StringEquals": {"oidc.eks.REGION.amazonaws.com/id/OIDC_ID:aud": "sts.amazonaws.com"}}',
      ),
      says: ['anySubject'],
    },
  ],
});
