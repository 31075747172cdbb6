import { ruleTest } from '../support/ruleTest.ts';

const s = (action: string): string =>
  `"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": ${action}`;

ruleTest('action-redundant', {
  clean: [
    s('"sts:AssumeRole"'),
    s('["sts:AssumeRole", "sts:Assume*"]'),
    s('["sts:AssumeRole", "sts:TagSession"]'),
    s('["${A}", "${A}"]'),
  ],
  flagged: [
    {
      policy: s('["sts:AssumeRole", «"sts:assumerole"»]'),
      says: ['covered'],
      fixed: s('["sts:AssumeRole"]'),
      level: 'hint',
    },
    {
      // Each for the same reason, so that to remove one leaves the other's as it is.
      policy: s('[«"sts:AssumeRole"», "sts:Assume*", «"sts:AssumeRole"»]').replace('Allow', 'Deny'),
      says: ['covered', 'covered'],
    },
    {
      policy: s('[«"sts:AssumeRole"», "sts:Assume*"]').replace('Allow', 'Deny'),
      says: ['covered'],
      fixed: s('["sts:Assume*"]').replace('Allow', 'Deny'),
    },
  ],
});
