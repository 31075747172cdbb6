import { ruleTest } from '../support/ruleTest.ts';

ruleTest('policy-kind-permission', {
  clean: [
    '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "Resource": "*"',
    '"Effect": "Allow", "Action": "sts:AssumeRole"',
  ],
  flagged: [
    {
      policy:
        '{\n"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", «"Resource"»: "arn:aws:iam::111122223333:role/app"}\n}',
      says: ['permission'],
    },
  ],
});
