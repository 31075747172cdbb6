import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('value-number', {
  clean: [
    s('"NumericLessThan": {"aws:MultiFactorAuthAge": " 3600"}'), // value-ignored
    s('"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}'),
    s('"NumericLessThan": {"aws:MultiFactorAuthAge": 3600}'),
    s('"NumericEquals": {"aws:MultiFactorAuthAge": ["1", "2"]}'),
    s('"NumericLessThan": {"aws:MultiFactorAuthAge": "<SECONDS>"}'),
  ],
  flagged: [
    {
      policy: s('"NumericLessThan": {"aws:MultiFactorAuthAge": «"1h"»}'),
      says: ['other'],
      level: 'error',
      fixed: null,
    },
    {
      policy: s('"NumericLessThan": {"aws:MultiFactorAuthAge": «["2700", "3600"]»}'),
      says: ['several'],
      level: 'hint',
      fixed: s('"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}'),
    },
    {
      policy: s('"NumericGreaterThanEquals": {"aws:MultiFactorAuthAge": «["2700", "3600"]»}'),
      says: ['several'],
      mentions: '2700',
    },
  ],
});
