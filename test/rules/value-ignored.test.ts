import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('value-ignored', {
  clean: [
    s('"StringEquals": {"sts:ExternalId": "7f9c3b1e"}'),
    s('"StringEquals": {"a:b": "Default Project"}'),
    s('"StringEquals": {"a:b": " "}'),
    s('"StringEquals": {"a:b": " <X>"}'),
  ],
  flagged: [
    {
      policy: s('"StringEquals": {"a:b": «"x "»}'),
      says: ['space'],
      level: 'warning',
      mentions: 'end',
      fixed: s('"StringEquals": {"a:b": "x"}'),
    },
    { policy: s('"StringEquals": {"a:b": [«"\\nx"», "y"]}'), says: ['space'], mentions: 'start' },
    {
      policy: s('"StringEquals": {"a:b": «"a\u00a0b"»}'),
      says: ['invisible'],
      fixed: s('"StringEquals": {"a:b": "a b"}'),
    },
    {
      policy: s('"StringEquals": {"a:b": «"a\u00adb"»}'),
      says: ['invisible'],
      fixed: s('"StringEquals": {"a:b": "ab"}'),
    },
  ],
});
