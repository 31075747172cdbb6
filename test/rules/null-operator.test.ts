import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('null-operator', {
  clean: [
    s('"Null": {"aws:TokenIssueTime": "false"}'),
    s('"Null": {"aws:TokenIssueTime": true}'),
    s('"Null": {"aws:TokenIssueTime": "<BOOL>"}'),
  ],
  flagged: [
    {
      policy: s('«"NullIfExists"»: {"aws:TokenIssueTime": "false"}'),
      says: ['ifExists'],
      fixed: s('"Null": {"aws:TokenIssueTime": "false"}'),
    },
    {
      policy: s('«"ForAllValues:Null"»: {"aws:TagKeys": "false"}'),
      says: ['set'],
      mentions: 'always',
      fixed: s('"Null": {"aws:TagKeys": "false"}'),
    },
    { policy: s('«"ForAnyValue:Null"»: {"aws:TagKeys": "false"}'), says: ['set'], mentions: 'never' },
    { policy: s('"Null": {"aws:TokenIssueTime": «"no"»}'), says: ['value'], fixed: null },
    {
      policy: s('"Null": {"aws:TokenIssueTime": «"False"»}'),
      says: ['value'],
      fixed: s('"Null": {"aws:TokenIssueTime": "false"}'),
    },
    { policy: s('"Null": {"aws:TokenIssueTime": «["true", "false"]»}'), says: ['both'] },
  ],
});
