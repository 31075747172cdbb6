import fc from 'fast-check';

/** Policies of all sorts, most of them wrong in many ways. */

const name = fc.constantFrom(
  'Version',
  'Statement',
  'Effect',
  'Principal',
  'principle',
  'Action',
  'Condition',
  'Resource',
  'Sid',
  'AWS',
  'Service',
  'Federated',
  'StringEquals',
  'StringLike',
  'Bool',
  'sts:ExternalId',
  'aws:PrincipalOrgID',
  'aws:Nothing',
  'token.actions.githubusercontent.com:sub',
  'token.actions.githubusercontent.com:aud',
  '${OIDC}:sub',
  'StringEqualsIfExists',
  'StringNotLike',
  'ForAllValues:StringLike',
  'ForAnyValue:StringEquals',
  'ArnLike',
  'Null',
  'IpAddress',
  'DateLessThan',
  'NumericLessThan',
  'BinaryEquals',
  'aws:PrincipalArn',
  'aws:SourceArn',
  'aws:SourceAccount',
  'aws:SourceIp',
  'aws:TagKeys',
  'aws:PrincipalOrgPaths',
  'aws:CurrentTime',
  'aws:MultiFactorAuthPresent',
  'aws:MultiFactorAuthAge',
  'aws:UserAgent',
  'aws:ARN',
  'SAML:aud',
  '',
);
const word = fc.constantFrom(
  '2012-10-17',
  '2024-01-01',
  'Allow',
  'deny',
  '*',
  'sts:AssumeRole',
  'sts:AsumeRole',
  'AssumeRole',
  'sts:AssumeRoleWithSAML',
  '111122223333',
  '123',
  'arn:aws:iam::111122223333:root',
  'arn:aws:iam::464622532012:root',
  'arn:aws:iam::<ACCOUNT>:role/x',
  'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
  'arn:aws:iam::111122223333:saml-provider/Corp',
  'Lambda.amazonaws.com',
  'ecs-task.amazonaws.com',
  '${aws:username}',
  '🚀',
  'o-a1b2c3d4e5',
  'true',
  'repo:octo-org/*',
  'repo:octo-org/octo-repo:branch:main',
  'repo:*/*:ref:refs/heads/main',
  '12345',
  '10.0.0.0/8',
  '203.0.113.7/24',
  '31.12.2026',
  '1798761599',
  'arn:aws:iam::*:role/x',
  'arn:aws:iam:eu-west-1:111122223333:user:ada',
  'arn:aws:sts::111122223333:assumed-role/a/b',
  'arn:aws:iam::111122223333:user/ada',
  'arn:aws:iam::111122223333:group/x',
  'https://token.actions.githubusercontent.com',
  'arn:aws:iam::111122223333:oidc-provider/https://gitlab.com/',
  'lambda',
  'scheduler.amazonaws.com',
  '${aws:username',
  '${aws: username}',
  'https://signin.aws.amazon.com/saml/',
  ' x ',
  '',
);
export const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    word,
    fc.boolean(),
    fc.integer(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }),
  ),
})).value;
const principal = fc.dictionary(
  fc.constantFrom('AWS', 'Service', 'Federated', 'aws'),
  fc.oneof(word, fc.array(word, { maxLength: 3 })),
  { maxKeys: 2 },
);
const statement = fc.record(
  {
    Sid: word,
    Effect: fc.constantFrom('Allow', 'Deny', 'allow', 'x'),
    Principal: fc.oneof(principal, word, value),
    Action: fc.oneof(word, fc.array(word, { maxLength: 3 })),
    Resource: word,
    Condition: fc.oneof(
      fc.dictionary(name, fc.dictionary(name, fc.oneof(word, fc.array(word, { maxLength: 3 }))), { maxKeys: 2 }),
      value,
    ),
  },
  { requiredKeys: [] },
);
export const policy = fc.record(
  { Version: word, Id: word, Statement: fc.oneof(statement, fc.array(statement, { maxLength: 3 }), value) },
  { requiredKeys: ['Statement'] },
);

/** Policies in several layouts, whole, cut off, and with a character changed. */
const text = fc
  .tuple(
    fc.oneof(policy, value),
    fc.constantFrom(0, 2, '\t'),
    fc.nat(400),
    fc.constantFrom('', '', ',', '"', '}', "'", '\\', '//', '${X}', '\u201c'),
  )
  .map(([json, indent, at, noise]) => {
    const whole = JSON.stringify(json, null, indent);
    return noise === '' ? whole : whole.slice(0, at) + noise + whole.slice(at);
  });
export const anyText = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 2, arbitrary: fc.tuple(text, fc.nat(300)).map(([t, n]) => t.slice(0, n)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);
