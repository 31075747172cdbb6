import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;
const SERVICE = '{"Service": "scheduler.amazonaws.com"}';

ruleTest('condition-never-matches', {
  clean: [
    s('"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "StringLike": {"aws:PrincipalOrgID": "o-*"}'),
    s('"StringEquals": {"aws:userid": ["a", "b"]}, "StringNotEquals": {"aws:userid": "a"}'),
    s('"StringEquals": {"aws:userid": "a"}, "StringEqualsIfExists": {"aws:userid": "b"}'),
    s('"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}, "ForAllValues:StringEquals": {"aws:TagKeys": "b"}'),
    s('"DateGreaterThan": {"aws:CurrentTime": "2026-01-01"}, "DateLessThan": {"aws:CurrentTime": "2027-01-01"}'),
    s('"DateGreaterThan": {"aws:CurrentTime": "2026-12-31"}, "DateLessThan": {"aws:CurrentTime": "1798848000"}'),
    s('"DateGreaterThan": {"aws:CurrentTime": "2026-12-31"}, "NumericLessThan": {"aws:EpochTime": "1798848000"}'),
    // The time of the request, and that of the credentials.
    s('"DateGreaterThan": {"aws:CurrentTime": "2998-01-01"}, "DateLessThan": {"aws:TokenIssueTime": "2997-01-01"}'),
    s('"DateGreaterThan": {"aws:CurrentTime": "2998-01-01"}, "DateLessThan": {"aws:CurrentTime": "<END>"}'),
    s('"StringEquals": {"aws:userid": "a"}, "Null": {"aws:userid": "false"}'),
    s('"StringEquals": {"aws:userid": "<A>"}, "StringLike": {"aws:userid": "b"}'),
    s(
      '"StringEquals": {"aws:SourceAccount": "111122223333"}, "ArnLike": {"aws:SourceArn": "arn:aws:s3:::bucket"}',
      SERVICE,
    ),
    s(
      '"StringEquals": {"aws:SourceAccount": ["111122223333", "444455556666"]}, "ArnLike": {"aws:SourceArn": "arn:aws:sns:eu-west-1:444455556666:t"}',
      SERVICE,
    ),
    s(
      '"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:role/x", "arn:aws:sts::111122223333:assumed-role/x/*"]}',
    ),
  ],
  flagged: [
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"ForAnyValue:StringNotLike": {"aws:TagKeys": «"*"»}}',
      says: ['notAny'],
    },
    {
      policy: s('"StringEquals": {"aws:userid": "a"}, "StringLike": {"aws:userid": «"b*"»}'),
      says: ['values'],
      level: 'error',
      fixed: null,
    },
    { policy: s('"StringEquals": {"aws:userid": "a"}, "StringNotEquals": {"aws:UserId": «"a"»}'), says: ['values'] },
    {
      policy: s(
        '"DateGreaterThan": {"aws:CurrentTime": "2998-01-01"}, "DateLessThan": {"aws:CurrentTime": «"2997-01-01"»}',
      ),
      says: ['range'],
    },
    // Seconds since 1970 are dates too, under either key of the clock and either family: 32440608000 is 2998.
    ...[
      '"DateGreaterThan": {"aws:CurrentTime": "2998-01-02"}, "DateLessThan": {"aws:CurrentTime": «"32440608000"»}',
      '"DateGreaterThan": {"aws:EpochTime": "32440608000"}, "DateLessThan": {"aws:EpochTime": «"2997-01-01"»}',
      '"NumericGreaterThan": {"aws:EpochTime": "32440608000"}, "DateLessThan": {"aws:EpochTime": «"2997-01-01"»}',
      '"NumericGreaterThan": {"aws:EpochTime": "32440608000"}, "DateLessThan": {"aws:CurrentTime": «"2997-01-01"»}',
    ].map((conditions) => ({ policy: s(conditions), says: ['range'] })),
    {
      policy: s(
        '"NumericLessThan": {"aws:MultiFactorAuthAge": "60"}, "NumericGreaterThanEquals": {"aws:MultiFactorAuthAge": «"60"»}',
        '{"AWS": "arn:aws:iam::111122223333:root"}',
      ),
      says: ['range'],
    },
    {
      policy: s('"StringEquals": {"aws:userid": "a"}, "Null": {"aws:userid": «"true"»}').replace('Allow', 'Deny'),
      says: ['nulls'],
      level: 'warning',
    },
    // The test for absence is named, whatever order they stand in, and whatever else there is to be said of the other.
    ...[
      '"Null": {"aws:MultiFactorAuthAge": «"true"»}, "NumericLessThan": {"aws:MultiFactorAuthAge": ["3600", "900"]}',
      '"NumericLessThan": {"aws:MultiFactorAuthAge": ["3600", "900"]}, "Null": {"aws:MultiFactorAuthAge": «"true"»}',
    ].map((conditions) => ({ policy: s(conditions), says: ['nulls'] })),
    {
      policy: s(
        '"StringEquals": {"aws:SourceAccount": «"111122223333"»}, "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:444455556666:schedule-group/g"}',
        SERVICE,
      ),
      says: ['account'],
    },
    { policy: s('"ArnLike": {"aws:PrincipalArn": «"arn:aws:sts::111122223333:assumed-role/x/*"»}'), says: ['session'] },
    { policy: s('"StringNotLike": {"sts:RoleSessionName": «"*"»}'), says: ['notAny'] },
    { policy: s('"StringNotLike": {"sts:ExternalId": «"*"»}'), says: ['onlyAbsent'], level: 'warning' },
  ],
});
