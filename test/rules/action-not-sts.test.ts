import { ruleTest } from '../support/ruleTest.ts';

const s = (action: string): string =>
  `"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": ${action}`;

ruleTest('action-not-sts', {
  clean: [
    s('["sts:AssumeRole", "sts:TagSession"]'),
    s('"sts:*"'),
    s('"*"'),
    s('"iam:AssumeRole"'),
    s('"AssumeRole"'),
    s('"${ACTION}"'),
    s('"sts:AsumeRole"'),
  ],
  flagged: [
    {
      policy: s('["sts:AssumeRole", «"s3:GetObject"»]'),
      says: ['service'],
      level: 'error',
      fixed: s('["sts:AssumeRole"]'),
    },
    { policy: s('«"s3:*"»'), says: ['service'], fixed: s('"sts:AssumeRole"') },
    { policy: s('["sts:AssumeRole", «"sts:GetCallerIdentity"»]'), says: ['useless'], level: 'warning' },
  ],
});
