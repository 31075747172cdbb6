import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;

ruleTest('service-name-format', {
  clean: [
    ...[
      'ec2.amazonaws.com',
      'Lambda.amazonaws.com',
      'nothing.amazonaws.com',
      '<SERVICE>',
      '${S}.amazonaws.com',
      'logs.c2s.ic.gov',
    ].map((p) => s(`{"Service": "${p}"}`)),
    s('{"Service": "*"}'),
    s('{"Service": "arn:aws:iam::111122223333:root"}'),
  ],
  flagged: [
    ...[', ', ';', ' '].map((between) => ({
      policy: s(`{"Service": «"ec2.amazonaws.com${between}ecs-tasks.amazonaws.com"»}`),
      says: ['several'],
      level: 'error' as const,
      fixed: s('{"Service": ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]}'),
    })),
    {
      policy: s('{"Service": ["ec2.amazonaws.com", «"ec2.amazonaws.com,ecs-tasks.amazonaws.com"»]}'),
      says: ['several'],
      fixed: s('{"Service": ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]}'),
    },
    ...[
      'lambda',
      'lambda.amazonaws',
      'https://lambda.amazonaws.com/',
      ' lambda.amazonaws.com',
      'lambda.amazon.com',
      'lambda.aws.amazon.com',
      'lambda.amazonaws.co',
      'lambda.amazonaws.com.',
    ].map((p) => ({
      policy: s(`{"Service": «"${p}"»}`),
      says: ['meant'],
      fixed: s('{"Service": "lambda.amazonaws.com"}'),
    })),
    {
      policy: s('{"Service": «"arn:aws:lambda:eu-west-1:111122223333:function:f"»}'),
      says: ['arn'],
      level: 'error',
      fixed: null,
    },
    { policy: s('{"Service": «"my role"»}'), says: ['form'], level: 'error', fixed: null },
    { policy: s('{"Service": «"alexa-appkit.amazon.dev"»}'), says: ['suffix'], level: 'warning' },
  ],
});
