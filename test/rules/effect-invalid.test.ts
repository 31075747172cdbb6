import { ruleTest } from '../support/ruleTest.ts';

const effect = (e: string): string =>
  `"Effect": ${e}, "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"`;

ruleTest('effect-invalid', {
  clean: [effect('"Allow"'), effect('"Deny"'), effect('"<EFFECT>"')],
  flagged: [
    { policy: effect('«"allow"»'), says: ['case'], fixed: effect('"Allow"') },
    { policy: effect('«"DENY"»'), says: ['case'], fixed: effect('"Deny"') },
    { policy: effect('«"Alow"»'), says: ['invalid'], offers: ['Replace with "Allow"', 'Replace with "Deny"'] },
    { policy: effect('«"Permit"»'), says: ['invalid'] },
  ],
});
