import { ruleTest } from '../support/ruleTest.ts';

const trust = (principal: string, condition = '{}', effect = 'Allow'): string =>
  `"Effect": "${effect}", "Principal": ${principal}, "Action": "sts:AssumeRole", "Condition": ${condition}`;

const TRUSTED = { trustedOrganizations: ['o-a1b2c3d4e5'] };

ruleTest('principal-everyone', {
  clean: [
    {
      policy: trust('{"AWS": "*"}', '{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
      config: TRUSTED,
    },
    {
      policy: trust('{"AWS": "*"}', '{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*"}}'),
      config: TRUSTED,
    },
    trust('{"AWS": "111122223333"}'),
    trust('{"AWS": "*"}', '{}', 'Deny'),
    '"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:TagSession"',
    '"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": ${CONDITION}',
  ],
  flagged: [
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": «"*"»}, "Action": "sts:AssumeRole"}, {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}',
      says: ['kept'],
      level: 'information',
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
      says: ['kept'],
      level: 'information',
      offers: ['Replace with an account'], // an organization can't be a principal
    },
    { policy: trust('{"AWS": «"*"»}', '{"StringEquals": {"AWS:principalorgid": "${ORG}"}}'), says: ['kept'] },
    // Another organization than the reader's, or one beside it.
    {
      policy: trust('{"AWS": «"*"»}', '{"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-z9y8x7w6v5"]}}'),
      says: ['kept'],
      config: TRUSTED,
    },
    // An ARN that is still to be filled in may name the account; one beside it that names none is an alternative.
    ...['"${ROLE_ARN}"', '"${ROLE_ARN}*"', '["arn:aws:iam::222233334444:role/etl", "${ROLE_ARN}"]'].map((arn) => ({
      policy: trust('{"AWS": «"*"»}', `{"ArnLike": {"aws:PrincipalArn": ${arn}}}`),
      says: ['kept'],
      level: 'information' as const,
    })),
    ...['["arn:aws:iam::*:role/etl", "${ROLE_ARN}"]', '"arn:aws:iam::*:role/${ROLE}"'].map((arn) => ({
      policy: trust('{"AWS": «"*"»}', `{"ArnLike": {"aws:PrincipalArn": ${arn}}}`),
      says: ['open'],
      level: 'error' as const,
    })),
    // A wildcard account is fine beside an organization, and no guard alone.
    {
      policy: trust(
        '{"AWS": «"*"»}',
        '{"StringEquals": {"aws:PrincipalOrgID": "o-z9y8x7w6v5"}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/ci"}}',
      ),
      says: ['kept'],
      level: 'information',
    },
    {
      policy: trust(
        '{"AWS": «"*"»}',
        '{"StringEquals": {"aws:PrincipalOrgID": "o-z9y8x7w6v5"}, "StringNotEquals": {"aws:PrincipalAccount": "222233334444"}}',
      ),
      says: ['kept'],
    },
    {
      policy: trust('{"AWS": «"*"»}', '{"StringEquals": {"aws:PrincipalAccount": ["222233334444", "777788889999"]}}'),
      says: ['listed'],
      level: 'information',
      offers: ['Name the principals that the condition lists'],
      fixed: trust(
        '{"AWS": ["222233334444", "777788889999"]}',
        '{"StringEquals": {"aws:PrincipalAccount": ["222233334444", "777788889999"]}}',
      ),
    },
    {
      policy: trust(
        '{"AWS": ["222233334444", «"*"»]}',
        '{"StringEquals": {"aws:PrincipalAccount": ["222233334444", "777788889999"]}}',
      ),
      says: ['listed'],
      fixed: trust(
        '{"AWS": ["222233334444", "777788889999"]}',
        '{"StringEquals": {"aws:PrincipalAccount": ["222233334444", "777788889999"]}}',
      ),
    },
    {
      policy: trust('{"AWS": «"*"»}', '{"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::222233334444:role/etl"}}'),
      says: ['listed'],
      fixed: trust(
        '{"AWS": "arn:aws:iam::222233334444:role/etl"}',
        '{"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::222233334444:role/etl"}}',
      ),
    },
    // The condition lists no principal, but their account.
    {
      policy: trust('{"AWS": «"*"»}', '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}'),
      says: ['listed'],
      fixed: trust('{"AWS": "111122223333"}', '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}'),
    },
    {
      policy: trust('{"AWS": «"*"»}', '{"StringEquals": {"aws:PrincipalAccount": ["222233334444", "${OTHER}"]}}'),
      says: ['kept'],
      offers: ['Replace with an account'],
    },
    // Everyone else still gets in, or everyone without the key.
    {
      policy: trust(
        '{"AWS": «"*"»}',
        '{"StringNotEquals": {"aws:PrincipalOrgID": "o-z9y8x7w6v5"}, "Null": {"aws:PrincipalOrgID": "false"}}',
      ),
      says: ['open'],
      level: 'error',
    },
    { policy: trust('{"AWS": «"*"»}', '{"Null": {"aws:PrincipalOrgID": "false"}}'), says: ['open'] },
    {
      policy: trust(
        '{"AWS": «"*"»}',
        '{"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-z9y8x7w6v5"}, "Null": {"aws:PrincipalOrgID": "false"}}',
      ),
      says: ['kept'],
    },
    {
      policy: trust(
        '{"AWS": «"*"»}',
        '{"StringEqualsIfExists": {"aws:PrincipalAccount": "222233334444"}, "Null": {"aws:PrincipalAccount": "false"}}',
      ),
      says: ['listed'],
    },
    // A Deny of everyone without the key, of whatever organization they are.
    {
      policy: `${trust('{"AWS": «"*"»}')}}, {${trust('{"AWS": "*"}', '{"Null": {"aws:PrincipalOrgID": "true"}}', 'Deny')}`,
      says: ['conditioned'],
      level: 'warning',
    },
    {
      policy: `${trust('{"AWS": «"*"»}')}}, {${trust('{"AWS": "*"}', '{"StringNotLike": {"aws:PrincipalOrgID": "o-*"}}', 'Deny')}`,
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
      says: ['kept'],
    },
  ],
});
