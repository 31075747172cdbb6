import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('condition-always-matches', {
  clean: [
    s('"StringLike": {"aws:PrincipalTag/x": "a*"}'),
    s('"StringEquals": {"aws:PrincipalTag/x": "*"}'),
    s('"StringNotLike": {"aws:PrincipalTag/x": "*"}'),
    s('"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}'),
  ],
  flagged: [
    {
      policy: s('"StringLike": {"aws:PrincipalTag/x": «"*"»}'),
      says: ['present'],
      level: 'information',
      fixed: s('"Null": {"aws:PrincipalTag/x": "false"}'),
    },
    {
      policy: s('"StringLike": {"sts:RoleSessionName": ["a", «"*"»]}'),
      says: ['always'],
      level: 'warning',
      fixed: null,
    },
    { policy: s('"StringLikeIfExists": {"aws:PrincipalTag/x": «"*"»}'), says: ['always'] },
    {
      policy: s('"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", «"0.0.0.0/0"»]}'),
      says: ['addresses'],
      level: 'warning',
      fixed: null,
    },
    { policy: s('"IpAddress": {"aws:SourceIp": «"::/0"»}'), says: ['addresses'] },
  ],
});
