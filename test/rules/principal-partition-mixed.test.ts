import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;

ruleTest('principal-partition-mixed', {
  clean: [
    s('{"AWS": ["arn:aws-cn:iam::111122223333:role/a", "111122223333"]}'),
    s('{"AWS": ["arn:aws-cn:iam::111122223333:role/a", "arn:${PARTITION}:iam::111122223333:role/a"]}'),
    s('{"AWS": ["arn:aws:iam::111122223333:role/a", "arn:amazon:iam::111122223333:role/a"]}'),
  ],
  flagged: [
    {
      policy: s('{"AWS": ["arn:aws:iam::111122223333:role/a", "arn:«aws-cn»:iam::111122223333:role/a"]}'),
      says: ['mixed'],
      fixed: null,
    },
    {
      policy: s(
        '{"AWS": "arn:aws-us-gov:iam::111122223333:role/a", "Federated": "arn:«aws»:iam::111122223333:saml-provider/Corp"}',
      ),
      says: ['mixed'],
      level: 'warning',
    },
  ],
});
