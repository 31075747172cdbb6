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
    { policy: s('«rolesanywhere»'), says: ['anywhere'], level: 'warning' },
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
