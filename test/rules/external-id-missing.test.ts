import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, condition = '{}'): string =>
  `"Effect": "Allow", "Principal": {"AWS": ${principal}}, "Action": "sts:AssumeRole", "Condition": ${condition}`;
const DATADOG = '"arn:aws:iam::464622532012:root"';
const MINE = { ownAccounts: { '111122223333': 'prod' } };

ruleTest('external-id-missing', {
  clean: [
    `${s(DATADOG)}}, {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}`,
    `${s(DATADOG)}}, {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}`,
    s(DATADOG, '{"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}'),
    // A broken guard is one finding, of another rule.
    s(
      DATADOG,
      '{"StringEqualsIfExists": {"sts:ExternalId": "7f9c3b1e"}, "DateLessThan": {"aws:CurrentTime": "2030-01-01"}}',
    ),
    s(
      DATADOG,
      '{"StringEqualsIfExists": {"sts:ExternalId": "7f9c3b1e"}, "StringEquals": {"aws:PrincipalAccount": "464622532012"}}',
    ),
    s(DATADOG, '{"StringLike": {"sts:ExternalId": "*"}}'),
    s(DATADOG, '{"StringEqualsIfExists": {"sts:ExternalId": "7f9c3b1e"}}'),
    s(DATADOG, '{"StringEquals": {"sts:ExternalId": "7f9c3b1e"}}'),
    s(DATADOG, '{"StringEquals": {"STS:externalid": "<EXTERNAL_ID>"}}'),
    s('"111122223333"', '{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
    s('"111122223333"', '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/ops-*"}}'),
    s('"111122223333"', '{"Bool": {"aws:MultiFactorAuthPresent": "true"}}'),
    { policy: s('"111122223333"'), config: MINE },
    s('"<ACCOUNT>"'),
    s('"*"'),
    '"Effect": "Deny", "Principal": {"AWS": "464622532012"}, "Action": "sts:AssumeRole"',
    '"Effect": "Allow", "Principal": {"AWS": "464622532012"}, "Action": "sts:TagSession"',
    `"Effect": "Allow", "Principal": {"AWS": "464622532012"}, "Action": "sts:AssumeRole", "Condition": {"Fn::If": ["a", {}, {}]}`,
    // A Deny demands it instead.
    `${s(DATADOG)}}, {"Effect": "Deny", "Principal": {"AWS": ${DATADOG}}, "Action": "sts:AssumeRole", "Condition": {"StringNotEquals": {"sts:ExternalId": "7f9c3b1e"}}`,
    // Shown own: by the provider beside it, by aws:SourceAccount.
    `${s('"444455556666"')}}, {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::444455556666:saml-provider/Corp"}, "Action": "sts:AssumeRoleWithSAML"`,
    `${s('"444455556666"')}}, {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "444455556666"}}`,
    '{"Role": {"Arn": "arn:aws:iam::444455556666:role/app", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole"}]}}}',
    // Only its service can be a service-linked role, and sends none.
    s('"arn:aws:iam::222233334444:role/aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForX"'),
    { policy: s('["arn:aws-cn:iam::222233334444:role/aws-service-role/a.amazonaws.com.cn/B"]'), config: MINE },
    // Kept to some of the account, and not only to it.
    s('"222233334444"', '{"StringEquals": {"aws:PrincipalArn": "arn:aws:iam::222233334444:role/etl"}}'),
    s('["222233334444", "777788889999"]', '{"StringEquals": {"aws:PrincipalAccount": "777788889999"}}'),
    // Of another statement's callers the account is not repeated: it is shown own.
    `${s('"222233334444"')}}, {${s('"*"', '{"StringEquals": {"aws:PrincipalAccount": "222233334444"}}')}`,
  ],
  flagged: [
    // A test that leaves out nobody of the account is no guard.
    ...[
      '"StringNotEquals": {"aws:PrincipalAccount": "444455556666"}',
      '"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:*"}',
    ].map((test) => ({
      policy: s('«"arn:aws:iam::222233334444:root"»', `{${test}}`),
      says: ['account'],
      level: 'warning' as const,
    })),
    // A guard that every principal of the account meets is none, and does not show the account to be own.
    {
      policy: s('«"222233334444"»', '{"StringEquals": {"aws:PrincipalAccount": "222233334444"}}'),
      says: ['account'],
      level: 'warning',
    },
    {
      policy: s(
        '«"arn:aws:iam::222233334444:root"»',
        '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::222233334444:*"}}',
      ),
      says: ['account'],
    },
    {
      policy: `${s('«"222233334444"»')}}, {${s('«"arn:aws:iam::222233334444:role/etl"»', '{"StringEquals": {"aws:PrincipalAccount": ["222233334444", "777788889999"]}}')}`,
      says: ['account', 'single'],
    },
    {
      policy: s('«"arn:aws:iam::464622532012:root"»', '{"StringEquals": {"aws:PrincipalAccount": "464622532012"}}'),
      says: ['vendor'],
    },
    // A role of that name elsewhere is anybody's.
    { policy: s('«"arn:aws:iam::222233334444:role/team/aws-service-role/x"»'), says: ['single'] },
    {
      policy: s('["arn:aws:iam::222233334444:role/aws-service-role/x.amazonaws.com/Y", «"222233334444"»]'),
      says: ['account'],
    },
    // Beside what demands that there is none, none can be required.
    {
      policy: s('«"222233334444"»', '{"Null": {"sts:ExternalId": "true"}}'),
      says: ['account'],
      offers: ['Account 222233334444 is ours'],
    },
    { policy: s(`«${DATADOG}»`, '{"Null": {"sts:ExternalId": "true"}}'), says: ['vendor'], offers: [] },
    // One word an account, where it weighs most.
    {
      policy: s('["arn:aws:iam::444455556666:role/x", «"444455556666"»]'),
      says: ['account'],
      level: 'warning',
    },
    {
      policy: s(`«${DATADOG}»`),
      says: ['vendor'],
      level: 'warning',
      mentions: 'Datadog',
      offers: ['Require the external ID from the vendor'],
      fixed: s(DATADOG, '{"StringEquals": {"sts:ExternalId": "<EXTERNAL_ID>"}}'),
    },
    { policy: s('«"arn:aws:iam::858827067514:role/x"»'), says: ['retired'] },
    { policy: s('«"arn:aws:iam::127311923021:root"»'), says: ['aws'], fixed: null },
    { policy: s('«"arn:aws:iam::444455556666:role/deploy"»'), says: ['foreign'], level: 'warning', config: MINE },
    {
      policy: s('«"444455556666"»'),
      says: ['account'],
      level: 'warning',
      offers: [
        'Require the external ID from the vendor',
        'Require a new random external ID',
        'Account 444455556666 is ours',
      ],
    },
    {
      policy: s('[«"444455556666"», "arn:aws:iam::444455556666:role/a", «"arn:aws:iam::777788889999:user/b"»]'),
      says: ['account', 'single'],
    },
    { policy: s('«"arn:aws:iam::444455556666:user/ci"»'), says: ['single'], level: 'information' },
    { policy: s(`«${DATADOG}»`, '{"Bool": {"aws:MultiFactorAuthPresent": "false"}}'), says: ['vendor'] },
    {
      policy: `${s(`«${DATADOG}»`)}}, {"Effect": "Deny", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole", "Condition": {"StringNotEquals": {"sts:ExternalId": "7f9c3b1e"}}`,
      says: ['vendor'],
    },
    {
      policy: `${s(`«${DATADOG}»`)}}, {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:TagSession", "Condition": {"StringNotEquals": {"sts:ExternalId": "7f9c3b1e"}}`,
      says: ['vendor'],
    },
  ],
});
