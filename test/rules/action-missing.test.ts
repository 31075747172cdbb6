import { ruleTest } from '../support/ruleTest.ts';

ruleTest('action-missing', {
  clean: [
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}}], "Action": "sts:AssumeRole"}',
    '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
    '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Actions": "sts:AssumeRole"',
    '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "NotAction": "sts:TagSession"',
  ],
  flagged: [
    {
      policy: '«"Effect"»: "Allow", "Principal": {"Service": "ec2.amazonaws.com"}',
      says: ['missing'],
      fixed: '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
    },
    {
      policy: '«"Effect"»: "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}',
      says: ['missing'],
      fixed:
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}, "Action": "sts:AssumeRoleWithSAML"',
    },
    { policy: '«"Effect"»: "Allow", "Principal": {"Federated": "<PROVIDER>"}', says: ['missing'], fixed: null },
  ],
});
