import { SERVICES_AS_OF } from '../../server/src/catalogue/servicePrincipals.ts';
import { monthOf } from '../../server/src/text/month.ts';
import { ruleTest } from '../support/ruleTest.ts';

const service = (s: string): string => `"Effect": "Allow", "Principal": {"Service": ${s}}, "Action": "sts:AssumeRole"`;

ruleTest('service-name-unknown', {
  clean: [
    service('"logs.region.amazonaws.com"'),
    service('"rds.REGION-CODE.amazonaws.com"'),
    service('"mrk.kms.amazonaws.com"'),
    service('"ecs-tasks.amazonaws.com"'),
    service('"logs.eu-central-1.amazonaws.com"'),
    service('"ec2.amazonaws.com.cn"'),
    service('"logs.${AWS::Region}.amazonaws.com"'),
    service('"*.amazonaws.com"'),
    service('"lambda"'),
    // Younger than most lists.
    ...['agent-registry', 'account-access', 'network-connectors.lambda', 'finops-agent', 'job.sagemaker'].map((name) =>
      service(`"${name}.amazonaws.com"`),
    ),
    service('"Lambda.amazonaws.com"'),
  ],
  flagged: [
    {
      policy: service('«"ecs-task.amazonaws.com"»'),
      says: ['near'],
      fixed: service('"ecs-tasks.amazonaws.com"'),
      level: 'warning',
    },
    {
      policy: service('«"quantumfoam.amazonaws.com"»'),
      says: ['unknown'],
      level: 'information',
      mentions: monthOf(SERVICES_AS_OF),
      fixed: null,
    },
    // A service that no role trusts, one letter off.
    {
      policy: service('«"secretmanager.amazonaws.com"»'),
      says: ['near'],
      level: 'warning',
      mentions: monthOf(SERVICES_AS_OF),
      fixed: service('"secretsmanager.amazonaws.com"'),
    },
    { policy: service('«"ec.amazonaws.com"»'), says: ['near'], level: 'warning' },
    { policy: service('«"eks3.amazonaws.com"»'), says: ['near'], level: 'warning' },
    { policy: service('«"zyx.amazonaws.com"»'), says: ['unknown'], level: 'information' },
  ],
});
