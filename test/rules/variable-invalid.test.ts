import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;
const SAML = '{"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}';
const WEB = '{"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"}';

ruleTest('variable-invalid', {
  clean: [
    s('"StringLike": {"aws:userid": "*:${aws:username}"}'),
    s(`"StringLike": {"aws:userid": "*:\${aws:PrincipalTag/team, 'none'}"}`),
    s('"StringEquals": {"a:b": "${X}", "c:d": "${NAMESPACE:-"}'),
    s('"StringEquals": {"aws:userid": "${*}"}'),
    s('"NumericLessThan": {"aws:MultiFactorAuthAge": "${MAX}"}'),
    s('"StringEquals": {"aws:RequestTag/x": "${aws:PrincipalTag/x}"}'),
    `{"Version": "2008-10-17", "Statement": {${s('"StringEquals": {"a:b": "${aws:username"}')}}}`,
    s('"StringEquals": {"gitlab.com:sub": "${aws:RequestTag/x}"}', WEB, 'sts:AssumeRoleWithWebIdentity'),
    // What describes the role, and every request, whoever calls.
    ...[
      'aws:ResourceTag/team',
      'aws:ResourceAccount',
      'aws:ResourceOrgID',
      'aws:CurrentTime',
      'aws:SourceIp',
      'AWS:resourcetag/Team',
    ].map((key) => s(`"StringEquals": {"gitlab.com:sub": "\${${key}}"}`, WEB, 'sts:AssumeRoleWithWebIdentity')),
    s('"StringEquals": {"SAML:sub": "${aws:ResourceAccount}"}', SAML, 'sts:AssumeRoleWithSAML'),
  ],
  flagged: [
    ...['aws:PrincipalTag/team', 'aws:PrincipalAccount', 'aws:SourceAccount', 'AWS:UserId'].map((key) => ({
      policy: s(`"StringEquals": {"SAML:sub": "«\${${key}}»"}`, SAML, 'sts:AssumeRoleWithSAML'),
      says: ['unsigned'],
    })),
    {
      policy: s('"StringLike": {"a:b": "p-«${aws:username»"}'),
      says: ['unclosed'],
      level: 'error',
      fixed: s('"StringLike": {"a:b": "p-${aws:username}"}'),
    },
    { policy: s('"StringLike": {"a:b": "p-«${}»"}'), says: ['empty'], fixed: null },
    {
      policy: s('"StringLike": {"a:b": "p-«${aws: username}»"}'),
      says: ['space'],
      fixed: s('"StringLike": {"a:b": "p-${aws:username}"}'),
    },
    {
      policy: s('"StringLike": {"a:b": "«${aws:PrincipalTag/team, none}»"}'),
      says: ['unquoted'],
      fixed: s(`"StringLike": {"a:b": "\${aws:PrincipalTag/team, 'none'}"}`),
    },
    {
      policy: s('"StringEquals": {"a:b": "c"}', '{"AWS": "arn:aws:iam::111122223333:user/«${aws:username}»"}'),
      says: ['element'],
      fixed: null,
    },
    { policy: s('"NumericLessThan": {"aws:MultiFactorAuthAge": "«${aws:PrincipalTag/age}»"}'), says: ['operator'] },
    {
      policy: s('"StringEquals": {"gitlab.com:sub": "«${aws:username}»"}', WEB, 'sts:AssumeRoleWithWebIdentity'),
      says: ['unsigned'],
    },
  ],
});
