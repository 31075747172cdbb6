import { ruleTest } from '../support/ruleTest.ts';

const GITHUB = '"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"';
const K = 'token.actions.githubusercontent.com';
const s = (condition: string | undefined, provider = GITHUB, action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${provider}}, "Action": "${action}"${condition === undefined ? '' : `, "Condition": {${condition}}`}`;
const aud = (value: string, operator = 'StringEquals'): string => s(`"${operator}": {"${K}:aud": ${value}}`);
const EKS = 'oidc.eks.eu-west-1.amazonaws.com/id/ABC';

ruleTest('oidc-audience-value', {
  clean: [
    aud('"sts.amazonaws.com"'),
    aud('"my-own-audience"'),
    aud('"<AUDIENCE>"'),
    aud('"https://github.com/octo-org"', 'StringNotEquals'),
    s('"StringEquals": {"gitlab.com:aud": "anything"}', '"arn:aws:iam::111122223333:oidc-provider/gitlab.com"'),
    s(`"StringEquals": {"${EKS}:aud": "sts.amazonaws.com"}`, `"arn:aws:iam::111122223333:oidc-provider/${EKS}"`),
  ],
  flagged: [
    {
      policy: aud('«"https://github.com/octo-org"»'),
      says: ['unusual'],
      level: 'warning',
      fixed: aud('"sts.amazonaws.com"'),
    },
    { policy: aud('["sts.amazonaws.com", «"repo:octo-org/octo-repo:*"»]'), says: ['subject'] },
    {
      policy: s(
        `"StringEquals": {"${EKS}:aud": «"system:serviceaccount:shop:checkout"»}`,
        `"arn:aws:iam::111122223333:oidc-provider/${EKS}"`,
      ),
      says: ['subject'],
    },
  ],
});
