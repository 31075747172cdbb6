import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;

ruleTest('service-name-partition', {
  clean: [
    ...[
      'lambda.amazonaws.com',
      'ec2.amazonaws.com.cn',
      'logs.eu-west-1.amazonaws.com',
      'states.us-east-1.amazonaws.com',
      'logs.c2s.ic.gov',
      'nothing.amazonaws.com.cn',
      'lambda.me-south-1.amazonaws.com',
      'codedeploy.amazonaws.com',
    ].map((p) => s(`{"Service": "${p}"}`)),
  ],
  flagged: [
    {
      policy: s('{"Service": «"lambda.amazonaws.com.cn"»}'),
      says: ['suffix'],
      level: 'hint',
      fixed: s('{"Service": "lambda.amazonaws.com"}'),
    },
    {
      policy: s('{"Service": «"lambda.eu-west-1.amazonaws.com"»}'),
      says: ['region'],
      fixed: s('{"Service": "lambda.amazonaws.com"}'),
    },
    {
      policy: s(
        '{"Service": «"codedeploy.amazonaws.com"», "Federated": "arn:aws-cn:iam::111122223333:saml-provider/Corp"}',
      ),
      says: ['china'],
      fixed: s(
        '{"Service": "codedeploy.amazonaws.com.cn", "Federated": "arn:aws-cn:iam::111122223333:saml-provider/Corp"}',
      ),
    },
  ],
});
