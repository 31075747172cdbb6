import { ruleTest } from '../support/ruleTest.ts';

const s = (value: string, operator = 'StringEquals'): string =>
  `"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, "Action": "sts:AssumeRole", "Condition": {"${operator}": {"sts:ExternalId": ${value}}}`;

ruleTest('external-id-weak', {
  clean: [
    '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "*"}}',
    s('"7f9c3b1e-2c1d"'),
    s('"<EXTERNAL_ID>"'),
    s('"12345"', 'StringNotEquals'),
    s('"12345"').replace('Allow', 'Deny'),
    s('"vmimport"').replace('"AWS": "arn:aws:iam::464622532012:root"', '"Service": "vmie.amazonaws.com"'),
  ],
  flagged: [
    {
      policy: s('«"12345"»'),
      says: ['sample'],
      level: 'warning',
      fixed: s('"<EXTERNAL_ID>"'),
      offers: ['Replace with the external ID from the vendor', 'Replace with a new random external ID'],
    },
    { policy: s('«"Example987"»'), says: ['sample'] },
    { policy: s('«"a7c"»'), says: ['short'], mentions: '3 characters' },
    { policy: s('«"111122223333"»'), says: ['account'] },
    { policy: s('«"DataDog"»'), says: ['vendor'] },
    { policy: s('["7f9c3b1e-2c1d", «"7f9c*"»]', 'StringLike'), says: ['wildcard'] },
    { policy: s('«"*"»', 'StringLike'), says: ['wildcard'] },
  ],
});
