import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('value-binary', {
  clean: [
    s('"BinaryEquals": {"a:b": "QmluYXJ5VmFsdWVJbkJhc2U2NA=="}'),
    s('"BinaryEquals": {"a:b": "<BYTES>"}'),
    s('"StringEquals": {"a:b": "!"}'),
  ],
  flagged: [{ policy: s('"BinaryEquals": {"a:b": «"not base64!"»}'), says: ['other'], level: 'error', fixed: null }],
});
