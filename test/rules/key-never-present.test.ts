import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;
const MFA = '"Bool": {"aws:MultiFactorAuthPresent": "true"}';
const SERVICE = '{"Service": "scheduler.amazonaws.com"}';

ruleTest('key-never-present', {
  clean: [
    '"Effect": "Allow", "Principal": {"Service": "redshift.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "arn:aws:redshift:us-east-1:111122223333:dbuser:c/u"}}',
    '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}, "Action": "sts:AssumeRoleWithSAML", "Condition": {"Bool": {"aws:ViaAWSService": "false"}, "StringEquals": {"aws:ResourceTag/team": "x"}}',
    s('"StringEquals": {"sts:ExternalId": "7f9c3b1e"}'),
    s('"StringEquals": {"aws:SourceAccount": "111122223333"}', SERVICE),
    s('"StringEquals": {"sts:ExternalId": "vmimport"}', '{"Service": "vmie.amazonaws.com"}'),
    s('"StringEquals": {"sts:ExternalId": "x"}', '{"Service": "<SERVICE>"}'),
    s('"StringEquals": {"sts:ExternalId": "x"}', '{"AWS": "*"}'),
    s('"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}', SERVICE),
    s('"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}', SERVICE),
    s('"Null": {"aws:PrincipalOrgID": "true"}', SERVICE),
    s('"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}', SERVICE).replace('Allow', 'Deny'),
    s(
      '"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}',
      '{"Service": "ec2.amazonaws.com", "AWS": "111122223333"}',
    ),
    // A session of a web identity still has its subject when it calls again.
    s('"StringEquals": {"gitlab.com:sub": "x"}'),
    s(
      '"StringEquals": {"SAML:aud": "x"}',
      '{"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}',
      'sts:AssumeRoleWithSAML',
    ).replace(/"sts:\w+"/, '["sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity"]'),
    s('"StringEquals": {"<KEY>": "x"}', SERVICE),
    // Tokens and the tags in them, in one statement.
    s(
      '"StringEquals": {"gitlab.com:sub": "project_path:g/p:ref_type:branch:ref:main"}',
      '{"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"}',
      'sts:AssumeRoleWithWebIdentity',
    ).replace(/"(sts:AssumeRoleWithWebIdentity)"/, '["$1", "sts:TagSession"]'),
    // A user has a name; an account has users.
    s('"StringEquals": {"aws:username": "ada"}', '{"AWS": "arn:aws:iam::111122223333:user/ada"}'),
    s('"StringEquals": {"aws:username": "ada"}', '{"AWS": "111122223333"}'),
    s('"StringEquals": {"aws:username": "ada"}', '{"AWS": ["arn:aws:iam::111122223333:role/deploy", "111122223333"]}'),
    s('"StringEquals": {"aws:username": "ada"}', '{"AWS": "AROAJQABLZS4A3QDU576Q"}'),
    s('"StringNotEquals": {"aws:username": "ada"}'),
    // What a certificate says comes from one service, goes on with the sessions it made, and may come from one nobody knows.
    ...[
      '{"Service": "rolesanywhere.amazonaws.com"}',
      '{"Service": ["pods.eks.amazonaws.com", "rolesanywhere.amazonaws.com"]}',
      '{"AWS": "arn:aws:iam::111122223333:role/edge"}',
      '{"Service": "quarry-shift.amazonaws.com"}',
    ].map((who) => s('"StringEquals": {"aws:PrincipalTag/x509Subject/CN": "host-7"}', who)),
    // Who may bring MFA: a user, somebody of an account, or who is not known yet.
    ...[
      '"arn:aws:iam::111122223333:user/ada"',
      '"arn:aws:iam::111122223333:root"',
      '"111122223333"',
      '["arn:aws:iam::111122223333:role/deploy", "arn:aws:iam::111122223333:root"]',
      '["arn:aws:iam::111122223333:role/deploy", "arn:aws:iam::111122223333:user/ada"]',
      '["arn:aws:iam::111122223333:role/deploy", "<PRINCIPAL>"]',
      '"arn:aws:iam::111122223333:<WHO>"',
      '"*"',
    ].map((principals) => s(MFA, `{"AWS": ${principals}}`)),
    s(MFA).replace('Allow', 'Deny'),
    s(MFA.replace('Bool', 'BoolIfExists')),
    s('"Null": {"aws:MultiFactorAuthPresent": "false"}'),
    s('"NumericGreaterThan": {"aws:MultiFactorAuthAge": "3600"}').replace('Allow', 'Deny'),
  ],
  flagged: [
    ...[
      '{"AWS": ["arn:aws:iam::111122223333:role/deploy", "arn:aws:sts::111122223333:assumed-role/app/ada"]}',
      SERVICE,
    ].map((who) => ({
      policy: s('"StringLike": {«"aws:username"»: "a*"}', who),
      says: ['never'],
      level: 'error' as const,
    })),
    {
      policy: s(
        '"StringEquals": {«"gitlab.com:sub"»: "project_path:g/p:ref_type:branch:ref:main"}',
        '{"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"}',
        'sts:AssumeRoleWithWebIdentity',
      ).replace(/"(sts:AssumeRoleWithWebIdentity)"/, '["$1", "sts:SetSourceIdentity"]'),
      says: ['companion'],
    },
    {
      policy: s(
        '"StringEquals": {«"aws:PrincipalTag/x509Subject/CN"»: "host-7"}',
        '{"Service": "pods.eks.amazonaws.com"}',
        'sts:AssumeRole", "sts:TagSession',
      ).replace(/"Action": (".*?TagSession")/, '"Action": [$1]'),
      says: ['never'],
    },
    {
      policy: s(
        '"StringLike": {«"aws:PrincipalTag/x509SAN/URI"»: "spiffe://mesh/*"}',
        '{"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}',
      ),
      says: ['never'],
    },
    ...[
      '"arn:aws:iam::111122223333:role/deploy"',
      '"arn:aws:sts::111122223333:assumed-role/deploy/ci"',
      '["arn:aws:iam::111122223333:role/deploy", "arn:aws:iam::444455556666:role/ops/<ROLE>"]',
      '"arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef"',
    ].map((roles) => ({
      policy: s('"Bool": {«"aws:MultiFactorAuthPresent"»: "true"}', `{"AWS": ${roles}}`),
      says: ['mfa'],
      level: 'warning' as const,
      fixed: null,
    })),
    {
      policy: s(
        '"Bool": {«"aws:MultiFactorAuthPresent"»: "true"}, "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}',
      ),
      says: ['mfa'],
    },
    { policy: s('"NumericLessThan": {«"aws:multifactorauthage"»: "3600"}'), says: ['mfa'], level: 'warning' },
    {
      policy: s(
        '"Bool": {«"aws:MultiFactorAuthPresent"»: "true"}',
        '{"AWS": "arn:aws:iam::111122223333:role/deploy", "Service": "ec2.amazonaws.com"}',
      ),
      says: ['mfa'],
    },
    {
      policy: s('"StringEquals": {«"aws:PrincipalOrgID"»: "o-a1b2c3d4e5"}', SERVICE),
      says: ['never'],
      level: 'error',
      fixed: s('"StringEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"}', SERVICE),
    },
    {
      policy: s('"ArnLike": {«"aws:SourceArn"»: "arn:aws:iam::111122223333:role/x"}'),
      says: ['never'],
      fixed: s('"ArnLike": {"aws:PrincipalArn": "<PRINCIPAL_ARN>"}'),
    },
    {
      policy: s(
        '"StringEquals": {«"sts:ExternalId"»: "7f9c3b1e"}',
        '{"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}',
        'sts:AssumeRoleWithSAML',
      ),
      says: ['never'],
      fixed: null,
    },
    { policy: s('"StringEquals": {«"sts:ExternalId"»: "7f9c3b1e"}', SERVICE), says: ['unlisted'], level: 'warning' },
    {
      policy: s('"Bool": {«"aws:MultiFactorAuthPresent"»: "true"}', SERVICE),
      says: ['never'],
      level: 'warning',
    },
    { policy: s('"StringEquals": {«"gitlab.com:sub"»: "x"}', SERVICE), says: ['never'] },
    { policy: s('"NumericLessThan": {«"sts:DurationSeconds"»: "3600"}'), says: ['nobody'] },
    { policy: s('"StringEquals": {«"iam:PassedToService"»: "ec2.amazonaws.com"}'), says: ['nobody'] },
    {
      policy: s('"ForAllValues:StringEquals": {«"aws:PrincipalOrgID"»: "o-a1b2c3d4e5"}', SERVICE),
      says: ['opens'],
      level: 'warning',
    },
    {
      policy: s('"StringEquals": {«"sts:ExternalId"»: "7f9c3b1e", "sts:RoleSessionName": "x"}').replace(
        '"sts:AssumeRole"',
        '["sts:AssumeRole", "sts:TagSession"]',
      ),
      says: ['companion'],
      level: 'information',
      fixed: null,
    },
  ],
});
