import { ruleTest } from '../support/ruleTest.ts';

const trust = (principal: string): string =>
  `"Effect": "Allow", "Principal": {${principal}}, "Action": "sts:AssumeRole"`;

ruleTest('principal-account-invalid', {
  clean: [
    trust('"AWS": "111122223333"'),
    trust('"AWS": "arn:aws:iam::000000000012:root"'),
    trust('"AWS": "arn:aws:iam::<ACCOUNT>:root"'),
    trust('"AWS": "arn:aws:iam::1234${SUFFIX}:root"'),
    trust('"AWS": "AROAEXAMPLEID1234567"'),
    trust('"Federated": "accounts.google.com"'),
    trust('"Service": "ec2.amazonaws.com"'),
  ],
  flagged: [
    { policy: trust('"AWS": "«12345678901»"'), says: ['digits'], mentions: 'has 11', fixed: null },
    { policy: trust('"AWS": "arn:aws:iam::«1111222233334»:role/deploy"'), says: ['digits'] },
    { policy: trust('"AWS": ["111122223333", "arn:aws:sts::«12»:assumed-role/a/b"]'), says: ['digits'] },
    { policy: trust('"Federated": "arn:aws:iam::«12345678901»:saml-provider/Corp"'), says: ['digits'] },
  ],
});
