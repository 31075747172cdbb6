import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;

ruleTest('principal-kind', {
  clean: [
    s('{"AWS": "arn:aws:iam::111122223333:role/group/x"}'),
    s('{"AWS": "arn:aws:iam::111122223333:<KIND>/x"}'),
    s('{"Federated": "arn:aws:iam::111122223333:group/x"}'),
  ],
  flagged: [
    {
      policy: s('{"AWS": «"arn:aws:iam::111122223333:group/<NAME>"»}'),
      says: ['kind'],
      mentions: 'group',
      fixed: null,
    },
    { policy: s('{"AWS": «"arn:aws:iam::aws:policy/ReadOnlyAccess"»}'), says: ['kind'] },
    {
      policy: s('{"AWS": «"arn:aws:iam::111122223333:instance-profile/x"»}'),
      says: ['kind'],
      mentions: 'instance profile',
    },
    { policy: s('{"AWS": «"arn:aws:iam::111122223333:mfa/ada"»}'), says: ['kind'] },
  ],
});
