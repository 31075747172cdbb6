import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string): string =>
  `"Effect": "Allow", "Principal": {"AWS": ${principal}}, "Action": "sts:AssumeRole"`;

ruleTest('principal-orphaned', {
  clean: [s('"111122223333"'), s('"arn:aws:iam::111122223333:role/AROAJQABLZS4A3QDU576Q"'), s('"AROA"')],
  flagged: [
    { policy: s('«"AROAJQABLZS4A3QDU576Q"»'), says: ['gone'], mentions: 'deleted role', fixed: null },
    { policy: s('["111122223333", «"AIDAJQABLZS4A3QDU576Q"»]'), says: ['gone'], mentions: 'deleted user' },
  ],
});
