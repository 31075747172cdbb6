import { ruleTest } from '../support/ruleTest.ts';

ruleTest('statement-missing', {
  clean: [
    '{"Version": "2012-10-17", "Statement": []}',
    '{"Version": "2012-10-17", "Statements": []}',
    '{"Version": "2012-10-17", "Effect": "Allow"}',
    '{"Version": "2012-10-17", "State',
  ],
  flagged: [
    {
      policy: '{«"Version"»: "2012-10-17"}',
      says: ['missing'],
      fixed:
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "<SERVICE>.amazonaws.com"}, "Action": "sts:AssumeRole"}]}',
    },
  ],
});
