import { ruleTest } from '../support/ruleTest.ts';

const s = (service: string, action: string, condition = '{}'): string =>
  `"Effect": "Allow", "Principal": {"Service": "${service}"}, "Action": ${action}, "Condition": ${condition}`;
const PODS = 'pods.eks.amazonaws.com';

ruleTest('action-companion-missing', {
  clean: [
    '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:RequestTag/team": "x"}}}, {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:TagSession"',
    s(PODS, '["sts:AssumeRole", "sts:TagSession"]'),
    s(PODS, '"sts:*"'),
    `${s(PODS, '"sts:AssumeRole"')}}, {${s(PODS, '"sts:TagSession"')}`,
    s(PODS, '["sts:AssumeRole", "${MORE}"]'),
    s('ec2.amazonaws.com', '"sts:AssumeRole"'),
    s('account-access.amazonaws.com', '["sts:AssumeRole", "sts:SetContext"]'),
    // Only some uses need more, or AWS's policies have more than they must.
    ...['q', 'datazone', 'health-agent', 'finops-agent', 'access-grants.s3'].map((name) =>
      s(`${name}.amazonaws.com`, '"sts:AssumeRole"'),
    ),
    s(PODS, '"sts:AssumeRole"').replace('Allow', 'Deny'),
    s('ec2.amazonaws.com', '"sts:AssumeRole"', '{"StringEqualsIfExists": {"aws:RequestTag/team": "shop"}}'),
    s('ec2.amazonaws.com', '"sts:AssumeRole"', '{"Null": {"aws:TagKeys": "true"}}'),
    s(
      'ec2.amazonaws.com',
      '["sts:AssumeRole", "sts:SetSourceIdentity"]',
      '{"StringLike": {"sts:SourceIdentity": "a*"}}',
    ),
  ],
  flagged: [
    {
      policy: s('account-access.amazonaws.com', '«"sts:AssumeRole"»'),
      says: ['service'],
      mentions: 'sts:SetContext',
      fixed: s('account-access.amazonaws.com', '["sts:AssumeRole", "sts:SetContext"]'),
    },
    {
      policy: s('account-access.amazonaws.com', '«["sts:AssumeRole", "sts:TagSession"]»'),
      says: ['service'],
      fixed: s('account-access.amazonaws.com', '["sts:AssumeRole", "sts:TagSession", "sts:SetContext"]'),
    },
    {
      policy: s(PODS, '«"sts:AssumeRole"»'),
      says: ['service'],
      fixed: s(PODS, '["sts:AssumeRole", "sts:TagSession"]'),
    },
    {
      policy: s('rolesanywhere.amazonaws.com', '«["sts:AssumeRole"]»'),
      says: ['service'],
      mentions: 'sts:TagSession and sts:SetSourceIdentity',
      fixed: s('rolesanywhere.amazonaws.com', '["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]'),
    },
    {
      policy: s('ec2.amazonaws.com', '«"sts:AssumeRole"»', '{"StringEquals": {"aws:RequestTag/team": "shop"}}'),
      says: ['key'],
      fixed: s(
        'ec2.amazonaws.com',
        '["sts:AssumeRole", "sts:TagSession"]',
        '{"StringEquals": {"aws:RequestTag/team": "shop"}}',
      ),
    },
    {
      policy: s('ec2.amazonaws.com', '«"sts:AssumeRole"»', '{"StringEquals": {"sts:SourceIdentity": "ada"}}'),
      says: ['key'],
    },
    {
      policy: s(
        'ec2.amazonaws.com',
        '«"sts:AssumeRole"»',
        '{"ForAnyValue:ArnEquals": {"sts:RequestContextProviders": "arn:aws:iam::aws:contextProvider/IdentityCenter"}}',
      ),
      says: ['key'],
    },
  ],
});
