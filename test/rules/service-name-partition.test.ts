import { SERVICES_AS_OF } from '../../server/src/catalogue/servicePrincipals.ts';
import { monthOf } from '../../server/src/text/month.ts';
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
      'events.amazonaws.com.cn',
      'amplify.eu-south-1.amazonaws.com',
      'rds.ap-south-1.amazonaws.com',
      'states.cn-north-1.amazonaws.com.cn',
      '${SERVICE}.amazonaws.com.cn',
      'ssm.${AWS::Region}.amazonaws.com',
      'ssm.ap-east-1.amazonaws.com',
      // AWS documents these two for roles of one Region.
      'dms.eu-west-1.amazonaws.com',
      'redshift.us-west-2.amazonaws.com',
    ].map((p) => s(`{"Service": "${p}"}`)),
    // Both names are good in China, and only there.
    s('{"Service": ["ec2.amazonaws.com", "events.amazonaws.com.cn"], "AWS": "arn:aws-cn:iam::111122223333:root"}'),
    s('{"Service": "logs.amazonaws.com", "AWS": "arn:aws:iam::111122223333:root"}'),
  ],
  flagged: [
    {
      policy: s('{"Service": «"logs.amazonaws.com"», "AWS": "arn:aws-cn:iam::111122223333:role/audit"}'),
      says: ['china'],
      level: 'warning',
      mentions: 'logs.amazonaws.com.cn',
    },
    {
      policy: s('{"Service": «"lambda.amazonaws.com.cn"»}'),
      says: ['suffix'],
      level: 'warning',
      mentions: monthOf(SERVICES_AS_OF),
      fixed: s('{"Service": "lambda.amazonaws.com"}'),
    },
    {
      policy: s('{"Service": «"ssm.eu-west-1.amazonaws.com"»}'),
      says: ['region'],
      level: 'warning',
      fixed: s('{"Service": "ssm.amazonaws.com"}'),
    },
    // IAM is not known to reject these.
    {
      policy: s('{"Service": «"lambda.eu-west-1.amazonaws.com"»}'),
      says: ['unsureRegion'],
      level: 'hint',
      fixed: s('{"Service": "lambda.amazonaws.com"}'),
    },
    // One wrong name of several, and what the table knows little of.
    {
      policy: s('{"Service": ["ec2.amazonaws.com", «"backup.us-west-2.amazonaws.com"»]}'),
      says: ['unsureRegion'],
      level: 'hint',
      fixed: s('{"Service": ["ec2.amazonaws.com", "backup.amazonaws.com"]}'),
    },
    { policy: s('{"Service": «"glue.c2s.ic.gov"»}'), says: ['suffix'], level: 'warning' },
    { policy: s('{"Service": «"scheduler.eu-west-1.amazonaws.com.cn"»}'), says: ['suffix'], level: 'warning' },
    { policy: s('{"Service": «"freertos.us-east-1.amazonaws.com"»}'), says: ['unsureRegion'], level: 'hint' },
    { policy: s('{"Service": «"signer.amazonaws.com.cn"»}'), says: ['suffix'], level: 'hint' },
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
