import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;
const BOTH = '{"AWS": ["111122223333", "444455556666"]}';

ruleTest('value-wildcard-broad', {
  clean: [
    s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}', BOTH),
    s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/x"}'),
    s(
      '"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/x"}, "StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}',
      BOTH,
    ),
    s('"StringLike": {"aws:userid": "AROACKCEVSQ6C2EXAMPLE:*", "sts:RoleSessionName": "a*"}', BOTH),
    s('"StringEquals": {"aws:PrincipalOrgID": "o-*"}', BOTH),
    s('"StringNotLike": {"aws:PrincipalOrgID": "o-*"}', BOTH),
    s('"StringLike": {"aws:PrincipalTag/team": "a*", "aws:SourceIdentity": "b*"}', BOTH),
    s(
      '"ArnLike": {"aws:SourceArn": "arn:aws:lambda:*:111122223333:function:*"}',
      '{"Service": "lambda.amazonaws.com"}',
    ),
    s(
      '"ArnLike": {"aws:SourceArn": "arn:aws:lambda:*:*:function:cart"}, "StringEquals": {"aws:SourceAccount": "111122223333"}',
      '{"Service": "lambda.amazonaws.com"}',
    ),
    s('"StringLike": {"aws:PrincipalOrgID": "*"}', BOTH), // lets everything pass
    s('"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}', BOTH),
  ],
  flagged: [
    {
      policy: s('"ArnLike": {"aws:PrincipalArn": «"arn:aws:iam::*:role/x"»}', BOTH),
      says: ['account'],
      level: 'warning',
      fixed: null,
    },
    { policy: s('"StringLike": {"aws:PrincipalOrgID": «"o-a1*"»}'), says: ['broad'] },
    {
      policy: s(
        '"ArnLike": {"aws:SourceArn": «"arn:aws:lambda:*:*:function:cart"»}',
        '{"Service": "lambda.amazonaws.com"}',
      ),
      says: ['source'],
      mentions: 'resources of other accounts',
    },
    { policy: s('"StringLike": {"aws:PrincipalAccount": «"1111*"»}'), says: ['broad'] },
    { policy: s('"StringLike": {"aws:userid": «"*:deploy"»}'), says: ['broad'] },
    { policy: s('"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": «"o-*/r-ab12/"»}'), says: ['broad'] },
    {
      policy: s(
        '"StringLike": {"gitlab.com:aud": «"https://*"»}',
        '{"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"}',
        'sts:AssumeRoleWithWebIdentity',
      ),
      says: ['broad'],
    },
  ],
});
