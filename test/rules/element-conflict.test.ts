import { ruleTest } from '../support/ruleTest.ts';

const S = '"Effect": "Deny", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"';

ruleTest('element-conflict', {
  clean: [S, '"Effect": "Deny", "Principal": {"AWS": "111122223333"}, "NotAction": "sts:TagSession"'],
  flagged: [
    { policy: `${S}, «"NotAction"»: "sts:TagSession"`, says: ['both'], fixed: null },
    { policy: `"NotPrincipal": {"AWS": "444455556666"}, ${S.replace('"Principal"', '«"Principal"»')}`, says: ['both'] },
  ],
});
