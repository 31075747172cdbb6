import { ruleTest } from '../support/ruleTest.ts';

const EC2 = '{"Service": "ec2.amazonaws.com"}';
const ETL = '{"AWS": "arn:aws:iam::222233334444:role/etl"}';
const st = (effect: string, principal: string, condition?: string): string =>
  `"Effect": "${effect}", "Principal": ${principal}, "Action": "sts:AssumeRole"${condition === undefined ? '' : `, "Condition": ${condition}`}`;
const two = (a: string, b: string): string => `{"Version": "2012-10-17", "Statement": [{${a}}, {${b}}]}`;

ruleTest('deny-ineffective', {
  clean: [
    // What keeps out all others than those that are trusted is a precaution.
    two(st('Allow', ETL), st('Deny', '{"AWS": "*"}', '{"StringNotEquals": {"aws:PrincipalAccount": "222233334444"}}')),
    two(
      st('Allow', ETL),
      st('Deny', '{"AWS": "*"}', '{"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::222233334444:role/etl"}}'),
    ),
    two(st('Allow', EC2), st('Deny', '{"AWS": "*"}', '{"Bool": {"aws:PrincipalIsAWSService": "false"}}')),
    two(
      st('Allow', ETL),
      st('Deny', '{"AWS": "*"}', '{"StringEquals": {"aws:PrincipalAccount": ["777788889999", "${OURS}"]}}'),
    ),
    two(
      st('Allow', '{"AWS": "222233334444"}'),
      st('Deny', '{"AWS": "*"}', '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/e*"}}'),
    ),
    two(
      st('Allow', '{"AWS": "222233334444"}'),
      st('Deny', '{"AWS": "*"}', '{"ArnLike": {"aws:PrincipalArn": "arn:*:iam::*:user/eve"}}'),
    ),
    two(
      st('Allow', '{"AWS": "*"}'),
      st('Deny', '{"AWS": "*"}', '{"StringEquals": {"aws:PrincipalAccount": "777788889999"}}'),
    ),
    // AWS does not say whether a Deny of everyone also means services.
    two(st('Allow', EC2), st('Deny', '{"AWS": "*"}')),
    // One of two Allows is left: statement-shadowed tells of the other.
    two(st('Allow', EC2), `${st('Allow', '{"AWS": "222233334444"}')}}, {${st('Deny', '{"AWS": "222233334444"}')}`),
    two(st('Allow', EC2), st('Deny', EC2, '{"DateGreaterThan": {"aws:CurrentTime": "2999-01-01T00:00:00Z"}}')),
    two(st('Allow', '{"AWS": "111122223333"}'), st('Deny', '{"AWS": "arn:aws:iam::111122223333:role/x"}')),
    two(st('Allow', '{"AWS": "111122223333"}'), st('Deny', '{"AWS": "<WHO>"}')),
    // Whether everyone are also services AWS does not say; whose a unique ID is, or was, its text does not.
    two(st('Allow', '{"AWS": "*"}'), st('Deny', EC2)),
    two(st('Allow', ETL), st('Deny', '{"AWS": "AROAEXAMPLEEXAMPLE123"}')),
    two(st('Allow', ETL), st('Deny', '{"AWS": "arn:aws:sts::222233334444:assumed-role/etl/run-1"}')),
    two(st('Allow', '{"AWS": "*"}'), st('Deny', '{"AWS": "444455556666"}')),
    two(st('Allow', EC2), st('Deny', '{"AWS": "*"}', '{"Bool": {"aws:SecureTransport": "false"}}')),
    two(st('Allow', EC2), `${st('Allow', '{"Service": "lambda.amazonaws.com"}')}}, {${st('Deny', EC2)}`),
  ],
  flagged: [
    // Nobody is the caller of two roles, nor of two sessions.
    {
      policy: two(
        st('Allow', ETL),
        st('Deny', '{"AWS": "arn:aws:iam::222233334444:role/ops"}').replace('"Principal"', '«"Principal"»'),
      ),
      says: ['nobody'],
    },
    {
      policy: two(
        st('Allow', '{"AWS": "arn:aws:sts::222233334444:assumed-role/etl/run-1"}'),
        st('Deny', '{"AWS": "arn:aws:sts::222233334444:assumed-role/etl/run-2"}').replace(
          '"Principal"',
          '«"Principal"»',
        ),
      ),
      says: ['nobody'],
    },
    {
      policy: two(
        `${st('Allow', EC2)}}, {${st('Allow', ETL)}`,
        st('Deny', '{"AWS": "*"}', '{"StringEquals": {«"aws:PrincipalAccount"»: ["777788889999", "555566667777"]}}'),
      ),
      says: ['value'],
      fixed: null,
    },
    {
      policy: two(
        st('Allow', '{"AWS": "222233334444"}'),
        st('Deny', '{"AWS": "*"}', '{"ArnLike": {«"aws:PrincipalArn"»: "arn:aws:iam::777788889999:*"}}'),
      ),
      says: ['value'],
    },
    // The parts of an ARN are compared one by one: a pattern that has fewer matches none.
    {
      policy: two(
        st('Allow', '{"AWS": "222233334444"}'),
        st('Deny', '{"AWS": "*"}', '{"ArnLike": {«"aws:PrincipalArn"»: "*:user/eve"}}'),
      ),
      says: ['value'],
    },
    // As the condition of the Allow tells.
    {
      policy: two(
        st('Allow', '{"AWS": "*"}', '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::222233334444:role/ci-*"}}'),
        st('Deny', '{"AWS": "*"}', '{"StringEquals": {«"aws:PrincipalAccount"»: "777788889999"}}'),
      ),
      says: ['value'],
    },
    {
      policy: two(
        st('Allow', EC2),
        st('Deny', '{"Service": "lambda.amazonaws.com"}').replace('"Principal"', '«"Principal"»'),
      ),
      says: ['nobody'],
      level: 'warning',
      fixed: null,
    },
    {
      policy: two(
        st('Allow', '{"AWS": "111122223333"}'),
        st('Deny', '{"AWS": "444455556666"}').replace('"Principal"', '«"Principal"»'),
      ),
      says: ['nobody'],
    },
    {
      policy: two(
        st('Allow', '{"AWS": "arn:aws:iam::222233334444:role/etl"}'),
        st('Deny', '{"AWS": "*"}').replace('"Principal"', '«"Principal"»'),
      ),
      says: ['everybody'],
      level: 'warning',
      fixed: null,
    },
    // By a condition that all of them meet.
    {
      policy: two(
        `${st('Allow', '{"AWS": "222233334444"}')}}, {${st('Allow', '{"AWS": "arn:aws:iam::222233334444:user/eve"}')}`,
        st('Deny', '{"AWS": "*"}', '{"StringNotEquals": {"aws:PrincipalAccount": "777788889999"}}').replace(
          '"Principal"',
          '«"Principal"»',
        ),
      ),
      says: ['everybody'],
    },
    {
      policy: two(
        st('Allow', EC2),
        st('Deny', EC2, '{"DateGreaterThan": {"aws:CurrentTime": "2024-02-29T00:00:00Z"}}').replace(
          '"Principal"',
          '«"Principal"»',
        ),
      ),
      says: ['everybody'],
    },
    {
      policy: two(
        st('Allow', EC2),
        st('Deny', '{"AWS": "*"}', '{"StringEquals": {«"aws:PrincipalOrgID"»: "o-a1b2c3d4e5"}}'),
      ),
      says: ['key'],
    },
  ],
});
