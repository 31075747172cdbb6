import { ruleTest } from '../support/ruleTest.ts';

const EC2 = '{"Service": "ec2.amazonaws.com"}';
const st = (effect: string, principal: string, condition?: string): string =>
  `"Effect": "${effect}", "Principal": ${principal}, "Action": "sts:AssumeRole"${condition === undefined ? '' : `, "Condition": ${condition}`}`;
const two = (a: string, b: string): string => `{"Version": "2012-10-17", "Statement": [{${a}}, {${b}}]}`;

ruleTest('deny-ineffective', {
  clean: [
    two(st('Allow', '{"AWS": "111122223333"}'), st('Deny', '{"AWS": "arn:aws:iam::111122223333:role/x"}')),
    two(st('Allow', '{"AWS": "111122223333"}'), st('Deny', '{"AWS": "<WHO>"}')),
    two(st('Allow', '{"AWS": "*"}'), st('Deny', '{"AWS": "444455556666"}')),
    two(st('Allow', EC2), st('Deny', '{"AWS": "*"}', '{"Bool": {"aws:SecureTransport": "false"}}')),
    two(st('Allow', EC2), `${st('Allow', '{"Service": "lambda.amazonaws.com"}')}}, {${st('Deny', EC2)}`),
  ],
  flagged: [
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
      policy: two(st('Allow', EC2), st('Deny', '{"AWS": "*"}').replace('"Principal"', '«"Principal"»')),
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
