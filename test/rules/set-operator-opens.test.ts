import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('set-operator-opens', {
  clean: [
    s('"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}'),
    s(
      '"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}, "Null": {"aws:PrincipalOrgPaths": "false"}',
    ),
    s('"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}'),
    s('"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}').replace('Allow', 'Deny'),
  ],
  flagged: [
    {
      policy: s('«"ForAllValues:StringLike"»: {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}'),
      says: ['absent'],
      level: 'warning',
      fixed: s(
        '"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}, "Null": {"aws:PrincipalOrgPaths": "false"}',
      ),
    },
    {
      policy: s(
        '«"ForAllValues:StringLike"»: {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}, "Null": {"aws:PrincipalOrgPaths": "true"}',
      ),
      says: ['absent'],
      fixed: null,
    },
    { policy: s('«"ForAnyValue:StringEquals"»: {"aws:TagKeys": ["a", "b"]}'), says: ['anyTag'], level: 'information' },
  ],
});
