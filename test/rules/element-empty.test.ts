import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;

ruleTest('element-empty', {
  clean: [
    s('{"AWS": "" + AccountId + ""}'), // a piece of a program: the syntax is the finding
    s('{"Service": "ec2.amazonaws.com"}'),
    s('${P}'),
    s('{"AWS": ["<A>"]}'),
    s('{"Service": "ec2.amazonaws.com"}', ', "Sid": ""'),
    s('{"Federated": "cognito-identity.amazonaws.com"}', ', "Sid": ""'),
    encodeURIComponent(`{"Version": "2012-10-17", "Statement": {${s('{"AWS": "111122223333"}', ', "Sid": ""')}}}`),
    `${s('{"Service": "ec2.amazonaws.com"}', ', "Sid": ""')}}, {${s('{"Service": "ecs.amazonaws.com"}', ', "Sid": ""')}`,
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
      policy: s('{"AWS": "arn:aws:iam::111122223333:role/a"}', ', "Sid": «""»'),
      says: ['sid'],
      level: 'hint',
      standAlone: true,
      fixed: s('{"AWS": "arn:aws:iam::111122223333:role/a"}'),
    },
    {
      policy: `${s('{"Service": "ec2.amazonaws.com"}', ', "Sid": «""»')}}, {${s('{"Service": "ecs.amazonaws.com"}', ', "Sid": "Ecs"')}`,
      says: ['sid'],
      standAlone: true,
    },
    { policy: '{"Version": "2012-10-17", "Statement": «[]»}', says: ['statement'], level: 'error' },
  ],
});
