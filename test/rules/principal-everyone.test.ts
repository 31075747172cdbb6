import { ruleTest } from '../support/ruleTest.ts';

const trust = (principal: string, condition = '{}', effect = 'Allow'): string =>
  `"Effect": "${effect}", "Principal": ${principal}, "Action": "sts:AssumeRole", "Condition": ${condition}`;

ruleTest('principal-everyone', {
  clean: [
    trust('{"AWS": "111122223333"}'),
    trust('{"AWS": "*"}', '{}', 'Deny'),
    '"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:TagSession"',
    '"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": ${CONDITION}',
  ],
  flagged: [
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": «"*"»}, "Action": "sts:AssumeRole"}, {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}',
      says: ['conditioned'],
      level: 'warning',
    },
    {
      policy: trust('{"AWS": «"*"»}'),
      says: ['open'],
      level: 'error',
      fixed: trust('{"AWS": "arn:aws:iam::<ACCOUNT_ID>:root"}'),
    },
    { policy: trust('{"AWS": ["111122223333", «"*"»]}'), says: ['open'] },
    { policy: trust('{"AWS": «"*"»}', '{"StringEquals": {"sts:ExternalId": "7f9c3b1e"}}'), says: ['open'] },
    { policy: trust('{"AWS": «"*"»}', '{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}'), says: ['open'] },
    {
      policy: trust('{"AWS": «"*"»}', '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/Admin"}}'),
      says: ['open'],
    },
    { policy: trust('{"AWS": «"*"»}', '{"StringLike": {"aws:PrincipalOrgID": "*"}}'), says: ['open'] },
    {
      policy: trust('{"AWS": «"*"»}', '{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
      says: ['open'],
    },
    {
      policy: trust('{"AWS": «"*"»}', '{"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}'),
      says: ['open'],
    },
    {
      policy: trust('{"AWS": «"*"»}', '{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
      says: ['conditioned'],
      level: 'warning',
    },
    { policy: trust('{"AWS": «"*"»}', '{"StringEquals": {"AWS:principalorgid": "${ORG}"}}'), says: ['conditioned'] },
    {
      policy: trust('{"AWS": «"*"»}', '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}'),
      says: ['conditioned'],
    },
    { policy: trust('{"AWS": «"*"»}', '{"StringLike": {"aws:userid": "AROAEXAMPLEID:*"}}'), says: ['conditioned'] },
    { policy: trust('{"AWS": «"*"»}', '{"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}}'), says: ['conditioned'] },
    { policy: trust('«"*"»'), says: ['bare'], fixed: trust('{"AWS": "arn:aws:iam::<ACCOUNT_ID>:root"}') },
    {
      policy: trust('«"*"»', '{}', 'Deny'),
      says: ['bare'],
      level: 'error',
      fixed: trust('{"AWS": "*"}', '{}', 'Deny'),
    },
    { policy: '"Effect": "Allow", "Principal": {"AWS": «"*"»}, "NotAction": "sts:AssumeRoleWithSAML"', says: ['open'] },
    { policy: trust('{"AWS": «"*"»}', '{"StringLike": {"aws:PrincipalOrgID": "o-*"}}'), says: ['open'] },
    {
      policy: trust('{"AWS": «"*"»}', '{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}'),
      says: ['conditioned'],
    },
  ],
});
