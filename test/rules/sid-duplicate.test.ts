import { ruleTest } from '../support/ruleTest.ts';

const s = (sid: string): string =>
  `"Sid": ${sid}, "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"`;

ruleTest('sid-duplicate', {
  clean: [
    `${s('"A"')}}, {${s('"B"')}`,
    `${s('""')}}, {${s('""')}`,
    `${s('"${X}"')}}, {${s('"${X}"')}`,
    `${s('"A"')}}, {${s('"a"')}`,
  ],
  flagged: [
    { policy: `${s('"A"')}}, {${s('«"A"»')}`, says: ['twice'], fixed: `${s('"A"')}}, {${s('"A2"')}` },
    {
      policy: `${s('"A"')}}, {${s('"A2"')}}, {${s('«"A"»')}`,
      says: ['twice'],
      fixed: `${s('"A"')}}, {${s('"A2"')}}, {${s('"A3"')}`,
    },
  ],
});
