import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, condition = '', action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${principal}}, "Action": "${action}"${condition === '' ? '' : `, "Condition": ${condition}`}`;
const dump = (principal: string): string =>
  `{"RoleName": "sso", "Arn": "arn:aws:iam::111122223333:role/sso", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {${s(principal)}}}}`;

ruleTest('federated-provider-foreign', {
  clean: [
    s('"arn:aws:iam::111122223333:saml-provider/Corp"'),
    dump('"arn:aws:iam::111122223333:saml-provider/Corp"'),
    dump('"arn:aws:iam::<ACCOUNT>:saml-provider/Corp"'),
    dump('"accounts.google.com"'),
  ],
  flagged: [{ policy: dump('"arn:aws:iam::«444455556666»:saml-provider/Corp"'), says: ['foreign'], fixed: null }],
});
