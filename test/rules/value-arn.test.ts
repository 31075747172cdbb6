import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;
const SERVICE = '{"Service": "scheduler.amazonaws.com"}';
const BUILD = '{"Service": "codebuild.amazonaws.com"}';

ruleTest('value-arn', {
  clean: [
    ...[
      ['runtime/*', '"bedrock-agentcore.amazonaws.com"'],
      ['*', '"bedrock-agentcore.amazonaws.com"'],
      ['registry/r1', '["bedrock-agentcore.amazonaws.com", "agent-registry.amazonaws.com"]'],
      ['registry/r1', '"agent-registry.amazonaws.com"'],
    ].map(([resource, who]) =>
      s(
        `"ArnLike": {"aws:SourceArn": "arn:aws:bedrock-agentcore:eu-west-1:111122223333:${resource ?? ''}"}`,
        `{"Service": ${who ?? ''}}`,
      ),
    ),
    ...[
      'arn:aws:iam::111122223333:role/x',
      'arn:aws:iam::*:role/x',
      'arn:*:iam::111122223333:*',
      '*',
      '<ARN>',
      'arn:aws:iam::<A>:role/x',
      '${aws:PrincipalArn}',
      'arn%3Aaws',
    ].map((a) => s(`"ArnLike": {"aws:PrincipalArn": "${a}"}`)),
    s('"StringLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333*"}'),
    s('"StringEquals": {"aws:userid": "x"}'),
    s('"StringEqualsIgnoreCase": {"aws:PrincipalArn": "ARN:aws:IAM::111122223333:Role/Deploy"}'),
    s('"ArnLike": {"aws:SourceArn": "arn:aws:scheduler:*:111122223333:schedule-group/g"}', SERVICE),
    s('"ArnLike": {"aws:SourceArn": "arn:aws:scheduler:*:111122223333:*"}', SERVICE),
    // What another service sends is no advice for this one.
    s(
      '"ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:111122223333:schedule/g/s"}',
      '{"Service": "events.amazonaws.com"}',
    ),
    s(
      '"ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:111122223333:schedule/g/s"}',
      '{"Service": "lambda.amazonaws.com"}',
    ),
  ],
  flagged: [
    {
      policy: s(
        '"ArnLike": {"aws:PrincipalArn": «"arn:aws:iam::444455556666:role/a, arn:aws:iam::444455556666:role/b"»}',
      ),
      says: ['several'],
      level: 'error',
      fixed: s(
        '"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::444455556666:role/a", "arn:aws:iam::444455556666:role/b"]}',
      ),
    },
    { policy: s('"StringEqualsIgnoreCase": {"aws:PrincipalArn": «"ROLE/x"»}'), says: ['prefix'] },
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:PrincipalArn": «"arn:aws:s3:::octo-bucket"»}}',
      says: ['caller'],
    },
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:PrincipalArn": «"arn:aws:iam:::role/x"»}}',
      says: ['caller'],
    },
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:PrincipalArn": «"arn:aws:iam::111122223333:group/x"»}}',
      says: ['caller'],
    },
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:PrincipalArn": «"arn:aws:iam::111122223333:role:x"»}}',
      says: ['caller'],
    },
    {
      policy: s('"ArnLike": {"aws:SourceArn": «"arn:aws:codebuild:us-east-9:111122223333:project/p"»}', SERVICE),
      says: ['noRegion'],
      level: 'warning',
      fixed: null,
    },
    {
      policy: s('"ArnLike": {"aws:SourceArn": «"arn:aws:codebuild::111122223333:project/p"»}', BUILD),
      says: ['empty'],
      level: 'warning',
      mentions: 'Region',
    },
    {
      policy: s('"ArnLike": {"aws:SourceArn": «"arn:aws:codebuild:us-east-1::project/p"»}', BUILD),
      says: ['empty'],
      mentions: 'account',
    },
    {
      policy: s('"ArnLike": {"aws:SourceArn": «"arn:aws:*build*:us-east-1:111122223333:*"»}', SERVICE),
      says: ['anyService'],
      level: 'hint',
    },
    { policy: s('"ArnEquals": {"aws:PrincipalArn": «"role/x"»}'), says: ['prefix'], level: 'error', fixed: null },
    { policy: s('"StringEquals": {"aws:PrincipalArn": «"111122223333"»}'), says: ['prefix'] },
    { policy: s('"ArnLike": {"aws:PrincipalArn": «"arn:aws:iam:*"»}'), says: ['fewer'], level: 'warning', fixed: null },
    { policy: s('"ArnLike": {"aws:PrincipalArn": «"arn:aws:iam"»}'), says: ['fields'], fixed: null },
    { policy: s('"ArnLike": {"aws:PrincipalArn": «"arn:amazon:iam::111122223333:role/x"»}'), says: ['partition'] },
    {
      policy: s('"ArnLike": {"aws:PrincipalArn": «"arn:aws:IAM::111122223333:role/x"»}'),
      says: ['service'],
      fixed: s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/x"}'),
    },
    {
      policy: s('"ArnLike": {"aws:PrincipalArn": «"arn:aws:iam:eu-west-1:111122223333:role/x"»}'),
      says: ['region'],
      fixed: s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/x"}'),
    },
    { policy: s('"ArnLike": {"aws:PrincipalArn": «"arn:aws:iam::1234:role/x"»}'), says: ['account'] },
    {
      policy: s('"ArnLike": {"aws:SourceArn": «"arn:aws:scheduler:eu-west-1:111122223333:schedule/g/s"»}', SERVICE),
      says: ['shape'],
      level: 'warning',
      fixed: null,
    },
    // Registries went to a service of their own.
    {
      policy: s(
        '"ArnLike": {"aws:SourceArn": [«"arn:aws:bedrock-agentcore:eu-west-1:111122223333:registry/*"», "arn:aws:bedrock-agentcore:eu-west-1:111122223333:runtime/*"]}',
        '{"Service": "bedrock-agentcore.amazonaws.com"}',
      ),
      says: ['moved'],
      level: 'warning',
      mentions: 'agent-registry.amazonaws.com',
      fixed: null,
    },
  ],
});
