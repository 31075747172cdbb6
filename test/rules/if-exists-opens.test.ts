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
    s('"ArnLikeIfExists": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/x"}'), // always there
    s('"StringEqualsIfExists": {"sts:ExternalId": "7f9c3b1e"}').replace('Allow', 'Deny'),
    s('"BoolIfExists": {"aws:SecureTransport": "true"}'),
  ],
  flagged: [
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
    { policy: s('«"IpAddressIfExists"»: {"aws:SourceIp": "203.0.113.0/24"}'), says: ['opens'] },
  ],
});
