import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('if-exists-opens', {
  clean: [
    s('"StringEquals": {"sts:ExternalId": "7f9c3b1e"}'),
    s('"StringEqualsIfExists": {"sts:ExternalId": "7f9c3b1e"}, "StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}'),
    s(
      '"StringEqualsIfExists": {"sts:ExternalId": "7f9c3b1e"}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/ci-*"}',
      '{"AWS": "111122223333"}',
    ),
    s(
      '"StringEqualsIfExists": {"sts:ExternalId": "7f9c3b1e"}, "Bool": {"aws:MultiFactorAuthPresent": "true"}',
      '{"AWS": "111122223333"}',
    ),
    s('"StringEqualsIfExists": {"sts:ExternalId": "7f9c3b1e"}, "StringEquals": {"aws:SourceVpc": "vpc-0a1b2c3d"}'),
    s('"StringEqualsIfExists": {"aws:SourceVpc": "vpc-0a1b2c3d"}, "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}'),
    s(
      '"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}, "ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:*"}',
      '{"Service": "sns.amazonaws.com"}',
    ),
    s('"ArnLikeIfExists": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/x"}'), // always there
    s('"StringEqualsIfExists": {"sts:ExternalId": "7f9c3b1e"}').replace('Allow', 'Deny'),
    s('"BoolIfExists": {"aws:SecureTransport": "true"}'),
    // A service that isn't known to send the key.
    s('"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}', '{"Service": "sns.amazonaws.com"}'),
    s('"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}', '{"Service": "${SERVICE}"}'),
    // Closed by a second test of the key.
    s('"StringEqualsIfExists": {"sts:ExternalId": "7f9c3b1e"}, "Null": {"sts:ExternalId": "false"}'),
    s('"StringEqualsIfExists": {"sts:ExternalId": "7f9c3b1e"}, "ForAnyValue:StringLike": {"sts:ExternalId": "7*"}'),
  ],
  flagged: [
    // What is the same for all callers, or says nothing of who they are, keeps out none of them.
    ...[
      '"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}',
      '"NumericLessThan": {"aws:EpochTime": "1893456000"}',
      '"StringEquals": {"aws:RequestedRegion": "eu-west-1"}',
      '"Bool": {"aws:SecureTransport": "true"}',
      '"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}',
      '"StringEquals": {"aws:PrincipalAccount": "111122223333"}',
    ].map((beside) => ({
      policy: s(`«"StringEqualsIfExists"»: {"sts:ExternalId": "7f9c3b1e"}, ${beside}`, '{"AWS": "111122223333"}'),
      says: ['opens'],
      level: 'warning' as const,
    })),
    {
      policy: s(
        '«"StringEqualsIfExists"»: {"sts:ExternalId": "7f9c3b1e"}, "DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}',
      ),
      says: ['opens'],
      fixed: s(
        '"StringEquals": {"sts:ExternalId": "7f9c3b1e"}, "DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}',
      ),
    },
    {
      policy: s(
        '«"StringEqualsIfExists"»: {"aws:SourceAccount": "111122223333"}, "DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}',
        '{"Service": "states.amazonaws.com"}',
      ),
      says: ['opens'],
      level: 'information',
    },
    {
      policy: s('«"StringEqualsIfExists"»: {"sts:ExternalId": "7f9c3b1e"}, "Null": {"aws:PrincipalOrgID": "false"}'),
      says: ['opens'],
    },
    {
      policy: s('«"StringEqualsIfExists"»: {"sts:ExternalId": "7f9c3b1e"}, "StringNotEquals": {"sts:ExternalId": "x"}'),
      says: ['opens'],
    },
    {
      policy: s('«"StringEqualsIfExists"»: {"sts:ExternalId": "7f9c3b1e"}'),
      says: ['opens'],
      level: 'warning',
      fixed: s('"StringEquals": {"sts:ExternalId": "7f9c3b1e"}'),
    },
    {
      policy: s('«"StringEqualsIfExists"»: {"aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:RequestedRegion": "eu-west-1"}'),
      says: ['opens'],
      fixed: s(
        '"StringEqualsIfExists": {"aws:RequestedRegion": "eu-west-1"}, "StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}',
      ),
    },
    // A service that is: no more than where it has no condition at all.
    {
      policy: s(
        '«"StringEqualsIfExists"»: {"aws:SourceAccount": "111122223333"}',
        '{"Service": "states.amazonaws.com"}',
      ),
      says: ['opens'],
      level: 'information',
      fixed: s('"StringEquals": {"aws:SourceAccount": "111122223333"}', '{"Service": "states.amazonaws.com"}'),
    },
    {
      policy: s(
        '«"StringEqualsIfExists"»: {"aws:SourceAccount": "111122223333"}',
        '{"Service": ["states.amazonaws.com", "sns.amazonaws.com"]}',
      ),
      says: ['opens'],
      level: 'information',
    },
    {
      policy: s(
        '«"ArnLikeIfExists"»: {"aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/*"}',
        '{"Service": "rolesanywhere.amazonaws.com"}',
      ),
      says: ['opens'],
      level: 'warning',
    },
    {
      policy: s(
        '«"StringEqualsIfExists"»: {"aws:SourceAccount": "111122223333"}',
        '{"Service": "sns.amazonaws.com", "AWS": "111122223333"}',
      ),
      says: ['opens'],
      level: 'warning',
    },
    { policy: s('«"IpAddressIfExists"»: {"aws:SourceIp": "203.0.113.0/24"}'), says: ['opens'] },
  ],
});
