import { ruleTest } from '../support/ruleTest.ts';

const s = (condition: string): string =>
  `"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {${condition}}`;

ruleTest('value-wildcard-literal', {
  clean: [
    s('"StringEquals": {"aws:userid": "arn:aws:iam::111122223333:role/*"}'), // wrong as a pattern too
    s('"StringEquals": {"aws:PrincipalOrgID": "acme-*"}'),
    s('"StringLike": {"aws:PrincipalTag/t": "AROAX:*"}'),
    s('"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}'),
    s('"StringEquals": {"sts:RoleSessionName": "a${*}b"}'),
    s('"StringEquals": {"sts:RoleSessionName": "<a*>"}'),
    s('"StringEquals": {"SAML:iss": "https://accounts.google.com/o/saml2?idpid=C01a2b3c4"}'), // the query of an address
    s('"NumericEquals": {"aws:MultiFactorAuthAge": "*"}'),
  ],
  flagged: [
    { policy: s('"StringEquals": {"SAML:iss": «"https://idp.example.com/o?tenant=*"»}'), says: ['literal'] },
    { policy: s('"StringEquals": {"SAML:iss": «"idp.example.com/tenant?"»}'), says: ['literal'] },
    // As a pattern it would let in whoever has a token.
    {
      policy:
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"gitlab.com:aud": "https://gitlab.com", "gitlab.com:sub": «"*"»}}',
      says: ['literal'],
      fixed: null,
    },
    {
      policy: s('"StringEquals": {"aws:PrincipalAccount": «"*"»}'),
      says: ['exact'],
      mentions: 'Replace it with the whole value: aws:PrincipalAccount is an account ID',
      offers: ['Replace with "<ACCOUNT_ID>"', 'Replace the operator with StringLike'],
      fixed: s('"StringEquals": {"aws:PrincipalAccount": "<ACCOUNT_ID>"}'),
    },
    {
      policy: s('"StringEquals": {"aws:PrincipalOrgID": [«"*"», "o-z9y8x7w6v5"]}'),
      says: ['exact'],
      fixed: s('"StringEquals": {"aws:PrincipalOrgID": ["<ORG_ID>", "o-z9y8x7w6v5"]}'),
    },
    {
      policy: s('"StringEquals": {"aws:PrincipalOrgID": «"o-*"»}'),
      says: ['exact'],
      fixed: s('"StringEquals": {"aws:PrincipalOrgID": "<ORG_ID>"}'),
    },
    {
      policy: s('"StringEquals": {"aws:PrincipalOrgID": «"o-z9*"»}'),
      says: ['literal'],
      mentions: 'Use StringLike',
    },
    {
      policy: s('"StringNotEquals": {"aws:SourceOrgID": «"*"»}'),
      says: ['exact'],
      offers: ['Replace with "<ORG_ID>"'],
    },
    {
      policy: s('"ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": «"*"»}'),
      says: ['exact'],
      fixed: s('"ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": "<ORG_ID>/<ROOT_ID>/<OU_ID>/"}'),
    },
    {
      policy: s('"StringEquals": {"aws:PrincipalAccount": «"11112222*"»}'),
      says: ['literal'],
      offers: ['Replace the operator with StringLike'],
    },
    {
      policy: s('"StringEqualsIgnoreCase": {"aws:RequestedRegion": «"EU-*"»}'),
      says: ['literal'],
      offers: [], // StringLike has no form that ignores case
    },
    {
      policy: s(
        '"StringEquals": {"aws:PrincipalTag/t": «"AROAX:*"»}, "StringLike": {"aws:PrincipalTag/T": "*:deploy"}',
      ),
      says: ['literal'],
      fixed: null,
    },
    {
      policy: s('"StringEquals": {"aws:PrincipalTag/t": «"AROAX:*"»}'),
      says: ['literal'],
      fixed: s('"StringLike": {"aws:PrincipalTag/t": "AROAX:*"}'),
    },
    {
      policy: s('"StringEquals": {"sts:ExternalId": "7f9c3b1e", "aws:PrincipalTag/t": ["a", «"b?"»]}'),
      says: ['literal'],
      fixed: s('"StringEquals": {"sts:ExternalId": "7f9c3b1e"}, "StringLike": {"aws:PrincipalTag/t": ["a", "b?"]}'),
    },
    {
      policy: s('"ForAnyValue:StringNotEqualsIfExists": {"aws:PrincipalTag/t": «"*"»}'),
      says: ['literal'],
      fixed: null, // as a pattern it would keep everybody out
    },
    {
      policy: s('"ForAnyValue:StringNotEqualsIfExists": {"aws:PrincipalTag/t": «"AROAX:*"»}'),
      says: ['literal'],
      fixed: s('"ForAnyValue:StringNotLikeIfExists": {"aws:PrincipalTag/t": "AROAX:*"}'),
    },
    {
      policy: s('"StringLike": {"a:b": "c"}, "StringEquals": {"aws:PrincipalTag/t": «"x*"»}'),
      says: ['literal'],
      fixed: s('"StringLike": {"a:b": "c", "aws:PrincipalTag/t": "x*"}'),
    },
  ],
});
