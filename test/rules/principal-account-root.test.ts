import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;
const OWN = { ownAccounts: { '111122223333': 'Production' } };

ruleTest('principal-account-root', {
  clean: [
    s('{"AWS": "111122223333"}'), // not shown to be own: external-id-missing speaks
    { policy: s('{"AWS": "111122223333"}', ', "Condition": {"Bool": {"aws:SecureTransport": "true"}}'), config: OWN },
    { policy: s('{"AWS": "arn:aws:iam::111122223333:role/x"}'), config: OWN },
    { policy: s('{"AWS": "arn:aws:iam::<ACCOUNT>:root"}'), config: OWN },
    { policy: s('{"AWS": "111122223333"}').replace('Allow', 'Deny'), config: OWN },
    { policy: s('{"AWS": "111122223333"}').replace('AssumeRole', 'TagSession'), config: OWN },
    // Not every principal of the account meets it, or not every one of both accounts.
    {
      policy: s(
        '{"AWS": "111122223333"}',
        ', "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}',
      ),
      config: OWN,
    },
    {
      policy: s(
        '{"AWS": ["111122223333", "arn:aws:iam::222233334444:role/x"]}',
        ', "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}',
      ),
      config: OWN,
    },
    { policy: s('{"AWS": "111122223333"}', ', "Condition": {"Null": {"aws:PrincipalOrgID": "false"}}'), config: OWN },
    {
      policy: s('{"AWS": "111122223333"}', ', "Condition": {"StringEquals": {"aws:PrincipalAccount": "${OWN}"}}'),
      config: OWN,
    },
    { policy: s('{"AWS": "111122223333"}', ', "Condition": {"Fn::If": ["Strict", {}, {}]}'), config: OWN },
  ],
  flagged: [
    // What every principal of the account meets anyway restricts none of them.
    {
      policy: s(
        '{"AWS": «"111122223333"»}',
        ', "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}',
      ),
      config: OWN,
      says: ['whole'],
      fixed: s(
        '{"AWS": "111122223333"}',
        ', "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/<ROLE_NAME>"}}',
      ),
    },
    {
      policy: s(
        '{"AWS": «"arn:aws:iam::111122223333:root"»}',
        ', "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:*"}, "StringNotEquals": {"aws:PrincipalAccount": "222233334444"}}',
      ),
      config: OWN,
      says: ['whole'],
      fixed: s(
        '{"AWS": "arn:aws:iam::111122223333:root"}',
        ', "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/<ROLE_NAME>"}, "StringNotEquals": {"aws:PrincipalAccount": "222233334444"}}',
      ),
    },
    { policy: s('{"AWS": «"111122223333"»}', ', "Condition": {}'), config: OWN, says: ['whole'] },
    {
      policy: s('{"AWS": «"111122223333"»}'),
      config: OWN,
      says: ['whole'],
      level: 'information',
      offers: [
        'Restrict to some roles of the account',
        'Require MFA',
        'Restrict to an organization',
        'Require an external ID',
      ],
      fixed: s(
        '{"AWS": "111122223333"}',
        ', "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/<ROLE_NAME>"}}',
      ),
    },
    { policy: s('{"AWS": «"arn:aws:iam::111122223333:root"»}'), config: OWN, says: ['whole'] },
    // A vendor's users sign in elsewhere, and it issues the external ID.
    {
      policy: s('{"AWS": «"464622532012"»}'),
      config: { rules: { 'external-id-missing': 'off' } },
      says: ['whole'],
      offers: ['Restrict to some roles of the account', 'Require an external ID'],
    },
  ],
});
