import { ruleTest } from '../support/ruleTest.ts';

const S = '"Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]';

ruleTest('version-invalid', {
  clean: [
    `{"Version": "2012-10-17", ${S}}`,
    `{"Version": "2008-10-17", ${S}}`,
    `{"Version": "\${VERSION}", ${S}}`,
    `{"Version": 2012, ${S}}`,
  ],
  flagged: [
    {
      policy: `{"Version": «"2024-06-01"», ${S}}`,
      says: ['invalid'],
      fixed: `{"Version": "2012-10-17", ${S}}`,
      mentions: '2024-06-01',
    },
    { policy: `{"Version": «""», ${S}}`, says: ['invalid'] },
  ],
});
