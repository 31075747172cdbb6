import { ruleTest } from '../support/ruleTest.ts';

const arn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const role = (name: string, principal: string): string =>
  `{"RoleName": "${name}", "Arn": "${arn(name)}", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"}}}`;
const EC2 = '{"Service": "ec2.amazonaws.com"}';

ruleTest('trust-chain', {
  clean: [
    role('a', `{"AWS": "${arn('b')}"}`),
    `[${role('a', EC2)}, ${role('b', EC2)}]`,
    `[${role('a', `{"AWS": "${arn('a')}"}`)}, ${role('b', EC2)}]`,
    // A loop is the greater news.
    `[${role('a', `{"AWS": "${arn('b')}"}`)}, ${role('b', `{"AWS": "${arn('a')}"}`)}]`,
  ],
  flagged: [
    {
      policy: `[${role('a', `{"AWS": «"${arn('b')}"»}`)}, ${role('b', EC2)}]`,
      says: ['chain'],
      level: 'hint',
      mentions: 'one hour',
      fixed: null,
    },
  ],
});
