import { own } from '../text/own.ts';
// IAM's own words. Rules and features take them from here or from the catalogue, never as literals of their own.

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'] as const;
export const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const;
export type PolicyElement = (typeof POLICY_ELEMENTS)[number];
export type StatementElement = (typeof STATEMENT_ELEMENTS)[number];

export const VERSION = '2012-10-17';
export const OLD_VERSION = '2008-10-17';

export const EFFECTS = ['Allow', 'Deny'] as const;
export type Effect = (typeof EFFECTS)[number];

export const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
export type PrincipalType = (typeof PRINCIPAL_TYPES)[number];

export const ASSUME_ROLE = 'sts:AssumeRole';
export const ASSUME_ROLE_WITH_SAML = 'sts:AssumeRoleWithSAML';
export const ASSUME_ROLE_WITH_WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';
export const TAG_SESSION = 'sts:TagSession';
export const SET_SOURCE_IDENTITY = 'sts:SetSourceIdentity';
export const SET_CONTEXT = 'sts:SetContext';

/** The actions that let somebody into a role; each fits one kind of principal. */
export const ASSUME_ACTIONS = [ASSUME_ROLE, ASSUME_ROLE_WITH_SAML, ASSUME_ROLE_WITH_WEB_IDENTITY] as const;
/** What a caller may need beside it; they let nobody in by themselves. */
export const COMPANION_ACTIONS = [TAG_SESSION, SET_SOURCE_IDENTITY, SET_CONTEXT] as const;
/** Every action that means something in a trust policy. */
export const TRUST_ACTIONS = [...ASSUME_ACTIONS, ...COMPANION_ACTIONS] as const;

export const STRING_EQUALS = 'StringEquals';
export const STRING_LIKE = 'StringLike';

export const KEYS = {
  externalId: 'sts:ExternalId',
  roleSessionName: 'sts:RoleSessionName',
  principalArn: 'aws:PrincipalArn',
  principalAccount: 'aws:PrincipalAccount',
  principalOrgId: 'aws:PrincipalOrgID',
  principalOrgPaths: 'aws:PrincipalOrgPaths',
  principalIsAwsService: 'aws:PrincipalIsAWSService',
  principalTag: 'aws:PrincipalTag/',
  principalType: 'aws:PrincipalType',
  principalServiceName: 'aws:PrincipalServiceName',
  username: 'aws:username',
  userId: 'aws:userid',
  mfaPresent: 'aws:MultiFactorAuthPresent',
  mfaAge: 'aws:MultiFactorAuthAge',
  sourceIp: 'aws:SourceIp',
  sourceVpc: 'aws:SourceVpc',
  sourceVpce: 'aws:SourceVpce',
  sourceAccount: 'aws:SourceAccount',
  sourceArn: 'aws:SourceArn',
  sourceOrgId: 'aws:SourceOrgID',
  sourceOrgPaths: 'aws:SourceOrgPaths',
  tagKeys: 'aws:TagKeys',
  transitiveTagKeys: 'sts:TransitiveTagKeys',
  currentTime: 'aws:CurrentTime',
  epochTime: 'aws:EpochTime',
  samlAudience: 'SAML:aud',
  stsSourceIdentity: 'sts:SourceIdentity',
} as const;

/** Audience that GitHub's and EKS's clients ask for when they call AWS. */
export const STS_AUDIENCE = 'sts.amazonaws.com';
/** Sign-in address that SAML responses are sent to, in the aws partition. */
export const SAML_AUDIENCE = 'https://signin.aws.amazon.com/saml';

/** Sign-in addresses by partition. https://docs.aws.amazon.com/general/latest/gr/signin-service.html */
const SAML_AUDIENCES: Readonly<Record<string, string>> = {
  aws: SAML_AUDIENCE,
  'aws-us-gov': 'https://signin.amazonaws-us-gov.com/saml',
  'aws-cn': 'https://signin.amazonaws.cn/saml',
};

/** The sign-in address of a partition; undefined where it is not known. */
export function samlAudience(partition: string): string | undefined {
  return own(SAML_AUDIENCES, partition);
}

/** Whether two names are the same where IAM ignores case: actions and condition keys. */
export function sameName(a: string, b: string): boolean {
  return a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
}
