import { ruleTest } from '../support/ruleTest.ts';

const s = (audience: string, partition = 'aws'): string =>
  `"Effect": "Allow", "Principal": {"Federated": "arn:${partition}:iam::111122223333:saml-provider/Corp"}, "Action": "sts:AssumeRoleWithSAML", "Condition": {"StringEquals": {"SAML:aud": ${audience}}}`;

ruleTest('saml-audience-value', {
  clean: [
    s('"https://signin.aws.amazon.com/saml"'),
    s('"https://eu-west-1.signin.aws.amazon.com/saml"'),
    s('"https://example.com/other-service"'),
    s('"https://signin.amazonaws.cn/saml"', 'aws-cn'),
    s('"${AUDIENCE}"'),
    s('["https://signin.aws.amazon.com/saml", "https://signin.amazonaws.cn/saml"]'),
    s('"https://signin.amazonaws.cn/saml"', '${PARTITION}'),
    s('"https://SIGNIN.aws.amazon.com/SAML"').replace('StringEquals', 'StringEqualsIgnoreCase'),
    s('["https://SIGNIN.aws.amazon.com/saml", "https://signin.aws.amazon.com/saml"]'),
  ],
  flagged: [
    {
      policy: s('«"https://signin.aws.amazon.com/saml/"»'),
      says: ['typo'],
      level: 'warning',
      fixed: s('"https://signin.aws.amazon.com/saml"'),
    },
    {
      policy: s('«"https://SIGNIN.aws.amazon.com/saml"»'),
      says: ['typo'],
      fixed: s('"https://signin.aws.amazon.com/saml"'),
    },
    {
      policy: s('«"https://Signin.AWS.Amazon.com/saml"»', 'aws-us-gov').replace(
        'StringEquals',
        'StringEqualsIgnoreCase',
      ),
      says: ['partition'],
      fixed: s('"https://signin.amazonaws-us-gov.com/saml"', 'aws-us-gov').replace(
        'StringEquals',
        'StringEqualsIgnoreCase',
      ),
    },
    {
      policy: s('«"https://signin.aws.amazon.com/saml"»', 'aws-cn'),
      says: ['partition'],
      fixed: s('"https://signin.amazonaws.cn/saml"', 'aws-cn'),
    },
  ],
});
