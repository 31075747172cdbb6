import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;
const dump = (principal: string, open = '', close = ''): string =>
  `{"RoleName": "deploy", "Arn": "arn:aws:iam::111122223333:role/deploy", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {${s(`{"AWS": ${open}"${principal}"${close}}`)}}}}`;

ruleTest('role-trusts-itself', {
  clean: [
    s('{"AWS": "arn:aws:iam::111122223333:role/deploy"}'),
    dump('arn:aws:iam::111122223333:role/build'),
    dump('arn:aws:iam::111122223333:role/deploy').replace('Allow', 'Deny'),
  ],
  flagged: [
    {
      policy: dump('arn:aws:iam::111122223333:role/deploy', '«', '»'),
      says: ['itself'],
      level: 'information',
      fixed: null,
    },
  ],
});
