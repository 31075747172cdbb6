import { ruleTest } from '../support/ruleTest.ts';

const s = (version: string, value: string): string =>
  `{"Version": ${version}, "Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"StringLike": {"sts:RoleSessionName": "${value}"}}}]}`;

ruleTest('version-old', {
  clean: [s('"2012-10-17"', 'x'), s('"2024-01-01"', 'x'), s('"${VERSION}"', 'x')],
  flagged: [
    { policy: s('«"2008-10-17"»', 'x'), says: ['old'], level: 'information', fixed: s('"2012-10-17"', 'x') },
    { policy: s('«"2008-10-17"»', '${aws:username}'), says: ['variables'], level: 'error' },
  ],
});
