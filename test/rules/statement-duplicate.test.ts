import { ruleTest } from '../support/ruleTest.ts';

const EC2 = '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"';
const guarded = `${EC2}, "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}`;
const two = (a: string, b: string): string => `{"Version": "2012-10-17", "Statement": [{${a}}, {${b}}]}`;

ruleTest('statement-duplicate', {
  clean: [
    two(EC2, EC2.replace('ec2', 'lambda')),
    two(`${EC2}, "Condition": \${C}`, `${EC2}, "Condition": \${C}`),
    two(EC2, EC2.replace('Allow', 'Deny')),
    two(EC2.replace('ec2', '<X>'), EC2.replace('ec2', '<X>')),
    two(guarded, EC2.replace('AssumeRole', 'TagSession')),
  ],
  flagged: [
    {
      policy: two(EC2, EC2.replace('"Effect"', '«"Effect"»')),
      says: ['equal'],
      level: 'hint',
      fixed: `{"Version": "2012-10-17", "Statement": [{${EC2}}]}`,
    },
    {
      policy: two(
        EC2.replace('"Effect"', '«"Effect"»'),
        EC2.replace('"ec2.amazonaws.com"', '["ec2.amazonaws.com", "lambda.amazonaws.com"]'),
      ),
      says: ['covered'],
      level: 'hint',
    },
    {
      policy: two(guarded.replace('"aws:SourceAccount"', '«"aws:SourceAccount"»'), EC2),
      says: ['unguarded'],
      level: 'warning',
      fixed: `{"Version": "2012-10-17", "Statement": [{${guarded}}]}`,
    },
    {
      policy: two(
        EC2,
        `«"Effect"»${EC2.slice(8)}, "Condition": {"StringNotEquals": {"aws:SourceAccount": "111122223333"}}`,
      ),
      says: ['covered'],
      level: 'hint',
    },
  ],
});
