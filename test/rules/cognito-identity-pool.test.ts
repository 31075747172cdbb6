import { ruleTest } from '../support/ruleTest.ts';

const POOL = '"eu-west-1:12345678-1234-1234-1234-123456790abc"';
const s = (condition: string, action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "${action}", "Condition": {${condition}}`;
const flagged = (condition: string): string =>
  s(condition).replace('"cognito-identity.amazonaws.com"}', '«"cognito-identity.amazonaws.com"»}');
const AUD = `"StringEquals": {"cognito-identity.amazonaws.com:aud": ${POOL}}`;
const AMR = '"ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"}';
/** The same of a provider with an ARN. */
const byArn = (policy: string, account = '111122223333'): string =>
  policy.replace(/"(cognito-identity\.amazonaws\.com)"/, `"arn:aws:iam::${account}:oidc-provider/$1"`);

ruleTest('cognito-identity-pool', {
  clean: [
    s(`${AUD}, ${AMR}`),
    s(`${AUD}, "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "unauthenticated"}`),
    s('"StringEquals": {"${PROVIDER}:aud": "x"}'),
    s('', 'sts:TagSession'),
    byArn(s(`${AUD}, ${AMR}`)),
    // The account is wrong first.
    byArn(s(AMR), '1111'),
    // A user pool is a provider of one customer.
    s(AMR).replaceAll('"cognito-identity.amazonaws.com', '"cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI'),
    '"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRoleWithWebIdentity"',
  ],
  flagged: [
    {
      policy: flagged(AMR),
      says: ['audience'],
      level: 'error',
      fixed: s(`${AMR}, "StringEquals": {"cognito-identity.amazonaws.com:aud": "<REGION>:<IDENTITY_POOL_ID>"}`),
    },
    { policy: flagged(`"StringLike": {"cognito-identity.amazonaws.com:aud": "*"}, ${AMR}`), says: ['audience'] },
    {
      // Guests' tokens say "unauthenticated".
      policy: flagged(`${AUD}, ${AMR.replace('"authenticated"', '"*authenticated"')}`),
      says: ['methods'],
      fixed: s(`${AUD}, ${AMR}`),
    },
    ...['', ', "Null": {"cognito-identity.amazonaws.com:aud": "false"}'].map((more) => ({
      policy: flagged(`${AUD.replace('StringEquals', 'StringNotEquals')}${more}, ${AMR}`),
      says: ['excluded'],
      level: 'error' as const,
    })),
    { policy: byArn(flagged(AMR)), says: ['audience'], level: 'error' },
    { policy: byArn(flagged('"ArnLike": {"aws:SourceArn": "arn:aws:s3:::shop"}')), says: ['audience'], level: 'error' },
    { policy: byArn(flagged('')), says: ['audience'], level: 'error' },
    { policy: byArn(flagged(AUD)), says: ['methods'], level: 'warning', fixed: byArn(s(`${AUD}, ${AMR}`)) },
    { policy: flagged(AUD), says: ['methods'], level: 'warning', fixed: s(`${AUD}, ${AMR}`) },
  ],
});
