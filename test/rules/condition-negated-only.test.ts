import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;
const SERVICE = '{"Service": "scheduler.amazonaws.com"}';

ruleTest('condition-negated-only', {
  clean: [
    s('"StringNotEquals": {"aws:PrincipalTag/x": "guest"}'), // one role, narrowed further
    s(
      '"StringNotEquals": {"aws:SourceAccount": "444455556666"}, "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:111122223333:schedule-group/g"}',
      SERVICE,
    ).replace('aws:SourceAccount', 'aws:SourceOrgID'),
    s('"StringNotEquals": {"aws:SourceAccount": "444455556666"}', SERVICE).replace('Allow', 'Deny'),
    s(
      '"StringNotEquals": {"aws:SourceAccount": "444455556666"}',
      '{"Service": "scheduler.amazonaws.com"}',
      'sts:TagSession',
    ),
  ],
  flagged: [
    {
      policy: s('«"StringNotEquals"»: {"aws:SourceAccount": "444455556666"}', SERVICE),
      says: ['only'],
      level: 'warning',
      fixed: null,
    },
    { policy: s('«"Null"»: {"aws:SourceAccount": "true"}', SERVICE), says: ['only'] },
    {
      policy: s(
        '"ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:111122223333:schedule-group/g"}, «"StringNotEquals"»: {"aws:SourceAccount": "444455556666"}',
        SERVICE,
      ),
      says: ['identity'],
    },
  ],
});
