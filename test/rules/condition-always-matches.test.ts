import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('condition-always-matches', {
  clean: [
    s('"StringLike": {"aws:PrincipalTag/x": "a*"}'),
    s('"StringEquals": {"aws:PrincipalTag/x": "*"}'),
    s('"StringNotLike": {"aws:PrincipalTag/x": "*"}'),
    s('"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}'),
    s('"IpAddress": {"aws:SourceIp": ["0.0.0.0/2", "128.0.0.0/1"]}'),
    s('"NotIpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}'),
    // An audience of which nothing is asked is one that is missing.
    s(
      '"StringLike": {"id.acme.example:aud": "*"}, "StringEquals": {"id.acme.example:sub": "ada"}',
      '{"Federated": "arn:aws:iam::111122223333:oidc-provider/id.acme.example"}',
      'sts:AssumeRoleWithWebIdentity',
    ),
    s('"ArnLike": {"aws:PrincipalArn": "*"}'), // AWS does not say whether it matches all or nothing
    // More than the principal's account.
    s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}'),
    s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/deploy"}'),
    s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:*"}', '{"AWS": "*"}'),
    s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:*"}', '{"AWS": ["111122223333", "444455556666"]}'),
    s('"StringNotEquals": {"aws:PrincipalAccount": "444455556666"}', '{"AWS": ["111122223333", "444455556666"]}'),
    s('"StringNotEquals": {"aws:PrincipalAccount": "<ACCOUNT>"}'),
    s('"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/deploy"}'),
    s(
      '"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/b"}',
      '{"AWS": ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/b"]}',
    ),
    // The role of a session may be in any path.
    s(
      '"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/ops/*"}',
      '{"AWS": "arn:aws:sts::111122223333:assumed-role/deploy/ana"}',
    ),
    s('"StringNotEquals": {"aws:PrincipalAccount": "444455556666"}').replace('Allow', 'Deny'),
    s('"Null": {"aws:PrincipalTag/team": "false"}'),
    s('"Null": {"aws:PrincipalAccount": "false"}', '{"AWS": "*"}'),
    s('"Null": {"aws:TokenIssueTime": "false"}', '{"AWS": "111122223333"}'),
    // The start of a time with an end, known or not, and one that is still to come.
    s('"DateGreaterThan": {"aws:CurrentTime": "2020-01-01"}, "DateLessThan": {"aws:CurrentTime": "2998-01-01"}'),
    s('"DateGreaterThan": {"aws:CurrentTime": "2020-01-01"}, "NumericLessThan": {"aws:EpochTime": "32440608000"}'),
    s('"DateGreaterThan": {"aws:CurrentTime": "2020-01-01"}, "DateLessThan": {"aws:CurrentTime": "<END>"}'),
    s('"DateGreaterThan": {"aws:CurrentTime": "2998-01-01"}'),
    s('"DateGreaterThan": {"aws:TokenIssueTime": "2020-01-01"}'),
    s('"DateGreaterThan": {"aws:CurrentTime": "2020-01-01"}').replace('Allow', 'Deny'),
  ],
  flagged: [
    {
      policy: s('"StringLike": {"aws:PrincipalTag/x": «"*"»}'),
      says: ['present'],
      level: 'information',
      fixed: s('"Null": {"aws:PrincipalTag/x": "false"}'),
    },
    {
      policy: s('"StringLike": {"sts:RoleSessionName": ["a", «"*"»]}'),
      says: ['always'],
      level: 'warning',
      fixed: null,
    },
    { policy: s('"StringLikeIfExists": {"aws:PrincipalTag/x": «"*"»}'), says: ['always'] },
    {
      policy: s('"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", «"0.0.0.0/0"»]}'),
      says: ['addresses'],
      level: 'information',
      fixed: null,
    },
    { policy: s('"IpAddress": {"aws:SourceIp": «["0.0.0.0/1", "128.0.0.0/1"]»}'), says: ['addresses'] },
    {
      policy: s('"IpAddressIfExists": {"aws:VpcSourceIp": «["64.0.0.0/2", "128.0.0.0/1", "0.0.0.0/2"]»}'),
      says: ['addresses'],
      level: 'warning',
    },
    ...[
      s('"ArnLike": {"aws:PrincipalArn": «"arn:aws:iam::111122223333:*"»}'),
      s('"ArnLike": {"aws:PrincipalArn": «"arn:aws:iam::111122223333:*"»}', '{"AWS": "111122223333"}'),
      s('"ArnLike": {"aws:PrincipalArn": «"arn:*:iam::111122223333:*"»}', '{"AWS": "111122223333"}'),
    ].map((policy) => ({ policy, says: ['account'], level: 'warning' as const })),
    { policy: s('"StringEquals": {"aws:PrincipalAccount": «"111122223333"»}'), says: ['same'], level: 'information' },
    {
      policy: s('"StringNotEquals": {"aws:PrincipalAccount": «"444455556666"»}'),
      says: ['excluded'],
      level: 'warning',
    },
    {
      policy: s(
        '"Null": {"aws:PrincipalAccount": «"false"»}',
        '{"AWS": ["111122223333", "arn:aws:iam::444455556666:user/ada"]}',
      ),
      says: ['sent'],
      level: 'warning',
    },
    { policy: s('"ArnNotEquals": {"aws:PrincipalArn": «"arn:aws:iam::111122223333:role/other"»}'), says: ['excluded'] },
    { policy: s('"StringNotEquals": {"aws:PrincipalType": «"User"»}'), says: ['excluded'] },
    {
      policy: s('"StringNotEquals": {"aws:PrincipalAccount": «"444455556666"»}', '{"AWS": "111122223333"}'),
      says: ['excluded'],
      level: 'warning',
    },
    {
      policy: s(
        '"StringNotEquals": {"aws:PrincipalServiceName": «"lambda.amazonaws.com"»}',
        '{"Service": "ec2.amazonaws.com"}',
      ),
      says: ['excluded'],
    },
    // An operator that would read better as another lets everything pass all the same.
    { policy: s('"StringLike": {"aws:PrincipalArn": «"*"»}'), says: ['always'], level: 'warning' },
    { policy: s('"DateGreaterThan": {"aws:CurrentTime": «"2020-01-01"»}'), says: ['started'], level: 'information' },
    { policy: s('"NumericGreaterThanEquals": {"aws:EpochTime": «"1577836800"»}'), says: ['started'] },
    {
      policy: s('"IpAddress": {"aws:SourceIp": «"::/0"»}'),
      says: ['addresses'],
      mentions: 'requests over IPv4 or through',
    },
    {
      policy: s('"IpAddress": {"aws:SourceIp": [«"0.0.0.0/0"», "::/1", "8000::/1"]}'),
      says: ['addresses'],
      mentions: 'excludes only requests through a VPC endpoint',
    },
    {
      policy: s('"IpAddress": {"aws:VpcSourceIp": [«"0.0.0.0/0"», "::/0"]}'),
      says: ['addresses'],
      mentions: 'excludes only requests without aws:VpcSourceIp',
    },
  ],
});
