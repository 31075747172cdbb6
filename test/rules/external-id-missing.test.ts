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
  ],
  flagged: [
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
