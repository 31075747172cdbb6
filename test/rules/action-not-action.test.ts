import { ruleTest } from '../support/ruleTest.ts';

const s = (action: string, effect = 'Allow'): string =>
  `"Effect": "${effect}", "Principal": {"Service": "ec2.amazonaws.com"}, ${action}`;

ruleTest('action-not-action', {
  clean: [
    s('"Action": "sts:AssumeRole"'),
    s('"NotAction": "sts:TagSession"', 'Deny'),
    s('"Action": "sts:AssumeRole", "NotAction": "sts:TagSession"'),
  ],
  flagged: [{ policy: s('«"NotAction"»: "sts:TagSession"'), says: ['not'], fixed: s('"Action": "sts:AssumeRole"') }],
});
