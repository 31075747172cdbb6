import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, more = ''): string =>
  `"Effect": "Allow", "Principal": {${principal}}, "Action": "sts:AssumeRole"${more}`;

const byArn = (pattern: string): string => `, "Condition": {"ArnLike": {"aws:PrincipalArn": "${pattern}"}}`;
const SECRET = ', "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}';
const statements = (...all: string[]): string =>
  `{"Version": "2012-10-17", "Statement": [${all.map((one) => `{${one}}`).join(', ')}]}`;

ruleTest('principal-wildcard', {
  clean: [
    s('"AWS": "*"'),
    s('"AWS": "111122223333"'),
    s('"AWS": "${PATTERN*}"'),
    s('"Federated": "arn:aws:iam::111122223333:saml-provider/*"'),
    s('"AWS": "arn:aws:iam::111122223333:role/a, arn:aws:iam::111122223333:role/b-*"'),
  ],
  flagged: [
    {
      policy: s('"AWS": «"arn:aws:iam::111122223333:role/dev-*"»'),
      says: ['arn'],
      fixed: s(
        '"AWS": "arn:aws:iam::111122223333:root"',
        ', "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/dev-*"}}',
      ),
    },
    { policy: s('"AWS": «"arn:aws:iam::*:root"»'), says: ['arn'], fixed: null },
    {
      policy: s('"AWS": ["444455556666", «"arn:aws:iam::111122223333:role/?"»]'),
      says: ['arn'],
      offers: ['Move the pattern to a statement with aws:PrincipalArn'],
      fixed: statements(
        s('"AWS": ["444455556666"]'),
        s('"AWS": "arn:aws:iam::111122223333:root"', byArn('arn:aws:iam::111122223333:role/?')),
      ),
    },
    // A statement that is no list's becomes the first of one.
    {
      policy: `{"Version": "2012-10-17", "Statement": {${s('"AWS": ["444455556666", «"arn:aws:iam::111122223333:role/dev-*"»]')}}}`,
      says: ['arn'],
      fixed: statements(
        s('"AWS": ["444455556666"]'),
        s('"AWS": "arn:aws:iam::111122223333:root"', byArn('arn:aws:iam::111122223333:role/dev-*')),
      ),
    },
    // The statement keeps its Sid, and the new one goes without.
    {
      policy: statements(
        `"Sid": "Deploy", ${s('"AWS": [«"arn:aws:iam::111122223333:role/dev-*"», "444455556666"], "Service": "ec2.amazonaws.com"', SECRET)}`,
        `"Sid": "Deploy2", ${s('"AWS": "555566667777"')}`,
      ),
      says: ['arn'],
      fixed: statements(
        `"Sid": "Deploy", ${s('"AWS": ["444455556666"], "Service": "ec2.amazonaws.com"', SECRET)}`,
        `"Sid": "Deploy2", ${s('"AWS": "555566667777"')}`,
        s(
          '"AWS": "arn:aws:iam::111122223333:root"',
          `${SECRET.slice(0, -1)}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/dev-*"}}`,
        ),
      ),
    },
    // Beside another type, alone under its own.
    {
      policy: statements(s('"AWS": «"arn:aws:iam::111122223333:role/dev-*"», "Service": "ec2.amazonaws.com"')),
      says: ['arn'],
      fixed: statements(
        s('"Service": "ec2.amazonaws.com"'),
        s('"AWS": "arn:aws:iam::111122223333:root"', byArn('arn:aws:iam::111122223333:role/dev-*')),
      ),
    },
    // Several patterns: each is moved by its own fix.
    {
      policy: statements(
        s('"AWS": [«"arn:aws:iam::111122223333:role/dev-*"», «"arn:aws:iam::111122223333:user/dev-*"»]'),
      ),
      says: ['arn', 'arn'],
      fixed: statements(
        s('"AWS": ["arn:aws:iam::111122223333:user/dev-*"]'),
        s('"AWS": "arn:aws:iam::111122223333:root"', byArn('arn:aws:iam::111122223333:role/dev-*')),
      ),
    },
    // Other keys under ArnLike stay.
    {
      policy: statements(
        s(
          '"AWS": ["444455556666", «"arn:aws:iam::111122223333:role/dev-*"»]',
          ', "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:x"}}',
        ),
      ),
      says: ['arn'],
      fixed: null, // no principal of these sends the key, so the new statement would be of no use
    },
    // The account is trusted already: the pattern adds nobody.
    {
      policy: s('"AWS": ["111122223333", «"arn:aws:iam::111122223333:role/dev-*"»]'),
      says: ['arn'],
      offers: ['Remove "arn:aws:iam::111122223333:role/dev-*"'],
      fixed: s('"AWS": ["111122223333"]'),
    },
    // A condition on the caller's ARN is there already, or cannot be read; the account or partition is a pattern too.
    {
      policy: s('"AWS": ["444455556666", «"arn:aws:iam::111122223333:role/dev-*"»]', byArn('arn:aws:iam::*:role/x')),
      says: ['arn'],
      fixed: null,
    },
    {
      policy: s('"AWS": ["444455556666", «"arn:aws:iam::111122223333:role/dev-*"»]', ', "Condition": ${GUARD}'),
      says: ['arn'],
      fixed: null,
    },
    { policy: s('"AWS": ["444455556666", «"arn:aws:iam::1111*:role/dev"»]'), says: ['arn'], fixed: null },
    { policy: s('"AWS": «"arn:*:iam::111122223333:role/dev-*"»'), says: ['arn'], fixed: null },
    { policy: s('"AWS": «"arn:aws:sts::111122223333:assumed-role/dev/*"»'), says: ['arn'], fixed: null },
    // An identity provider's users call with another action.
    {
      policy: `"Effect": "Allow", "Principal": {"AWS": «"arn:aws:iam::111122223333:role/dev-*"», "Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}, "Action": "sts:AssumeRoleWithSAML", "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}`,
      says: ['arn'],
      fixed: null,
    },
    { policy: s('"Service": «"*.amazonaws.com"»'), says: ['service'], fixed: null },
    { policy: s('"Service": «"*"»'), says: ['service'] },
  ],
});
