import { ruleTest } from '../support/ruleTest.ts';

const ROLE = '"arn:aws:iam::111122223333:role/ops"';

ruleTest('principal-not-principal', {
  clean: ['"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"'],
  flagged: [
    {
      policy: `"Effect": "Deny", «"NotPrincipal"»: {"AWS": ${ROLE}}, "Action": "sts:AssumeRole"`,
      says: ['deny'],
      fixed: `"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"ArnNotEquals": {"aws:PrincipalArn": ${ROLE}}}`,
    },
    {
      policy: '"Effect": "Deny", «"NotPrincipal"»: {"AWS": "111122223333"}, "Action": "sts:AssumeRole"',
      says: ['deny'],
      fixed: null,
    },
    {
      policy: `"Effect": "Allow", «"NotPrincipal"»: {"AWS": ${ROLE}}, "Action": "sts:AssumeRole"`,
      says: ['allow'],
      fixed: null,
    },
  ],
});
