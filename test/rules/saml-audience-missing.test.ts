import { ruleTest } from '../support/ruleTest.ts';

const s = (provider: string, condition?: string, action = 'sts:AssumeRoleWithSAML'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${provider}}, "Action": "${action}"${condition === undefined ? '' : `, "Condition": ${condition}`}`;
const CORP = '"arn:aws:iam::111122223333:saml-provider/Corp"';

ruleTest('saml-audience-missing', {
  clean: [
    s(CORP, '{"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}'),
    s(CORP, '{"StringEquals": {"saml:AUD": "${AUDIENCE}"}}'),
    s(CORP, '{"StringEqualsIfExists": {"SAML:aud": "x"}}'),
    s(CORP, '${CONDITION}'),
    s(CORP, undefined, 'sts:TagSession'),
    s('"${PROVIDER}"'),
    s(CORP).replace('Allow', 'Deny'),
  ],
  flagged: [
    {
      policy: s(`«${CORP}»`),
      says: ['missing'],
      fixed: s(CORP, '{"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}'),
    },
    {
      policy: s('«"arn:aws-cn:iam::111122223333:saml-provider/Corp"»', '{"StringEquals": {"SAML:iss": "x"}}'),
      says: ['missing'],
      fixed: s(
        '"arn:aws-cn:iam::111122223333:saml-provider/Corp"',
        '{"StringEquals": {"SAML:iss": "x", "SAML:aud": "https://signin.amazonaws.cn/saml"}}',
      ),
    },
    // No audience meets both.
    {
      policy: s(`«${CORP}»`, '{"StringEquals": {"gitlab.com:aud": "x"}, "StringEqualsIfExists": {"SAML:aud": "y"}}'),
      says: ['missing'],
      fixed: null,
    },
    { policy: s('«"arn:aws-iso:iam::111122223333:saml-provider/Corp"»'), says: ['missing'], fixed: null },
  ],
});
