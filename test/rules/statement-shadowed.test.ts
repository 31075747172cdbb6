import { ruleTest } from '../support/ruleTest.ts';

const EC2 = '{"Service": "ec2.amazonaws.com"}';
const ROOT = '{"AWS": "arn:aws:iam::222233334444:root"}';
const NIGHTLY = '"arn:aws:iam::222233334444:role/nightly"';
const ROLE = `{"AWS": ${NIGHTLY}}`;
const SAML = '{"Federated": "arn:aws:iam::222233334444:saml-provider/Staff"}';
const st = (effect: string, principal: string, condition?: string, action = 'sts:AssumeRole'): string =>
  `{"Effect": "${effect}", "Principal": ${principal}, "Action": "${action}"${condition === undefined ? '' : `, "Condition": ${condition}`}}`;
const policy = (...statements: readonly string[]): string =>
  `{"Version": "2012-10-17", "Statement": [${statements.join(', ')}]}`;
const OTHERS = '{"StringNotEquals": {"aws:PrincipalAccount": "777788889999"}}';

ruleTest('statement-shadowed', {
  clean: [
    // All Allows are denied: deny-ineffective tells it of the Deny.
    policy(st('Allow', ROLE), st('Deny', '{"AWS": "*"}')),
    policy(st('Allow', EC2), st('Allow', ROLE), st('Deny', ROLE, '{"Bool": {"aws:SecureTransport": "false"}}')),
    policy(st('Allow', EC2), st('Allow', ROOT), st('Deny', ROLE)),
    policy(
      st('Allow', EC2),
      st('Allow', ROOT),
      st('Deny', '{"AWS": "*"}', OTHERS.replace('777788889999', '222233334444')),
    ),
    policy(
      st('Allow', EC2),
      st('Allow', ROOT),
      st('Deny', '{"AWS": "*"}', OTHERS.replace('777788889999', '<ACCOUNT>')),
    ),
    policy(st('Allow', EC2), st('Allow', '{"AWS": "${CALLER}"}'), st('Deny', '{"AWS": "*"}', OTHERS)),
    // Everyone may or may not include services and federated callers.
    policy(st('Allow', ROOT), st('Allow', EC2), st('Deny', '{"AWS": "*"}', '{"Null": {"aws:username": "true"}}')),
    // A companion alone keeps nobody out who does not need it.
    policy(st('Allow', EC2), st('Allow', ROLE), st('Deny', ROLE, undefined, 'sts:TagSession')),
    policy(
      st('Allow', EC2),
      st('Allow', ROLE),
      st('Deny', ROLE, '{"DateGreaterThan": {"aws:CurrentTime": "2999-01-01T00:00:00Z"}}'),
    ),
    policy(
      st('Allow', EC2),
      st('Allow', ROLE),
      st('Deny', ROLE, '{"DateLessThan": {"aws:CurrentTime": "2999-01-01T00:00:00Z"}}'),
    ),
    // A window that is over, or that may be.
    policy(
      st('Allow', EC2),
      st('Allow', ROLE),
      st(
        'Deny',
        ROLE,
        '{"DateGreaterThan": {"aws:CurrentTime": "2024-02-29T00:00:00Z"}, "DateLessThan": {"aws:CurrentTime": "2024-03-01T00:00:00Z"}}',
      ),
    ),
  ],
  flagged: [
    {
      policy: policy(
        st('Allow', EC2),
        st('Allow', '{"AWS": «"arn:aws:iam::222233334444:root"»}'),
        st('Deny', '{"AWS": "*"}', '{"StringNotEquals": {"aws:PrincipalTag/team": "red"}}').replace(
          '{',
          '{"Sid": "Red", ',
        ),
        st('Deny', '{"AWS": "*"}', '{"StringNotEquals": {"aws:PrincipalTag/team": "blue"}}'),
      ),
      says: ['together'],
      level: 'warning',
      fixed: null,
    },
    {
      policy: policy(st('Allow', EC2), st('Allow', ROLE.replace(NIGHTLY, `«${NIGHTLY}»`)), st('Deny', ROLE)),
      says: ['denied'],
      level: 'warning',
      mentions: 'statement 3 denies',
      fixed: null,
    },
    {
      policy: policy(
        st('Deny', '{"AWS": "*"}', OTHERS).replace('{"Effect"', '{"Sid": "Outsiders", "Effect"'),
        st('Allow', EC2),
        st('Allow', ROOT.replace(/"arn[^"]*"/, '«$&»'), '{"Bool": {"aws:MultiFactorAuthPresent": "true"}}'),
      ),
      says: ['denied'],
      mentions: 'statement "Outsiders" denies',
    },
    {
      policy: policy(
        st('Allow', EC2),
        st('Allow', `{"AWS": [«${NIGHTLY}», "222233334444"]}`),
        st(
          'Allow',
          SAML,
          '{"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}',
          'sts:AssumeRoleWithSAML',
        ),
        st('Deny', '{"AWS": "222233334444"}', undefined, 'sts:*'),
      ),
      says: ['denied'],
    },
    {
      policy: policy(
        st('Allow', EC2),
        st('Allow', SAML.replace(/"arn[^"]*"/, '«$&»'), undefined, 'sts:AssumeRoleWithSAML'),
        st('Deny', SAML, '{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}', 'sts:AssumeRoleWithSAML'),
      ),
      says: ['denied'],
    },
    // From a date on that has come.
    {
      policy: policy(
        st('Allow', EC2),
        st('Allow', ROLE.replace(NIGHTLY, `«${NIGHTLY}»`)),
        st(
          'Deny',
          ROLE,
          '{"DateGreaterThanEquals": {"aws:CurrentTime": ["2999-01-01T00:00:00Z", "2024-02-29T00:00:00Z"]}}',
        ),
      ),
      says: ['denied'],
    },
    {
      policy: policy(
        st('Allow', EC2),
        st('Allow', ROLE.replace(NIGHTLY, `«${NIGHTLY}»`)),
        st('Deny', ROLE, '{"NumericGreaterThan": {"aws:EpochTime": "1709164800"}}'),
      ),
      says: ['denied'],
    },
    // Each by another Deny.
    {
      policy: policy(
        st('Allow', EC2.replace('"ec2.amazonaws.com"', '«"ec2.amazonaws.com"»')),
        st('Allow', ROLE.replace(NIGHTLY, `«${NIGHTLY}»`)),
        st('Deny', EC2),
        st('Deny', ROLE),
      ),
      says: ['denied', 'denied'],
    },
  ],
});
