import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('value-type', {
  clean: [
    s('"NumericLessThan": {"aws:MultiFactorAuthAge": 3600}'),
    s('"Bool": {"aws:SecureTransport": true}'),
    s('"StringEquals": {"a:b": ["x", {"Ref": "Y"}]}'),
  ],
  flagged: [
    { policy: s('"StringEquals": {"a:b": «{"c": "d"}»}'), says: ['wrong'], level: 'error', fixed: null },
    { policy: s('"StringEquals": {"a:b": ["x", «null», «["y"]»]}'), says: ['wrong', 'wrong'] },
    {
      policy: s('"StringEquals": {"a:b": ["x", «7», true]}'),
      says: ['mixed'],
      fixed: s('"StringEquals": {"a:b": ["x", "7", "true"]}'),
    },
  ],
});
