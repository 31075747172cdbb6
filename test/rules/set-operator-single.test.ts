import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('set-operator-single', {
  clean: [
    s('"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}'),
    s('"ForAllValues:StringEquals": {"x:unknown": "a"}'),
    s('"StringEquals": {"sts:ExternalId": "7f9c3b1e"}'),
  ],
  flagged: [
    // The issuer is still to be filled in, the claim is not; two keys under one operator are one finding.
    {
      policy: s(
        '«"ForAllValues:StringLike"»: {"${Url}:aud": "x", "${Url}:sub": "y"}',
        '{"Federated": "${PROVIDER}"}',
        'sts:AssumeRoleWithWebIdentity',
      ),
      says: ['all'],
    },
    {
      policy: s('«"ForAllValues:StringEquals"»: {"sts:ExternalId": "7f9c3b1e"}'),
      says: ['all'],
      level: 'warning',
      fixed: s('"StringEquals": {"sts:ExternalId": "7f9c3b1e"}'),
    },
    {
      policy: s(
        '«"ForAnyValue:StringEquals"»: {"gitlab.com:aud": "x"}',
        '{"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"}',
        'sts:AssumeRoleWithWebIdentity',
      ),
      says: ['any'],
      level: 'warning',
    },
    {
      policy: s(
        '«"ForAnyValue:StringLike"»: {"gitlab.com:sub": "project_path:g/p:*"}',
        '{"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"}',
        'sts:AssumeRoleWithWebIdentity',
      ),
      says: ['any'],
      level: 'information',
    },
    // Another test keeps out requests without the key.
    {
      policy: s(
        '«"ForAllValues:StringLike"»: {"sts:ExternalId": "7f9c3b1e-*"}, "StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d"}',
      ),
      says: ['allPresent'],
    },
    {
      policy: s('«"ForAllValues:StringLike"»: {"sts:ExternalId": "7f9c3b1e-*"}, "Null": {"sts:ExternalId": "false"}'),
      says: ['allPresent'],
    },
    {
      policy: s('«"ForAnyValue:StringNotEquals"»: {"aws:userid": "a", "aws:TagKeys": "b"}'),
      says: ['any'],
      level: 'information',
      fixed: s('"ForAnyValue:StringNotEquals": {"aws:TagKeys": "b"}, "StringNotEquals": {"aws:userid": "a"}'),
    },
  ],
});
