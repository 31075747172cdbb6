import { ruleTest } from '../support/ruleTest.ts';

const s = (action: string): string =>
  `"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": ${action}`;

ruleTest('action-wildcard', {
  clean: [s('"sts:AssumeRole"'), s('"s3:*"'), s('"${ACTION*}"'), s('"sts:*"').replace('Allow', 'Deny')],
  flagged: [
    { policy: s('«"*"»').replace('Allow', 'Deny'), says: ['all'], level: 'error' },
    { policy: s('«"*"»'), says: ['all'], level: 'error', fixed: s('"sts:AssumeRole"') },
    {
      policy: s('«"sts:*"»'),
      says: ['some'],
      level: 'warning',
      mentions: 'sts:TagSession',
      fixed: s('"sts:AssumeRole"'),
    },
    { policy: s('[«"STS:Assume*"», "sts:TagSession"]'), says: ['some'], mentions: 'sts:AssumeRoleWithSAML' },
    { policy: s('«"sts:Get*"»'), says: ['none'] },
  ],
});
