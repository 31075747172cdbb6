import assert from 'node:assert/strict';
import { deniedBy, denyingAll } from '../../server/src/policy/deniedBy.ts';
import { PolicyDocument } from '../../server/src/service.ts';

/** The numbers of the statements that deny each statement, by that statement's number. */
function denied(...statements: readonly string[]): Readonly<Record<number, number>> {
  const text = `{"Version": "2012-10-17", "Statement": [${statements.map((s) => `{${s}}`).join()}]}`;
  const [policy] = new PolicyDocument(text, true).trustPolicies;
  assert.ok(policy);
  return Object.fromEntries(
    policy.statements.flatMap((s, i) => {
      const by = deniedBy(s);
      return by ? [[i + 1, policy.statements.indexOf(by) + 1]] : [];
    }),
  );
}

const statement = (effect: string, principal: string, condition?: string, action = '"sts:AssumeRole"'): string =>
  `"Effect": "${effect}", "Principal": ${principal}, "Action": ${action}${condition === undefined ? '' : `, "Condition": ${condition}`}`;
const allow = (principal: string, condition?: string, action?: string): string =>
  statement('Allow', principal, condition, action);
const deny = (principal: string, condition?: string, action?: string): string =>
  statement('Deny', principal, condition, action);

const ALL = '{"AWS": "*"}';
const ROOT = '{"AWS": "arn:aws:iam::444455556666:root"}';
const ROLE = '{"AWS": "arn:aws:iam::444455556666:role/ops"}';
const EC2 = '{"Service": "ec2.amazonaws.com"}';
const POD =
  '{"Federated": "arn:aws:iam::444455556666:oidc-provider/oidc.eks.us-east-2.amazonaws.com/id/0011223344556677889900AABBCCDDEE"}';
const WEB = '"sts:AssumeRoleWithWebIdentity"';
const SAML = '{"Federated": "arn:aws:iam::444455556666:saml-provider/Corp"}';

describe('a Deny that covers an Allow', () => {
  const covered: Readonly<Record<string, readonly [allow: string, deny: string]>> = {
    'of the same role': [allow(ROLE), deny(ROLE)],
    'of the same account, its ID and its ARN': [allow(ROOT), deny('{"AWS": "444455556666"}')],
    'of the same service': [allow(EC2), deny(EC2)],
    'of all of several principals': [
      allow('{"AWS": ["arn:aws:iam::444455556666:role/a", "arn:aws:iam::444455556666:role/b"]}'),
      deny('{"AWS": ["arn:aws:iam::444455556666:role/b", "arn:aws:iam::444455556666:role/a"]}', undefined, '"sts:*"'),
    ],
    'of everyone': [allow(ROLE, '{"StringEquals": {"sts:ExternalId": "7f9c3b1e"}}'), deny('"*"')],
    'outside of another account': [
      allow(ROOT),
      deny(ALL, '{"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}'),
    ],
    'of the account of a role': [
      allow(ROLE),
      deny(ALL, '{"StringEquals": {"aws:PrincipalAccount": ["1", "444455556666"]}}'),
    ],
    'of ARNs like the role': [allow(ROLE), deny(ALL, '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/o*"}}')],
    'of ARNs unlike the role': [
      allow(ROLE),
      deny(ALL, '{"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/x"}}'),
    ],
    'of the network that the Allow asks for': [
      allow(ROOT, '{"IpAddress": {"aws:SourceIp": "203.0.113.0/25"}}'),
      deny(ALL, '{"IpAddress": {"aws:SourceIp": "203.0.112.0/23"}}'),
    ],
    'outside of a network that the Allow does not ask for': [
      allow(ROOT, '{"IpAddress": {"aws:SourceIp": "203.0.113.7"}}'),
      deny(ALL, '{"NotIpAddress": {"aws:SourceIp": ["198.51.100.0/24", "2001:db8::/32"]}}'),
    ],
    'of the value that the Allow asks for': [
      allow(ROOT, '{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
      deny(ALL, '{"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-b1b2c3d4e5"}}'),
    ],
    'with the very test of the Allow': [
      allow(ROOT, '{"StringLike": {"aws:PrincipalTag/team": ["a*", "b"]}}'),
      deny(ALL, '{"StringLike": {"aws:PrincipalTag/Team": ["b", "a*"]}}'),
    ],
    'from before the Allow ends': [
      allow(ROOT, '{"DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}'),
      deny(ALL, '{"DateLessThanEquals": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}'),
    ],
    'of requests that have the key': [
      allow(ROOT, '{"StringEquals": {"sts:ExternalId": "7f9c3b1e"}}'),
      deny(ALL, '{"Null": {"sts:ExternalId": "false"}}'),
    ],
    'without a key that a pod never sends': [
      allow(POD, undefined, WEB),
      deny(POD, '{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}', WEB),
    ],
    'without a key that a service never sends': [
      allow(EC2),
      deny(EC2, '{"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
    ],
    'of the account of a role, by the account that is denied whole': [allow(ROLE), deny(ROOT)],
    'of a session, by its role': [
      allow('{"AWS": "arn:aws:sts::444455556666:assumed-role/ops/run-1"}'),
      deny(ROLE, '{"StringLike": {"aws:userid": "*:run-1"}}'),
    ],
    'of role sessions': [allow(ROLE), deny(ALL, '{"StringEquals": {"aws:PrincipalType": ["AssumedRole", "User"]}}')],
    'of those that are no users': [allow(ROLE), deny(ALL, '{"Null": {"aws:username": "true"}}')],
    'of a user by name': [
      allow('{"AWS": "arn:aws:iam::444455556666:user/staff/eve"}'),
      deny(ALL, '{"StringLike": {"aws:username": "e*"}}'),
    ],
    'of all ARNs of an account': [
      allow(ROOT),
      deny(ALL, '{"ArnLike": {"aws:PrincipalArn": "arn:*:iam::444455556666:*"}}'),
    ],
    'of ARNs of no other account': [
      allow(ROOT),
      deny(
        ALL,
        '{"ArnNotLike": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:role/*", "arn:aws:iam::999988887777:*"]}}',
      ),
    ],
    'outside of other services': [allow(EC2), deny(EC2, '{"StringNotLike": {"aws:PrincipalServiceName": "lambda.*"}}')],
    // One test tells of another key.
    'outside of the account of an ARN': [
      allow(ALL, '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/ci-*"}}'),
      deny(ALL, '{"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}'),
    ],
    'outside of the organization of a path': [
      allow(ROOT, '{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*"}}'),
      deny(ALL, '{"StringNotEquals": {"aws:PrincipalOrgID": "o-z9y8x7w6v5"}}'),
    ],
    'outside of a network, where all come through an endpoint': [
      allow(ROOT, '{"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}}'),
      deny(ALL, '{"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}'),
    ],
    'of callers that are no services': [allow(ROOT), deny(ALL, '{"Bool": {"aws:PrincipalIsAWSService": "false"}}')],
  };
  for (const [name, statements] of Object.entries(covered))
    it(name, () => {
      assert.deepEqual(denied(...statements), { 1: 2 });
      assert.deepEqual(denied(...statements.toReversed()), { 2: 1 });
    });

  const open: Readonly<Record<string, readonly string[]>> = {
    'an account, by its role sessions': [
      allow(ROOT),
      deny(ALL, '{"StringEquals": {"aws:PrincipalType": "AssumedRole"}}'),
    ],
    'a role, by its unique ID': [allow(ROLE), deny(ALL, '{"StringLike": {"aws:userid": "AROAEXAMPLEID:*"}}')],
    'an account, by its roles': [
      allow(ROOT),
      deny(ALL, '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/*"}}'),
    ],
    'another session of the role': [
      allow('{"AWS": "arn:aws:sts::444455556666:assumed-role/ops/run-1"}'),
      deny('{"AWS": "arn:aws:sts::444455556666:assumed-role/ops/run-2"}'),
    ],
    'a role by one of its sessions': [allow(ROLE), deny('{"AWS": "arn:aws:sts::444455556666:assumed-role/ops/run-1"}')],
    'what an organization path may not tell': [
      allow(ROOT, '{"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}'),
      deny(ALL, '{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
    ],
    'a network, where only some come through an endpoint': [
      allow(ROOT, '{"StringEqualsIfExists": {"aws:SourceVpce": "vpce-0a1b2c3d"}}'),
      deny(ALL, '{"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}'),
    ],
    'those without MFA, where the principal is a role': [
      allow(ROLE),
      deny(ALL, '{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}'),
    ],
    'everyone, by an account': [allow(ALL), deny(ROOT)],
    'a unique ID, by the account': [allow('{"AWS": "AROAEXAMPLEID000000000"}'), deny(ROOT)],
    'another role': [allow(ROLE), deny('{"AWS": "arn:aws:iam::444455556666:role/other"}')],
    'one of two roles': [allow('{"AWS": ["arn:aws:iam::444455556666:role/ops", "444455556666"]}'), deny(ROLE)],
    'one role of the account': [allow(ROOT), deny(ROLE)],
    'another call': [
      allow(SAML, undefined, '["sts:AssumeRoleWithSAML", "sts:TagSession"]'),
      deny(SAML, undefined, '"sts:TagSession"'),
    ],
    'the account itself': [allow(ROOT), deny(ALL, '{"StringNotEquals": {"aws:PrincipalAccount": "444455556666"}}')],
    'a service, by a Deny of everyone': [allow(EC2), deny(ALL), deny('"*"')],
    'a federated caller, by a Deny of everyone': [
      allow(SAML, undefined, '"sts:AssumeRoleWithSAML"'),
      deny('"*"', undefined, '"sts:*"'),
    ],
    'a service, by the account it has none of': [
      allow(EC2),
      deny(ALL, '{"StringNotEquals": {"aws:PrincipalAccount": "444455556666"}}'),
    ],
    'those without MFA, where users may bring it': [
      allow(ROOT),
      deny(ALL, '{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}'),
    ],
    'those without MFA, where it may be absent': [
      allow(POD, undefined, WEB),
      deny(POD, '{"Bool": {"aws:MultiFactorAuthPresent": "false"}}', WEB),
    ],
    'a key that may be absent': [allow(ROOT), deny(ALL, '{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}')],
    'a part of the network': [
      allow(ROOT, '{"IpAddress": {"aws:SourceIp": "203.0.112.0/23"}}'),
      deny(ALL, '{"IpAddress": {"aws:SourceIp": "203.0.113.0/25"}}'),
    ],
    'another network': [
      allow(ROOT, '{"IpAddress": {"aws:SourceIp": "203.0.112.0/23"}}'),
      deny(ALL, '{"NotIpAddress": {"aws:SourceIp": "203.0.113.0/25"}}'),
    ],
    'a value that may be absent in the Allow': [
      allow(ROOT, '{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
      deny(ALL, '{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
    ],
    'an end that comes earlier': [
      allow(ROOT, '{"DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}'),
      deny(ALL, '{"DateLessThan": {"aws:CurrentTime": "2026-12-31T00:00:00Z"}}'),
    ],
    'an ARN whose wildcard does not reach over a colon': [
      allow(ROLE),
      deny(ALL, '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam:*:role/ops"}}'),
    ],
    'a placeholder': [allow('{"AWS": "arn:aws:iam::<ACCOUNT>:root"}'), deny(ALL)],
    'a value that is still to be filled in': [
      allow(ROLE),
      deny(ALL, '{"StringEquals": {"aws:PrincipalAccount": "${ACCOUNT}"}}'),
    ],
    'a variable': [allow(ROLE), deny(ALL, '{"StringNotEquals": {"aws:PrincipalArn": "${aws:username}"}}')],
    'conditions that a template sets': [allow(ROLE), deny(ALL, '{"Fn::If": ["A", {}, {}]}')],
    'a Deny with NotAction': [
      '"Effect": "Deny", "Principal": {"AWS": "*"}, "NotAction": "sts:TagSession"',
      allow(ROLE),
    ],
    'a Deny that is being typed': [allow(ROLE), '"Effect": "Deny", "Principal": {"AWS": "*"}, "Action"'],
  };
  for (const [name, statements] of Object.entries(open))
    it(`leaves alone ${name}`, () => {
      assert.deepEqual(denied(...statements), {});
    });

  it('looks at no more Denies of one caller than anybody writes', () => {
    const others = Array.from({ length: 60 }, (_, i) => deny(ALL, `{"StringEquals": {"aws:PrincipalTag/t": "${i}"}}`));
    assert.deepEqual(denied(allow(ROLE), ...others, deny(ALL)), {});
    assert.deepEqual(denied(allow(ROLE), ...others.slice(0, 40), deny(ALL)), { 1: 42 });
  });
});

describe('Denies that cover an Allow together', () => {
  const MFA = 'aws:MultiFactorAuthPresent';
  const TAG = 'aws:PrincipalTag/team';
  const only = (key: string, value: string): string => deny(ALL, `{"StringNotEquals": {"${key}": "${value}"}}`);
  const A = '{"AWS": "arn:aws:iam::444455556666:role/a"}';
  const B = '{"AWS": "arn:aws:iam::444455556666:role/b"}';
  const BOTH = '{"AWS": ["arn:aws:iam::444455556666:role/a", "arn:aws:iam::444455556666:role/b"]}';
  const IP = 'aws:SourceIp';

  /** The numbers of the Denies that cover the first statement. */
  const denying = (...statements: readonly string[]): readonly number[] => {
    const text = `{"Version": "2012-10-17", "Statement": [${statements.map((s) => `{${s}}`).join()}]}`;
    const [policy] = new PolicyDocument(text, true).trustPolicies;
    const first = policy?.statements[0];
    assert.ok(policy && first);
    return denyingAll(first).map((d) => policy.statements.indexOf(d) + 1);
  };

  const covered: Readonly<Record<string, readonly string[]>> = {
    'a caller of its own each': [allow(BOTH), deny(A), deny(B)],
    'each asking for another value': [allow(ROOT), only(TAG, 'a'), only(TAG, 'b')],
    'one with a value and one without': [allow(ROOT), deny(ALL, `{"StringEquals": {"${TAG}": "a"}}`), only(TAG, 'a')],
    'one with the key and one without it': [
      allow(ROOT),
      deny(ALL, '{"Null": {"sts:ExternalId": "true"}}'),
      deny(ALL, '{"Null": {"sts:ExternalId": "false"}}'),
    ],
    'both of the values that there are': [
      allow(ROOT),
      deny(ALL, `{"Bool": {"${MFA}": "true"}}`),
      deny(ALL, `{"BoolIfExists": {"${MFA}": "false"}}`),
    ],
    'below and above a time': [
      allow(ROLE),
      deny(ALL, '{"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}'),
      deny(ALL, '{"DateGreaterThanEquals": {"aws:CurrentTime": "2029-01-01T00:00:00Z"}}'),
    ],
    'below and above a time, by both keys of the clock': [
      allow(ROLE),
      deny(ALL, '{"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}'),
      deny(ALL, '{"NumericGreaterThanEquals": {"aws:EpochTime": "1861920000"}}'),
    ],
    'outside of two networks that share no address': [
      allow(ROLE),
      deny(ALL, `{"NotIpAddress": {"${IP}": "203.0.113.0/24"}}`),
      deny(ALL, `{"NotIpAddress": {"${IP}": "198.51.100.0/24"}}`),
    ],
    'those of two values that the Allow asks for': [
      allow(ROOT, '{"StringEquals": {"sts:ExternalId": ["7f9c3b1e", "a0b1c2d3"]}}'),
      deny(ALL, '{"StringEquals": {"sts:ExternalId": "7f9c3b1e"}}'),
      deny(ALL, '{"StringEquals": {"sts:ExternalId": "a0b1c2d3"}}'),
    ],
    'one by a test of two, the other by what is left': [
      allow(ROOT),
      deny(ALL, `{"StringNotEquals": {"${TAG}": "a"}, "Null": {"sts:ExternalId": "true"}}`),
      deny(ALL, '{"Null": {"sts:ExternalId": "false"}}'),
      only(TAG, 'b'),
    ],
  };
  for (const [name, statements] of Object.entries(covered))
    it(name, () => {
      assert.deepEqual(
        denying(...statements),
        statements.flatMap((_, i) => (i ? [i + 1] : [])),
      );
    });

  const open: Readonly<Record<string, readonly string[]>> = {
    'one of two callers': [allow(BOTH), deny(A), deny(A, '{"Null": {"sts:ExternalId": "true"}}')],
    'values that both allow': [
      allow(ROOT),
      deny(ALL, `{"StringNotEquals": {"${TAG}": ["a", "c"]}}`),
      deny(ALL, `{"StringNotEquals": {"${TAG}": ["b", "c"]}}`),
    ],
    'a value and another one': [
      allow(ROOT),
      deny(ALL, `{"StringEquals": {"${TAG}": "a"}}`),
      deny(ALL, `{"StringEquals": {"${TAG}": "b"}}`),
    ],
    'one by a test of two, where a request may fail the other': [
      allow(ROOT),
      deny(ALL, `{"StringNotEquals": {"${TAG}": "a"}, "Null": {"sts:ExternalId": "true"}}`),
      only(TAG, 'b'),
    ],
    'keys that have nothing to do with each other': [
      allow(ROOT),
      only(TAG, 'a'),
      only('aws:PrincipalOrgID', 'o-a1b2c3d4e5'),
    ],
    'a key with several values': [
      allow(ROOT),
      deny(ALL, '{"ForAnyValue:StringNotEquals": {"aws:TagKeys": "a"}}'),
      deny(ALL, '{"ForAnyValue:StringNotEquals": {"aws:TagKeys": "b"}}'),
    ],
    'numbers, where a tag may be none': [
      allow(ROOT),
      deny(ALL, `{"NumericLessThanIfExists": {"${TAG}": "5"}}`),
      deny(ALL, `{"NumericGreaterThanEquals": {"${TAG}": "5"}}`),
    ],
    'times with a gap': [
      allow(ROLE),
      deny(ALL, '{"DateLessThan": {"aws:CurrentTime": "2029-01-01T00:00:00Z"}}'),
      deny(ALL, '{"DateGreaterThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}'),
    ],
    'a variable': [allow(ROOT), only(TAG, '${aws:username}'), only(TAG, 'b')],
    'a hole': [allow(ROOT), only(TAG, '<TEAM>'), only(TAG, 'b')],
    'another call': [
      allow(ROLE),
      deny(ROLE, '{"Null": {"sts:ExternalId": "true"}}', '"sts:TagSession"'),
      deny(ROLE, '{"Null": {"sts:ExternalId": "false"}}'),
    ],
    "another caller's call": [
      allow(ROLE),
      deny(ROLE, '{"Null": {"sts:ExternalId": "true"}}', '"sts:AssumeRoleWithSAML"'),
      deny(ROLE, '{"Null": {"sts:ExternalId": "false"}}'),
    ],
    'a service, of which everyone may not be': [
      allow(EC2),
      only('aws:SourceAccount', '1'),
      only('aws:SourceAccount', '2'),
    ],
  };
  for (const [name, statements] of Object.entries(open))
    it(`not of ${name}`, () => {
      assert.deepEqual(denying(...statements), []);
    });

  it('names only those that it takes', () => {
    const other = deny(ALL, `{"StringEquals": {"${TAG}": "c"}}`);
    assert.deepEqual(denying(allow(ROOT), other, only(TAG, 'a'), other, only(TAG, 'b')), [3, 5]);
  });

  it('is searched for in time that has an end', () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      deny(
        ALL,
        `{"StringNotEquals": {"aws:PrincipalTag/a${i % 7}": ["x", "${i}"], "aws:PrincipalTag/b${i % 5}": "y"}}`,
      ),
    );
    assert.deepEqual(denying(allow(ROOT), ...many), []);
  });
});
