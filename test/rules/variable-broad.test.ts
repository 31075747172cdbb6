import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('variable-broad', {
  clean: [
    s('"StringEquals": {"aws:PrincipalAccount": "${aws:ResourceAccount}"}'),
    s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/${aws:PrincipalTag/team}"}'),
    s('"StringLike": {"sts:RoleSessionName": "ci-${aws:username}"}'),
    // The part that tells who comes is literal.
    s('"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-z9y8x7w6v5/r-k1l2/${aws:PrincipalTag/ou}/*"}'),
    s('"StringLike": {"aws:userid": "AROACKCEVSQ6C2EXAMPLE:${aws:PrincipalTag/name}"}'),
    s('"StringNotEquals": {"sts:ExternalId": "${aws:username}"}'),
    s('"StringEquals": {"sts:ExternalId": "${aws:username}"}').replace('Allow', 'Deny'),
  ],
  flagged: [
    {
      policy: s('"StringEquals": {"sts:ExternalId": "«${aws:PrincipalTag/customer}»"}'),
      says: ['identity'],
      level: 'warning',
      fixed: null,
    },
    {
      policy: s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::«${aws:PrincipalAccount}»:role/x"}'),
      says: ['identity'],
    },
    {
      policy: s('"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "«${aws:PrincipalOrgID}»/*"}'),
      says: ['identity'],
    },
    { policy: s('"StringLike": {"aws:userid": "«${aws:userid}»"}'), says: ['identity'] },
    { policy: s('"StringLike": {"sts:RoleSessionName": "«${aws:username}»"}'), says: ['name'], level: 'information' },
  ],
});
