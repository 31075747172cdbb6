import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;
const GITLAB = '{"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"}';
const SERVICE = '{"Service": "scheduler.amazonaws.com"}';

ruleTest('condition-negated-only', {
  clean: [
    s('"StringNotEquals": {"aws:PrincipalTag/x": "guest"}'), // one role, narrowed further
    s(
      '"StringNotEquals": {"aws:SourceAccount": "444455556666"}, "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:111122223333:schedule-group/g"}',
      SERVICE,
    ),
    // Who is left is told, and a request without the tag is kept out.
    s(
      '"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/guest"}',
      '{"AWS": "*"}',
    ),
    s(
      '"StringNotEquals": {"aws:PrincipalTag/x": "guest"}, "Null": {"aws:PrincipalTag/x": "false"}',
      '{"AWS": "111122223333"}',
    ),
    s(
      '"StringNotEquals": {"gitlab.com:sub": "a"}, "StringEquals": {"gitlab.com:project_id": "22"}',
      GITLAB,
      'sts:AssumeRoleWithWebIdentity',
    ),
    // Any token of an issuer that all customers share: oidc-subject-missing.
    s('"StringNotLike": {"gitlab.com:sub": "project_path:evil/*"}', GITLAB, 'sts:AssumeRoleWithWebIdentity'),
    s(
      '"StringEquals": {"gitlab.com:aud": "x"}, "StringNotLike": {"gitlab.com:sub": "project_path:evil/*"}, "Null": {"gitlab.com:sub": "false"}',
      GITLAB,
      'sts:AssumeRoleWithWebIdentity',
    ),
    // The principal itself is all that the key can be.
    s('"StringNotEquals": {"aws:PrincipalAccount": "444455556666"}', '{"AWS": "111122223333"}'),
    s('"StringNotEquals": {"aws:PrincipalAccount": ["444455556666", "111122223333"]}', '{"AWS": "111122223333"}'),
    s('"StringNotEquals": {"aws:PrincipalAccount": "444455556666"}', '{"AWS": ["111122223333", "444455556666"]}'),
    s('"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/*"}', '{"AWS": "111122223333"}'),
    s('"StringNotEquals": {"aws:PrincipalServiceName": "ec2.amazonaws.com"}', '{"Service": "ec2.amazonaws.com"}'),
    s('"StringNotEquals": {"aws:PrincipalServiceName": "lambda.amazonaws.com"}', '{"Service": "ec2.amazonaws.com"}'),
    s('"StringNotEquals": {"aws:SourceAccount": "444455556666"}', SERVICE).replace('Allow', 'Deny'),
    s(
      '"StringNotEquals": {"aws:SourceAccount": "444455556666"}',
      '{"Service": "scheduler.amazonaws.com"}',
      'sts:TagSession',
    ),
  ],
  flagged: [
    {
      policy: s('«"StringNotEquals"»: {"aws:SourceAccount": "444455556666"}', SERVICE),
      says: ['only'],
      level: 'warning',
      fixed: null,
    },
    { policy: s('«"Null"»: {"aws:SourceAccount": "true"}', SERVICE), says: ['only'] },
    {
      policy: s(
        '"Bool": {"aws:SecureTransport": "true"}, «"StringNotEquals"»: {"aws:SourceAccount": "444455556666"}',
        SERVICE,
      ),
      says: ['identity'],
    },
    ...['"aws:SourceOrgID": "o-a1b2c3d4e5"', '"aws:SourceArn": "arn:aws:sns:eu-west-1:444455556666:t"'].map((test) => ({
      policy: s(
        `"Bool": {"aws:SecureTransport": "true"}, «"${test.includes('Arn') ? 'ArnNotLike' : 'StringNotEquals'}"»: {${test}}`,
        SERVICE,
      ),
      says: ['identity'],
    })),
    // An operator that would read better as another still leaves all others in.
    ...['ArnNotLike', 'StringNotLike'].flatMap((operator) => [
      {
        policy: s(`«"${operator}"»: {"aws:SourceArn": "arn:aws:scheduler:*:444455556666:*"}`, SERVICE),
        says: ['only'],
      },
      {
        policy: s(
          `"Bool": {"aws:SecureTransport": "true"}, «"${operator}"»: {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/guest-*"}`,
          '{"AWS": "111122223333"}',
        ),
        says: ['others'],
      },
    ]),
    {
      policy: s(
        '"StringNotEquals": {"aws:PrincipalAccount": "444455556666"}, «"ArnNotLike"»: {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/guest"}',
        '{"AWS": "111122223333"}',
      ),
      says: ['others'], // every principal has an ARN
    },
    // With the key demanded, all others still get in.
    {
      policy: s(
        '«"StringNotEquals"»: {"aws:SourceAccount": "444455556666"}, "Null": {"aws:SourceAccount": "false"}',
        SERVICE,
      ),
      says: ['others'],
    },
    {
      policy: s(
        '"Null": {"aws:PrincipalOrgID": "false"}, "StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d"}, «"StringNotEquals"»: {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}',
        '{"AWS": "111122223333"}',
      ),
      says: ['others'],
    },
    {
      policy: s(
        '«"StringNotEquals"»: {"gitlab.com:aud": "a"}, "StringEquals": {"gitlab.com:sub": "project_path:g/p:ref_type:branch:ref:main"}',
        GITLAB,
        'sts:AssumeRoleWithWebIdentity',
      ),
      says: ['identity'],
    },
  ],
});
