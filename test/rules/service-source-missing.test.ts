import { ruleTest } from '../support/ruleTest.ts';

const s = (service: string, condition?: string): string => {
  const open = service.startsWith('«') ? '«' : '';
  const name = service.replace(/[«»]/g, '');
  return `"Effect": "Allow", "Principal": {"Service": ${open}"${name}.amazonaws.com"${open && '»'}}, "Action": "sts:AssumeRole"${condition === undefined ? '' : `, "Condition": ${condition}`}`;
};

ruleTest('service-source-missing', {
  clean: [
    '"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::octo-bucket"}}',
    s('aiops', '{"StringEquals": {"sts:ExternalId": "arn:aws:aiops:eu-west-1:111122223333:investigation-group/g"}}'),
    s('scheduler', '{"StringEquals": {"aws:SourceArn": "arn%3Aaws%3Ascheduler"}}'),
    s('scheduler', '{"StringEquals": {"aws:SourceAccount": "111122223333"}}'),
    s('scheduler', '{"ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:111122223333:schedule-group/g"}}'),
    s('scheduler', '{"ArnLike": {"aws:SourceArn": "${ARN}"}}'),
    s('scheduler', '{"StringEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"}}'),
    // What it sends in their place.
    s('securityagent', '{"StringEquals": {"sts:ExternalId": "b7c1-44de-90aa"}}'),
    s('cognito-idp', '{"StringEquals": {"sts:ExternalId": "pool-sms-3f9a"}}'),
    // Names that IAM rejects are nobody.
    ...['ssm.us-east-1', 'batch.eu-west-1', 'bedrock-agentcore.us-west-2'].map((name) => s(name)),
    '"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com.cn"}, "Action": "sts:AssumeRole"',
    s('ec2'),
    s('lambda'),
    s('nothing'),
    s('scheduler').replace('Allow', 'Deny'),
    s('scheduler', '${CONDITION}'),
    s('rolesanywhere', '{"StringEquals": {"aws:PrincipalTag/x509Subject/CN": "host"}}'),
  ],
  flagged: [
    {
      policy: s('«scheduler»'),
      says: ['missing'],
      level: 'information',
      offers: ['Add aws:SourceAccount', 'Add aws:SourceAccount and aws:SourceArn'],
      fixed: s('scheduler', '{"StringEquals": {"aws:SourceAccount": "<ACCOUNT_ID>"}}'),
    },
    // A test that any account's resource meets.
    {
      policy: s('scheduler', '{"StringLike": {"aws:SourceAccount": «"*"»}}'),
      says: ['open'],
      level: 'warning',
      fixed: s(
        'scheduler',
        '{"StringLike": {"aws:SourceAccount": "*"}, "StringEquals": {"aws:SourceAccount": "<ACCOUNT_ID>"}}',
      ),
    },
    { policy: s('scheduler', '{"StringLike": {"aws:SourceOrgID": «"*"»}}'), says: ['open'], level: 'warning' },
    { policy: s('«scheduler»', '{"Null": {"aws:SourceAccount": "false"}}'), says: ['missing'], level: 'information' },
    {
      policy: s('«rolesanywhere»'),
      says: ['anywhere'],
      level: 'warning',
      offers: ['Add aws:SourceAccount and aws:SourceArn'],
    },
    { policy: s('«states.eu-west-1»'), says: ['missing'], level: 'information' },
    {
      policy: s('«cognito-idp»', '{"StringEqualsIfExists": {"sts:ExternalId": "pool-sms-3f9a"}}'),
      says: ['missing'],
    },
    // Set up in another account than the role's: that one is for the reader to fill in.
    ...['account-access', 'aidevops'].map((name) => ({
      policy: s(`«${name}»`),
      says: ['missing'],
      offers: ['Add aws:SourceAccount', 'Add aws:SourceAccount and aws:SourceArn'],
      fixed: s(name, '{"StringEquals": {"aws:SourceAccount": "<SOURCE_ACCOUNT_ID>"}}'),
    })),
    {
      policy: s('scheduler', '{"ArnLike": {"aws:SourceArn": «"arn:aws:scheduler:eu-west-1:*:schedule-group/g"»}}'),
      says: ['unbound'],
      level: 'warning',
      fixed: s(
        'scheduler',
        '{"ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:*:schedule-group/g"}, "StringEquals": {"aws:SourceAccount": "<ACCOUNT_ID>"}}',
      ),
    },
  ],
});
