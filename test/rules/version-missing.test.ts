import { ruleTest } from '../support/ruleTest.ts';

const S = '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"';

ruleTest('version-missing', {
  clean: [S, `{"version": "2012-10-17", "Statement": [{${S}}]}`, `{"Statement": [{${S}}]} x {`],
  flagged: [
    {
      policy: `{\n    «"Statement"»: [{${S}}]\n}`,
      says: ['missing'],
      level: 'warning',
      fixed: `{\n    "Version": "2012-10-17",\n    "Statement": [{${S}}]\n}`,
    },
    {
      policy: `{«"Statement"»: [{${S}, "Condition": {"StringLike": {"sts:RoleSessionName": "\${aws:username}"}}}]}`,
      says: ['variables'],
      level: 'error',
    },
    { policy: '«{»}', says: ['missing'], fixed: '{"Version": "2012-10-17"}' },
  ],
});
