import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;

ruleTest('principal-redundant', {
  clean: [
    s('{"AWS": ["111122223333", "arn:aws:iam::111122223333:role/x"]}'),
    s('{"AWS": "<A>", "Service": "<A>"}'),
    s('{"AWS": ["${A}", "${A}"]}'),
    s('{"AWS": ["arn:aws:iam::111122223333:role/a", "arn:aws:sts::111122223333:assumed-role/b/s"]}'),
    s('{"AWS": ["arn:aws:iam::111122223333:role/a", "arn:aws:sts::444455556666:assumed-role/a/s"]}'),
  ],
  flagged: [
    {
      policy: s('{"Service": ["ec2.amazonaws.com", «"ec2.amazonaws.com"»]}'),
      says: ['twice'],
      level: 'hint',
      fixed: s('{"Service": ["ec2.amazonaws.com"]}'),
    },
    {
      policy: s('{"AWS": ["111122223333", «"arn:aws:iam::111122223333:root"»]}'),
      says: ['account'],
      fixed: s('{"AWS": ["111122223333"]}'),
    },
    {
      policy: s('{"AWS": [«"arn:aws:sts::111122223333:assumed-role/a/s"», "arn:aws:iam::111122223333:role/path/a"]}'),
      says: ['session'],
      fixed: s('{"AWS": ["arn:aws:iam::111122223333:role/path/a"]}'),
    },
  ],
});
