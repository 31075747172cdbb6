import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;

ruleTest('element-type', {
  clean: [
    s('{"Service": "ec2.amazonaws.com"}'),
    s('"*"'),
    s('{"Ref": "Who"}'),
    s('{"AWS": [{"Fn::GetAtt": ["Role", "Arn"]}]}'),
    s('${PRINCIPAL}'),
    s('{"AWS": "*"}', ', "Condition": {"Bool": {"a:b": true}}'),
    // An operator that does not exist is one finding, not two.
    s('{"Service": "ec2.amazonaws.com"}', ', "Condition": {"_comment": "why"}'),
  ],
  flagged: [
    { policy: s('«"ec2.amazonaws.com"»'), says: ['principal'], fixed: s('{"Service": "ec2.amazonaws.com"}') },
    {
      policy: s('«["111122223333", "arn:aws:iam::111122223333:role/x"]»'),
      says: ['principal'],
      offers: ['Replace with {"AWS": …}'],
      fixed: s('{"AWS": ["111122223333", "arn:aws:iam::111122223333:role/x"]}'),
    },
    { policy: s('«["111122223333", "ec2.amazonaws.com"]»'), says: ['principal'], fixed: null },
    { policy: s('{"AWS": «111122223333»}'), says: ['strings'], fixed: s('{"AWS": "111122223333"}') },
    { policy: s('{"AWS": «{"a": "b"}»}'), says: ['strings'], fixed: null },
    {
      policy: s('{"Service": "ec2.amazonaws.com"}', ', "Sid": «7»'),
      says: ['string'],
      fixed: s('{"Service": "ec2.amazonaws.com"}', ', "Sid": "7"'),
    },
    { policy: s('{"Service": "ec2.amazonaws.com"}', ', "Sid": «true»'), says: ['string'], fixed: null },
    {
      policy: s('{"Service": "ec2.amazonaws.com"}').replace('"Allow"', '«["Allow"]»'),
      says: ['listOfOne'],
      fixed: s('{"Service": "ec2.amazonaws.com"}'),
    },
    {
      policy: s('{"Service": "ec2.amazonaws.com"}', ', "Condition": «[»{"Bool": {"aws:SecureTransport": "true"}}]'),
      says: ['object'],
      fixed: s('{"Service": "ec2.amazonaws.com"}', ', "Condition": {"Bool": {"aws:SecureTransport": "true"}}'),
    },
    { policy: s('{"Service": "ec2.amazonaws.com"}', ', "Condition": {"Bool": «"x"»}'), says: ['object'], fixed: null },
    {
      policy:
        '{"Version": «20121017», "Statement": [«"x"», {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": «5»}]}',
      says: ['string', 'statements', 'strings'],
    },
    { policy: '{"Version": "2012-10-17", "Statement": «"x"»}', says: ['statements'] },
  ],
});
