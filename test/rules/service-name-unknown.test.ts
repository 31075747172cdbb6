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
    service('"Lambda.amazonaws.com"'),
  ],
  flagged: [
    {
      policy: service('«"ecs-task.amazonaws.com"»'),
      says: ['near'],
      fixed: service('"ecs-tasks.amazonaws.com"'),
      level: 'warning',
    },
    { policy: service('«"quantumfoam.amazonaws.com"»'), says: ['unknown'], fixed: null },
  ],
});
