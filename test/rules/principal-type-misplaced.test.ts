import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;

ruleTest('principal-type-misplaced', {
  clean: [
    s('{"AWS": "111122223333", "Service": "ec2.amazonaws.com"}'),
    s('{"Federated": "cognito-identity.amazonaws.com"}'),
    s('{"Service": "cognito-identity.amazonaws.com"}'),
    s('{"Federated": "oidc.eks.eu-west-1.amazonaws.com/id/A"}'),
    s('{"Federated": "oidc.eks.eu-west-1.amazonaws.com"}'),
    s('{"AWS": "${SERVICE}.amazonaws.com"}'),
    s('{"AWS": "arn:aws:lambda:eu-west-1:111122223333:function:f"}'),
  ],
  flagged: [
    { policy: s('{"AWS": «"ec2.amazonaws.com"»}'), says: ['misplaced'], fixed: s('{"Service": "ec2.amazonaws.com"}') },
    {
      policy: s('{"Service": ["ec2.amazonaws.com", «"111122223333"»]}'),
      says: ['misplaced'],
      fixed: s('{"Service": ["ec2.amazonaws.com"], "AWS": "111122223333"}'),
    },
    {
      policy: s('{"Service": «"arn:aws:iam::111122223333:role/x"», "AWS": "111122223333"}'),
      says: ['misplaced'],
      fixed: s('{"AWS": ["111122223333", "arn:aws:iam::111122223333:role/x"]}'),
    },
    {
      policy: s('{"AWS": «"arn:aws:iam::<ACCOUNT>:oidc-provider/gitlab.com"», "Federated": ["accounts.google.com"]}'),
      says: ['misplaced'],
      fixed: s('{"Federated": ["accounts.google.com", "arn:aws:iam::<ACCOUNT>:oidc-provider/gitlab.com"]}'),
    },
    { policy: s('{"Federated": «"arn:aws:iam::111122223333:root"»}'), says: ['misplaced'] },
    {
      policy: s('{"Service": «"accounts.google.com"»}'),
      says: ['misplaced'],
      fixed: s('{"Federated": "accounts.google.com"}'),
    },
    {
      policy: s('{"Service": «"cognito-identity.amazonaws.com"»}').replace('AssumeRole', 'AssumeRoleWithWebIdentity'),
      says: ['misplaced'],
    },
  ],
});
