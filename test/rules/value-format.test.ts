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
    s('"StringEqualsIgnoreCase": {"aws:RequestedRegion": "EU-Central-1", "aws:SourceVpc": "VPC-0a1b2c3d"}'),
    s('"StringNotEqualsIgnoreCase": {"aws:PrincipalOrgID": "O-Z9Y8X7W6V5"}'),
    s('"StringEqualsIgnoreCase": {"aws:PrincipalServiceName": "Glue.AmazonAWS.com"}'),
    ...[
      'o-z9y8x7w6v5/*',
      'o-z9y8x7w6v5/r-k1l2/*',
      'o-z9y8x7w6v5/r-k1l2/ou-k1l2-0000aaaa/*',
      'o-z9y8x7w6v5/r-k1l2/ou-k1l2-00*',
      'o-z9y8x7w6v5/r-*/ou-k1l2-0000aaaa/',
      '*/ou-k1l2-0000aaaa/*',
      'o-z9y8x7w6v5/?-k1l2/*',
      '*',
      'o-z9*',
    ].map((p) => s(`"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "${p}"}`)),
    ...[
      'Jörg Müller',
      'a.b:c/d=e+f-g@h_i',
      'cost center 7',
      '<UNIT>',
      '${UNIT}-ops',
      '${aws:PrincipalTag/unit}',
      "${aws:PrincipalTag/unit, 'none'}",
      '#{unit}-${x}',
      '[unit]',
    ].map((v) => s(`"StringEquals": {"aws:RequestTag/unit": "${v}"}`)),
    s('"StringLike": {"aws:PrincipalTag/unit": ["ops-*", "?-team"], "aws:ResourceTag/unit": "*"}'),
    s('"StringEquals": {"sts:ExternalId": "one,two,three", "sts:RoleSessionName": "ana,ben"}'),
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
    { policy: s('"StringLike": {"sts:RoleSessionName": «"a b*"»}'), says: ['character'], mentions: '(found " ")' },
    { policy: s('"StringEquals": {"sts:RoleSessionName": «"a"»}'), says: ['form'] },
    { policy: s('"StringEqualsIgnoreCase": {"aws:SourceVpc": «"VPCE-0a1b2c3d"»}'), says: ['form'] },
    { policy: s('"StringEqualsIgnoreCase": {"aws:RequestedRegion": «"EU-Middle-9"»}'), says: ['region'] },
    { policy: s('"StringEquals": {"aws:RequestedRegion": «"EU-Central-1"»}'), says: ['form'] },
    {
      policy: s(
        '"StringEquals": {"aws:PrincipalServiceName": «"Glue.amazonaws.com"»}',
        '{"Service": "glue.amazonaws.com"}',
      ),
      says: ['form'],
    },
    ...[
      'o-z9y8x7w6v5/ou-k1l2-0000aaaa/*',
      'o-z9y8x7w6v5/r-k1l2/ou-k1l2-0000aaaa',
      'o-z9y8x7w6v5/r-k1l2/r-*',
      'r-k1l2/*',
      'o-z9y8x7w6v5//*',
      'o-Z9Y8X7W6V5/*',
      'o-z9y8x7w6v5/*/ou-k1l2-0000aaaa',
    ].map((p) => ({
      policy: s(`"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": «"${p}"»}`),
      says: ['form'],
      level: 'error' as const,
    })),
    ...['ana & ben', 'ops (eu)', 'a|b', 'C#', '50%'].map((v) => ({
      policy: s(`"StringNotEquals": {"aws:RequestTag/unit": "z"}, "StringEquals": {"aws:PrincipalTag/unit": «"${v}"»}`),
      says: ['character'],
      level: 'error' as const,
      fixed: null,
    })),
    {
      policy: s('"StringLike": {"aws:ResourceTag/unit": ["ops-*", «"ops (*)"»]}'),
      says: ['character'],
      mentions: '(found "(")',
    },
    {
      policy: s(
        '"StringEquals": {"aws:RequestTag/unit": [«"${UNIT} (eu)"», «"${aws:username}!"»]}',
        '{"AWS": "arn:aws:iam::111122223333:user/ana"}',
      ),
      says: ['character', 'character'],
    },
    {
      policy: s(
        '"StringEquals": {"aws:PrincipalTag/x509Subject/CN": «"Ana (eu)"»}',
        '{"Service": "rolesanywhere.amazonaws.com"}',
      ),
      says: ['character'],
    },
    {
      policy: s('"StringEquals": {"aws:PrincipalAccount": [«"444455556666, 777788889999"», "444455556666"]}'),
      says: ['several'],
      level: 'error',
      fixed: s('"StringEquals": {"aws:PrincipalAccount": ["444455556666", "777788889999"]}'),
    },
    {
      policy: s('"StringEquals": {"aws:RequestedRegion": «"eu-west-1 eu-west-2"»}'),
      says: ['several'],
      fixed: s('"StringEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-west-2"]}'),
    },
    {
      policy: s('"StringLike": {"aws:PrincipalTag/unit": «"ops-*, dev-*"»}'),
      says: ['several'],
      fixed: s('"StringLike": {"aws:PrincipalTag/unit": ["ops-*", "dev-*"]}'),
    },
    {
      policy: s('"StringEquals": {"aws:PrincipalServiceName": «"lambda.aws"»}', '{"Service": "lambda.amazonaws.com"}'),
      says: ['form'],
    },
  ],
});
