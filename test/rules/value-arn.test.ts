import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;
const SERVICE = '{"Service": "scheduler.amazonaws.com"}';

ruleTest('value-arn', {
  clean: [
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
    s('"ArnLike": {"aws:SourceArn": "arn:aws:scheduler:*:111122223333:schedule-group/g"}', SERVICE),
    s('"ArnLike": {"aws:SourceArn": "arn:aws:scheduler:*:111122223333:*"}', SERVICE),
  ],
  flagged: [
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
      policy: s('"ArnLike": {"aws:SourceArn": «"arn:aws:codebuild::111122223333:project/p"»}', SERVICE),
      says: ['empty'],
      level: 'warning',
      mentions: 'Region',
    },
    {
      policy: s('"ArnLike": {"aws:SourceArn": «"arn:aws:codebuild:us-east-1::project/p"»}', SERVICE),
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
  ],
});
