import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('key-deprecated', {
  clean: [s('"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/x"}')],
  flagged: [
    {
      policy: s('"ArnEquals": {«"aws:arn"»: "arn:aws:iam::111122223333:role/x"}'),
      says: ['retired'],
      level: 'warning',
      fixed: s('"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/x"}'),
    },
    {
      policy: s('"StringEquals": {«"aws:SourceOwner"»: "111122223333"}', '{"Service": "sns.amazonaws.com"}'),
      says: ['retired'],
      mentions: 'aws:SourceAccount',
    },
    {
      policy: s('"ArnEquals": {«"aws:ARN"»: "x"}', '{"Service": "sns.amazonaws.com"}'),
      says: ['retired'],
      mentions: 'aws:SourceArn',
    },
  ],
});
