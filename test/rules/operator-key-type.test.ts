import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('operator-key-type', {
  clean: [
    s('"StringEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/x"}'),
    s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}'),
    s('"NumericLessThan": {"aws:EpochTime": "1798761599"}'),
    s('"NumericLessThan": {"aws:PrincipalTag/age": "7"}'),
    s('"Null": {"aws:SourceIp": "true"}'),
    s('"Bool": {"x:Unknown": "true"}'),
    s('"StringEquals": {"gitlab.com:sub": "x"}'),
  ],
  flagged: [
    {
      policy: s('«"StringEquals"»: {"aws:SourceIp": "203.0.113.0/24"}'),
      says: ['family'],
      level: 'warning',
      fixed: s('"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}'),
    },
    {
      policy: s('«"StringNotLikeIfExists"»: {"aws:SourceIp": "203.0.113.0/24"}'),
      says: ['family'],
      fixed: s('"NotIpAddressIfExists": {"aws:SourceIp": "203.0.113.0/24"}'),
    },
    {
      policy: s('«"StringEquals"»: {"aws:SecureTransport": "true"}'),
      says: ['family'],
      fixed: s('"Bool": {"aws:SecureTransport": "true"}'),
    },
    { policy: s('«"StringNotEquals"»: {"aws:SecureTransport": "true"}'), says: ['none'], fixed: null },
    {
      policy: s('«"Bool"»: {"aws:PrincipalOrgID": "true"}'),
      says: ['family'],
      fixed: null, // the value is of the operator's kind: it may be the key that is wrong
    },
    {
      policy: s('«"NumericEquals"»: {"aws:PrincipalAccount": "111122223333"}'),
      says: ['family'],
      fixed: s('"StringEquals": {"aws:PrincipalAccount": "111122223333"}'),
    },
    {
      policy: s('«"StringEquals"»: {"aws:CurrentTime": "x"}'),
      says: ['family'],
      fixed: null, // no date either
    },
    {
      policy: s('«"StringEquals"»: {"aws:CurrentTime": "2026-12-31T00:00:00Z"}'),
      says: ['family'],
      fixed: s('"DateEquals": {"aws:CurrentTime": "2026-12-31T00:00:00Z"}'),
    },
    {
      policy: s(
        '«"NumericEquals"»: {"aws:PrincipalAccount": "111122223333", "aws:MultiFactorAuthAge": "60", "aws:ResourceAccount": "111122223333"}',
      ),
      says: ['family'],
      fixed: s(
        '"NumericEquals": {"aws:MultiFactorAuthAge": "60"}, "StringEquals": {"aws:PrincipalAccount": "111122223333", "aws:ResourceAccount": "111122223333"}',
      ),
    },
    {
      policy: s('«"ForAnyValue:ArnLike"»: {"aws:PrincipalOrgPaths": "o-*"}'),
      says: ['family'],
      fixed: s('"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-*"}'),
    },
    {
      policy: s('«"StringLike"»: {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}'),
      says: ['likeOnArn'],
      level: 'information',
      fixed: s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}'),
    },
  ],
});
