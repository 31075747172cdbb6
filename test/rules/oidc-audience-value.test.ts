import { ruleTest } from '../support/ruleTest.ts';

const GITHUB = '"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"';
const K = 'token.actions.githubusercontent.com';
const s = (condition: string | undefined, provider = GITHUB, action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${provider}}, "Action": "${action}"${condition === undefined ? '' : `, "Condition": {${condition}}`}`;
const aud = (value: string, operator = 'StringEquals'): string => s(`"${operator}": {"${K}:aud": ${value}}`);
const EKS = 'oidc.eks.eu-west-1.amazonaws.com/id/ABC';

const at = (issuer: string, value: string, operator = 'StringEquals', claim = 'aud'): string =>
  s(
    `"${operator}": {"${issuer}:${claim}": ${value}}`,
    BUILT_IN.includes(issuer) ? `"${issuer}"` : `"arn:aws:iam::111122223333:oidc-provider/${issuer}"`,
  );
const BUILT_IN = ['accounts.google.com', 'cognito-identity.amazonaws.com', 'www.amazon.com', 'graph.facebook.com'];
const POOL = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123';

ruleTest('oidc-audience-value', {
  clean: [
    aud('"sts.amazonaws.com"'),
    aud('"my-own-audience"'),
    aud('"<AUDIENCE>"'),
    aud('"https://github.com/octo-org"', 'StringNotEquals'),
    s('"StringEquals": {"gitlab.com:aud": "anything"}', '"arn:aws:iam::111122223333:oidc-provider/gitlab.com"'),
    s(`"StringEquals": {"${EKS}:aud": "sts.amazonaws.com"}`, `"arn:aws:iam::111122223333:oidc-provider/${EKS}"`),
    // What a cluster's tokens are for is its own; a bucket tells no product.
    at('acme-clusters.s3.eu-west-1.amazonaws.com/live', '"amazonaws.com"'),
    at('acme-oidc.s3.eu-west-1.amazonaws.com', '"openshift"'),
    at('accounts.google.com', '"66677788899900.apps.googleusercontent.com"'),
    at('accounts.google.com', '"110987654321098765432"'),
    at('accounts.google.com', '"https://api.acme.example"', 'StringEquals', 'oaud'),
    at('cognito-identity.amazonaws.com', '"eu-west-1:12345678-1234-1234-1234-123456790abc"'),
    at('cognito-identity.amazonaws.com', '"eu-west-1:*"', 'StringLike'),
    at('cognito-identity.amazonaws.com', '"IDENTITY_POOL"'),
    at('cognito-identity.amazonaws.com', '"${POOL}"'),
    at(POOL, '"1h57kf5cpq17m0eml12EXAMPLE"'.replace('EXAMPLE', 'abcdefg')),
    at('acme.app.spacelift.io', '"acme.app.spacelift.io"'),
    at('acme.app.us.spacelift.io', '"acme.app.us.spacelift.io"'),
    at('oidc.vercel.com', '"https://vercel.com/acme"'),
    at('oidc.vercel.com/acme', '"https://api.acme.example"'),
    at('acme.semaphoreci.com', '"https://acme.semaphoreci.com"'),
    at('api.pulumi.com/oidc', '"aws:acme"'),
    at('api.pulumi.com/oidc', '"acme"'),
    at('www.amazon.com', '"amzn1.application-oa2-client.0123456789abcdef"', 'StringEquals', 'app_id'),
    at('graph.facebook.com', '"111222333444555"', 'StringEquals', 'app_id'),
    at('login.microsoftonline.com/0f1e2d3c-1111-4222-8333-444455556666/v2.0', '"api://acme-aws"'),
    at('api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc', '"aws-of-acme"'),
    // Case is ignored.
    at('oidc.vercel.com', '"https://Vercel.com/Acme"', 'StringEqualsIgnoreCase'),
    at('acme.semaphoreci.com', '"HTTPS://acme.semaphoreci.com"', 'StringEqualsIgnoreCase'),
  ],
  flagged: [
    {
      policy: at('accounts.google.com', '«"https://api.acme.example"»'),
      says: ['authorizedParty'],
      level: 'warning',
      mentions: 'accounts.google.com:oaud',
      fixed: at('accounts.google.com', '"https://api.acme.example"', 'StringEquals', 'oaud'),
    },
    {
      policy: at('accounts.google.com', '«"deployer@acme.iam.gserviceaccount.com"»', 'ForAnyValue:StringEquals'),
      says: ['authorizedParty'],
    },
    { policy: at('accounts.google.com', '["123", «"sts.amazonaws.com"»]'), says: ['authorizedParty'], fixed: null },
    {
      policy: at('cognito-identity.amazonaws.com', '«"eu-west-1_AbCdEf123"»'),
      says: ['identityPool'],
      mentions: 'ID of an identity pool (REGION:UUID), not of a user pool',
      fixed: null,
    },
    { policy: at('cognito-identity.amazonaws.com', '«"1h57kf5cpq17m0eml12abcdefg"»'), says: ['identityPool'] },
    { policy: at(POOL, '«"eu-west-1_AbCdEf123"»'), says: ['form'], mentions: 'APP_CLIENT_ID' },
    {
      policy: at('acme.app.spacelift.io', '«"https://acme.app.spacelift.io"»'),
      says: ['unusual'],
      fixed: at('acme.app.spacelift.io', '"acme.app.spacelift.io"'),
    },
    { policy: at('acme.app.spacelift.io', '«"sts.amazonaws.com"»'), says: ['unusual'] },
    { policy: at('oidc.vercel.com', '«"sts.amazonaws.com"»'), says: ['form'], mentions: 'https://vercel.com/TEAM' },
    {
      policy: at('acme.semaphoreci.com', '«"acme.semaphoreci.com"»'),
      says: ['unusual'],
      fixed: at('acme.semaphoreci.com', '"https://acme.semaphoreci.com"'),
    },
    { policy: at('oidc.vercel.com', '«"STS.amazonaws.com"»', 'StringEqualsIgnoreCase'), says: ['form'] },
    { policy: at('api.pulumi.com/oidc', '«"https://api.pulumi.com"»'), says: ['form'], mentions: 'aws:ORGANIZATION' },
    { policy: at('www.amazon.com', '«"https://www.acme.example"»', 'StringEquals', 'app_id'), says: ['form'] },
    { policy: at('app.warp.dev', '«"https://app.warp.dev"»'), says: ['unusual'] },
    {
      policy: aud('«"https://github.com/octo-org"»'),
      says: ['unusual'],
      level: 'warning',
      fixed: aud('"sts.amazonaws.com"'),
    },
    { policy: aud('["sts.amazonaws.com", «"repo:octo-org/octo-repo:*"»]'), says: ['subject'] },
    {
      policy: s(
        `"StringEquals": {"${EKS}:aud": «"system:serviceaccount:shop:checkout"»}`,
        `"arn:aws:iam::111122223333:oidc-provider/${EKS}"`,
      ),
      says: ['subject'],
    },
  ],
});
