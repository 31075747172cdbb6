import { ruleTest } from '../support/ruleTest.ts';

const s = (provider: string): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${provider}}, "Action": "sts:AssumeRoleWithWebIdentity"`;
const arn = (partition: string, issuer: string): string =>
  `"arn:${partition}:iam::111122223333:oidc-provider/${issuer}"`;
const ID = 'id/ABCDEF0123456789ABCDEF0123456789';

ruleTest('federated-provider-partition', {
  clean: [
    arn('aws', `oidc.eks.eu-west-1.amazonaws.com/${ID}`),
    arn('aws-us-gov', `oidc.eks.us-gov-east-1.amazonaws.com/${ID}`),
    arn('aws-cn', `oidc.eks.cn-north-1.amazonaws.com.cn/${ID}`),
    arn('aws-cn', `oidc.eks.cn-north-1.amazonaws.com/${ID}`),
    arn('aws-iso', `oidc.eks.us-iso-east-1.c2s.ic.gov/${ID}`),
    arn('aws-iso-b', `oidc.eks.us-isob-east-1.sc2s.sgov.gov/${ID}`),
    // Issuers that have no Region, or none that is known.
    arn('aws-us-gov', 'token.actions.githubusercontent.com'),
    arn('aws-cn', 'gitlab.com'),
    arn('aws-cn', 'tokens.us-east-1.shop.example'),
    arn('aws-us-gov', `oidc.eks.<REGION>.amazonaws.com/${ID}`),
    arn('<PARTITION>', `oidc.eks.us-gov-east-1.amazonaws.com/${ID}`),
    arn('aws-cn', 'shop-oidc.s3.amazonaws.com/cluster'),
    arn('aws-cn', 'a1faa616-d595-447d-bdfd-64b774ab199c.tokens.sts.global.api.aws'),
    // The Region is wrong first.
    arn('aws', `oidc.eks.us-gov-nowhere-1.amazonaws.com/${ID}`),
    '"arn:aws:iam::111122223333:saml-provider/us-gov-west-1.amazonaws.com"',
  ].map(s),
  flagged: [
    {
      policy: s(`«${arn('aws', `oidc.eks.us-gov-east-1.amazonaws.com/${ID}`)}»`),
      says: ['other'],
      level: 'information',
      mentions: 'aws-us-gov',
      fixed: s(arn('aws-us-gov', `oidc.eks.us-gov-east-1.amazonaws.com/${ID}`)),
    },
    {
      policy: s(`«${arn('aws', `oidc.eks.cn-northwest-1.amazonaws.com.cn/${ID}`)}»`),
      says: ['other'],
      fixed: s(arn('aws-cn', `oidc.eks.cn-northwest-1.amazonaws.com.cn/${ID}`)),
    },
    {
      policy: s(`«${arn('aws-cn', `oidc-eks.eu-west-1.api.aws/${ID}`)}»`),
      says: ['other'],
      fixed: s(arn('aws', `oidc-eks.eu-west-1.api.aws/${ID}`)),
    },
    {
      policy: s(`«${arn('aws', 'cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_AbCdEfGhI')}»`),
      says: ['other'],
    },
    { policy: s(`«${arn('aws-us-gov', 'shop-oidc.s3.us-west-2.amazonaws.com/cluster')}»`), says: ['other'] },
    { policy: s(`«${arn('aws-us-gov', 's3-us-west-2.amazonaws.com/shop-oidc')}»`), says: ['other'] },
    // What stands beside is known all the same.
    {
      policy: s('«"arn:aws:iam::<ACCOUNT>:oidc-provider/oidc.eks.us-gov-west-1.amazonaws.com/id/<ID>"»'),
      says: ['other'],
      fixed: s('"arn:aws-us-gov:iam::<ACCOUNT>:oidc-provider/oidc.eks.us-gov-west-1.amazonaws.com/id/<ID>"'),
    },
  ],
});
