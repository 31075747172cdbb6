import { ruleTest } from '../support/ruleTest.ts';

const of = (length: number, key = '"Statement"'): string =>
  `{"Version":"2012-10-17",${key}:{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/${'a'.repeat(length)}"},"Action":"sts:AssumeRole"}}`;

ruleTest('policy-too-large', {
  clean: [
    of(1600),
    { policy: of(2000), config: { quota: 4096 } },
    of(1600).replace('"Statement"', `${' '.repeat(3000)}"Statement"`), // white space does not count
    // What an intrinsic becomes has another length.
    of(2000).replace('"Effect"', '"Condition": {"StringEquals": {"aws:PrincipalOrgID": {"Ref": "Org"}}}, "Effect"'),
  ],
  flagged: [
    { policy: of(1800, '«"Statement"»'), says: ['near'], level: 'information', fixed: null },
    { policy: of(2000, '«"Statement"»'), says: ['above'], level: 'warning', mentions: '2048' },
    { policy: of(2000, '«"Statement"»'), config: { quota: 2300 }, says: ['near'] },
    { policy: of(8200, '«"Statement"»'), says: ['most'], level: 'error' },
  ],
});
