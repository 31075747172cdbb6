import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;

ruleTest('principal-user', {
  clean: [
    s('{"AWS": "arn:aws:iam::111122223333:role/user/x"}'),
    s('{"AWS": "arn:aws:iam::111122223333:user/x"}').replace('Allow', 'Deny'),
    s('{"AWS": "arn:aws:sts::111122223333:user/x"}').replace('sts:', 'iam:').replace('user/x', 'role/:user/'),
  ],
  flagged: [
    { policy: s('{"AWS": «"arn:aws:iam::111122223333:user/ada"»}'), says: ['user'], level: 'hint', fixed: null },
    { policy: s('{"AWS": «"arn:aws:iam::<ACCOUNT>:user/<NAME>"»}'), says: ['user'] },
  ],
});
