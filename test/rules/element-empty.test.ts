import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;

ruleTest('element-empty', {
  clean: [
    s('{"AWS": "" + AccountId + ""}'), // a piece of a program: the syntax is the finding
    s('{"Service": "ec2.amazonaws.com"}'),
    s('${P}'),
    s('{"AWS": ["<A>"]}'),
  ],
  flagged: [
    { policy: s('«{}»'), says: ['principal'], level: 'error', fixed: null },
    { policy: s('{"AWS": «[]»}'), says: ['principal'], fixed: null },
    {
      policy: s('{"AWS": «""», "Service": "ec2.amazonaws.com"}'),
      says: ['principal'],
      fixed: s('{"Service": "ec2.amazonaws.com"}'),
    },
    {
      policy: s('{"Service": [«""», "ec2.amazonaws.com"]}'),
      says: ['principal'],
      fixed: s('{"Service": ["ec2.amazonaws.com"]}'),
    },
    {
      policy: s('{"Service": "ec2.amazonaws.com"}').replace('"sts:AssumeRole"', '«[]»'),
      says: ['action'],
      fixed: s('{"Service": "ec2.amazonaws.com"}'),
    },
    {
      policy: s('{"Service": "ec2.amazonaws.com"}', ', "Condition": «{}»'),
      says: ['condition'],
      level: 'hint',
      fixed: s('{"Service": "ec2.amazonaws.com"}'),
    },
    {
      policy: s('{"Service": "ec2.amazonaws.com"}', ', "Condition": {"Bool": «{}»}'),
      says: ['condition'],
      fixed: s('{"Service": "ec2.amazonaws.com"}'),
    },
    {
      policy: s(
        '{"Service": "ec2.amazonaws.com"}',
        ', "Condition": {"Bool": «{}», "StringEquals": {"aws:SourceAccount": «[]»}}',
      ),
      says: ['condition', 'values'],
      fixed: s('{"Service": "ec2.amazonaws.com"}', ', "Condition": {"StringEquals": {"aws:SourceAccount": []}}'),
    },
    {
      policy: s('{"Service": "ec2.amazonaws.com"}', ', "Sid": «""»'),
      says: ['sid'],
      level: 'hint',
      fixed: s('{"Service": "ec2.amazonaws.com"}'),
    },
    { policy: '{"Version": "2012-10-17", "Statement": «[]»}', says: ['statement'], level: 'error' },
  ],
});
