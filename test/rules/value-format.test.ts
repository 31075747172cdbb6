import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('value-format', {
  clean: [
    s(
      '"StringEquals": {"aws:PrincipalAccount": "111122223333", "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:RequestedRegion": "eu-west-1", "aws:SourceVpc": "vpc-0123456789abcdef0", "aws:SourceVpce": "vpce-01234567", "sts:ExternalId": "a/b:c=d", "sts:RoleSessionName": "x.y"}',
    ),
    s(
      '"StringLike": {"aws:PrincipalAccount": "1111*", "aws:userid": "AROACKCEVSQ6C2EXAMPLE:*", "aws:PrincipalOrgID": "*"}',
    ),
    s(
      '"StringEquals": {"aws:PrincipalAccount": "account", "aws:PrincipalOrgID": "${ORG}", "aws:ResourceAccount": "${aws:PrincipalAccount}"}',
    ),
    s('"ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/"}'),
    s('"StringEquals": {"aws:PrincipalServiceName": "lambda.amazonaws.com"}'),
  ],
  flagged: [
    {
      policy: s('"StringEquals": {"aws:PrincipalAccount": «"1111-2222-3333"»}'),
      says: ['form'],
      level: 'error',
      fixed: null,
    },
    { policy: s('"StringEquals": {"aws:PrincipalOrgID": «"o-44444444"»}'), says: ['form'] },
    { policy: s('"ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": «"ou-ab12-11111111"»}'), says: ['form'] },
    { policy: s('"StringEquals": {"aws:RequestedRegion": «"us-east-9"»}'), says: ['region'], level: 'warning' },
    { policy: s('"StringEquals": {"aws:RequestedRegion": «"Europe 1"»}'), says: ['form'] },
    { policy: s('"StringEquals": {"aws:SourceVpce": «"vpc-0123456789abcdef0"»}'), says: ['form'] },
    { policy: s('"StringEquals": {"aws:userid": «"arn:aws:iam::111122223333:role/x"»}'), says: ['form'] },
    { policy: s('"StringLike": {"sts:RoleSessionName": «"a b*"»}'), says: ['form'] },
    {
      policy: s('"StringEquals": {"aws:PrincipalServiceName": «"lambda.aws"»}', '{"Service": "lambda.amazonaws.com"}'),
      says: ['form'],
    },
  ],
});
