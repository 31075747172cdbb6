import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('value-date', {
  clean: [
    ...['2026-12-31T23:59:59Z', '2026-12-31', '2026-12-31T23:59:59.123+01:00', '2026', '<DATE>'].map((d) =>
      s(`"DateLessThan": {"aws:CurrentTime": "${d}"}`),
    ),
    s('"DateLessThan": {"aws:EpochTime": "1798761599"}'),
  ],
  flagged: [
    { policy: s('"DateLessThan": {"aws:CurrentTime": «"31.12.2026"»}'), says: ['other'], level: 'error', fixed: null },
    { policy: s('"DateLessThan": {"aws:CurrentTime": «"2026-02-30"»}'), says: ['other'] },
    {
      policy: s('"DateLessThan": {"aws:CurrentTime": «"2026-12-31 23:59:59z"»}'),
      says: ['other'],
      fixed: s('"DateLessThan": {"aws:CurrentTime": "2026-12-31T23:59:59Z"}'),
    },
    {
      policy: s('"DateLessThan": {"aws:CurrentTime": «"2026/12/31"»}'),
      says: ['other'],
      fixed: s('"DateLessThan": {"aws:CurrentTime": "2026-12-31"}'),
    },
    {
      policy: s('"DateLessThan": {"aws:CurrentTime": «"1798761599"»}'),
      says: ['epoch'],
      level: 'warning',
      fixed: s('"DateLessThan": {"aws:CurrentTime": "2026-12-31T23:59:59Z"}'),
    },
  ],
});
