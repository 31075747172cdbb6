import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, more = ''): string =>
  `"Effect": "Allow", "Principal": {${principal}}, "Action": "sts:AssumeRole"${more}`;

ruleTest('principal-wildcard', {
  clean: [
    s('"AWS": "*"'),
    s('"AWS": "111122223333"'),
    s('"AWS": "${PATTERN*}"'),
    s('"Federated": "arn:aws:iam::111122223333:saml-provider/*"'),
  ],
  flagged: [
    {
      policy: s('"AWS": «"arn:aws:iam::111122223333:role/dev-*"»'),
      says: ['arn'],
      fixed: s(
        '"AWS": "arn:aws:iam::111122223333:root"',
        ', "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/dev-*"}}',
      ),
    },
    { policy: s('"AWS": «"arn:aws:iam::*:root"»'), says: ['arn'], fixed: null },
    { policy: s('"AWS": ["444455556666", «"arn:aws:iam::111122223333:role/?"»]'), says: ['arn'], fixed: null },
    { policy: s('"Service": «"*.amazonaws.com"»'), says: ['service'], fixed: null },
    { policy: s('"Service": «"*"»'), says: ['service'] },
  ],
});
