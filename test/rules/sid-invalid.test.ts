import { ruleTest } from '../support/ruleTest.ts';

const s = (sid: string): string =>
  `"Sid": ${sid}, "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"`;

ruleTest('sid-invalid', {
  clean: [s('"LetEc2In1"'), s('""'), s('"${SID}"')],
  flagged: [
    { policy: s('«"let-ec2 in"»'), says: ['characters'], fixed: s('"letec2in"'), mentions: '-' },
    { policy: s('«"a b"»'), says: ['characters'], mentions: 'a space' },
    { policy: s('«"---"»'), says: ['characters'], fixed: null },
    { policy: `${s('«"a-b"»')}}, {${s('"ab"')}`, says: ['characters'], fixed: null },
  ],
});
