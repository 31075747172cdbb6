import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('set-operator-missing', {
  clean: [
    s('"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}'),
    s('"Null": {"aws:TagKeys": "false"}'),
    s('"StringEquals": {"SAML:mail": "x"}'),
    s('"StringEquals": {"aws:userid": "x"}'),
  ],
  flagged: [
    {
      policy: s('«"StringEquals"»: {"aws:TagKeys": "a"}'),
      says: ['missing'],
      level: 'warning',
      fixed: s('"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}'),
    },
    {
      policy: s(
        '«"StringLike"»: {"gitlab.com:amr": "x"}',
        '{"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"}',
        'sts:AssumeRoleWithWebIdentity',
      ),
      says: ['missing'],
    },
  ],
});
