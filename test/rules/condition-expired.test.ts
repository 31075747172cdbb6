import { ruleTest } from '../support/ruleTest.ts';

const s = (operator: string, value: string, effect = 'Allow'): string =>
  `"Effect": "${effect}", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"${operator}": {"aws:CurrentTime": ${value}}}`;

ruleTest('condition-expired', {
  clean: [
    s('DateLessThan', '"2027-01-01T00:00:00Z"'),
    s('DateGreaterThan', '"2020-01-01T00:00:00Z"'),
    s('DateLessThan', '["2020-01-01T00:00:00Z", "2027-01-01T00:00:00Z"]'),
    s('DateLessThan', '"${UNTIL}"'),
    s('DateLessThan', '"soon"'),
    s('DateLessThan', '["1577836800", "2027-01-01"]'),
    s('NumericLessThan', '"1577836800"'), // a date is no number: only aws:EpochTime is both
    s('NumericLessThan', '"1893456000"').replace('CurrentTime', 'EpochTime'),
    s('NumericGreaterThan', '"1577836800"').replace('CurrentTime', 'EpochTime'),
    s('DateLessThan', '"2020-01-01"').replace('CurrentTime', 'TokenIssueTime'),
    s('DateLessThan', '"2020-01-01T00:00:00Z"', 'Deny'), // it ended
    s('DateEquals', '"2998-01-01"'),
    s('DateEquals', '["2020-01-01", "2998-01-01"]'),
    s('DateNotEquals', '"2020-01-01"'),
    s('DateGreaterThan', '"2998-01-01T00:00:00Z"', 'Deny'),
    // It revokes sessions that were made before.
    s('DateLessThan', '"2020-01-01T00:00:00Z"', 'Deny').replace('CurrentTime', 'TokenIssueTime'),
    // It holds within a time, or for some of the requests.
    s('DateGreaterThan', '"2020-01-01"}, "DateLessThan": {"aws:CurrentTime": "2998-01-01"', 'Deny'),
    s('DateGreaterThan', '"2020-01-01"}, "StringNotEquals": {"aws:SourceAccount": "111122223333"', 'Deny'),
  ],
  flagged: [
    // Just a year, and seconds since 1970.
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"DateLessThan": {"aws:CurrentTime": «"2020"»}}',
      says: ['over'],
    },
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"DateLessThan": {"aws:CurrentTime": «"1577836800"»}}',
      says: ['over'],
    },
    { policy: s('DateLessThan', '«"2026-11-20T00:00:00Z"»'), says: ['over'], fixed: null },
    { policy: s('DateLessThanEquals', '«"2020-12-31"»'), says: ['over'] },
    { policy: s('NumericLessThanEquals', '«"1577836800"»').replace('CurrentTime', 'EpochTime'), says: ['over'] },
    { policy: s('DateLessThan', '«"2020-12-31"»').replace('CurrentTime', 'EpochTime'), says: ['over'] },
    { policy: s('DateEquals', '«"2020-12-31"»'), says: ['over'] },
    { policy: s('DateEquals', '["2020-12-31", «"1577836800"»]'), says: ['over'] },
    // Every request has the time.
    { policy: s('DateLessThanIfExists', '«"2020-01-01T00:00:00Z"»'), says: ['over'] },
    { policy: s('DateGreaterThan', '«"2020-01-01"»', 'Deny'), says: ['denies'], level: 'information' },
    {
      policy: s('NumericGreaterThanEquals', '«"1577836800"»', 'Deny').replace('CurrentTime', 'EpochTime'),
      says: ['denies'],
    },
  ],
});
