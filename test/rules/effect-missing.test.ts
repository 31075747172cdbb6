import { ruleTest } from '../support/ruleTest.ts';

ruleTest('effect-missing', {
  clean: [
    '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
    '"effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
    '{"Version": "2012-10-17", "Statement": [{"Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:Assume',
  ],
  flagged: [
    {
      policy: '«"Sid"»: "A", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
      says: ['missing'],
      fixed: '"Sid": "A", "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
      offers: ['Add "Effect": "Allow"', 'Add "Effect": "Deny"'],
    },
  ],
});
