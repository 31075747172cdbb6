import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('value-bool', {
  clean: [
    '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "${aws:MultiFactorAuthPresent}"}}',

    s('"Bool": {"aws:SecureTransport": "true"}'),
    s('"Bool": {"aws:SecureTransport": false}'),
    s('"Bool": {"aws:SecureTransport": "<BOOL>"}'),
  ],
  flagged: [
    {
      policy: s('"Bool": {"aws:SecureTransport": «"True"»}'),
      says: ['other'],
      level: 'error',
      fixed: s('"Bool": {"aws:SecureTransport": "true"}'),
    },
    { policy: s('"Bool": {"aws:SecureTransport": «"maybe"»}'), says: ['other'], fixed: null },
    { policy: s('"Bool": {"aws:SecureTransport": ["true", «"false"»]}'), says: ['several'], fixed: null },
  ],
});
