import { ruleTest } from '../support/ruleTest.ts';

const service = (s: string): string => `"Effect": "Allow", "Principal": {"Service": ${s}}, "Action": "sts:AssumeRole"`;

ruleTest('service-name-case', {
  clean: [
    service('"lambda.amazonaws.com"'),
    service('"Nobody.amazonaws.com"'),
    service('"${SERVICE}.amazonaws.com"'),
    service('"states.eu-west-1.amazonaws.com"'),
  ],
  flagged: [
    {
      policy: service('«"Lambda.amazonaws.com"»'),
      says: ['case'],
      fixed: service('"lambda.amazonaws.com"'),
      mentions: 'lambda.amazonaws.com',
    },
    { policy: service('["ec2.amazonaws.com", «"ECS-Tasks.amazonaws.com"»]'), says: ['case'] },
    {
      policy: service('«"States.eu-west-1.amazonaws.com"»'),
      says: ['case'],
      fixed: service('"states.eu-west-1.amazonaws.com"'),
    },
    { policy: service('«"EC2.amazonaws.com.cn"»'), says: ['case'], fixed: service('"ec2.amazonaws.com.cn"') },
  ],
});
