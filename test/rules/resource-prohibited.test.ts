import { ruleTest } from '../support/ruleTest.ts';

const S = '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"';

ruleTest('resource-prohibited', {
  clean: [S],
  flagged: [
    { policy: `${S}, «"Resource"»: "*"`, says: ['prohibited'], fixed: S },
    { policy: `«"Resource"»: ["*"], ${S}`, says: ['prohibited'], fixed: S },
    { policy: `${S}, «"NotResource"»: "*"`, says: ['prohibited'] },
  ],
});
