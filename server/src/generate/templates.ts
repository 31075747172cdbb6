import { externalIdPlaceholder } from '../catalogue/vendorAccounts.ts';
import { COMMON_SERVICES, POD_IDENTITY, ROLES_ANYWHERE, servicePrincipal } from '../catalogue/servicePrincipals.ts';
import {
  ASSUME_ROLE,
  ASSUME_ROLE_WITH_SAML,
  KEYS,
  SAML_AUDIENCE,
  SET_SOURCE_IDENTITY,
  STRING_EQUALS,
  TAG_SESSION,
} from '../iam/vocabulary.ts';
import { listedProviders, type ListedProvider } from '../providers/records.ts';
import { oidcStatement } from './oidcTemplate.ts';
import { templateWords, SEARCH_WORDS } from './searchWords.ts';
import {
  accountPlace,
  allow,
  sourceAccount,
  THIRD_PARTY,
  vendorStatement,
  type TemplateContext,
  type TrustTemplate,
} from './templateParts.ts';
import { stop, type TabStop, type Template, type TemplateText } from '../tree/template.ts';

/** Common services that say for which account they call. */
const SOURCE_SENDERS = COMMON_SERVICES.filter((name) => servicePrincipal(name)?.sends.sourceAccount === true);

type Part = string | TabStop;

/** Every template, the most used first. */
export function trustTemplates(context: TemplateContext): readonly TrustTemplate[] {
  const account = (n: number): TabStop => accountPlace(context, n);
  const arn = (n: number, ...resource: readonly Part[]): TemplateText => ({
    parts: ['arn:aws:iam::', account(n), ':', ...resource],
  });
  const externalId = (n: number): TemplateText => stop(n, context.random?.() ?? 'EXTERNAL_ID');
  const one = (
    prefix: string,
    label: string,
    detail: string,
    words: string,
    ...statements: Template[]
  ): TrustTemplate => ({ prefix, label, detail, words, statements });
  const role = arn(1, 'role/', { stop: 2, text: 'ROLE_NAME' });
  const whole = arn(1, 'root');
  const oidc = ({ record, row }: ListedProvider): readonly TrustTemplate[] =>
    record.templates.map(({ id, label, detail, subject }) =>
      one(id, label, detail, templateWords(record), oidcStatement(row, account(1), subject)),
    );
  const [first, second, ...others] = listedProviders.filter(({ record }) => record.templates.length);
  return [
    one(
      'trust-service',
      'AWS service',
      'EC2, Lambda, ECS tasks and others',
      SEARCH_WORDS.service,
      allow({ Service: stop(1, COMMON_SERVICES[0] ?? '', COMMON_SERVICES) }, ASSUME_ROLE),
    ),
    one(
      'trust-role',
      'IAM role',
      'A role in this account or another account of yours',
      SEARCH_WORDS.principal,
      allow({ AWS: role }, ASSUME_ROLE),
    ),
    one(
      'trust-account',
      'AWS account',
      'A whole account: its administrators decide who can assume the role',
      'account cross crossaccount xaccount same own external partner customer root',
      allow({ AWS: whole }, ASSUME_ROLE),
    ),
    one(
      'trust-vendor',
      'SaaS vendor',
      'A third party such as Datadog or Vanta, with an external ID',
      SEARCH_WORDS.vendor,
      vendorStatement({ parts: ['arn:aws:iam::', THIRD_PARTY, ':root'] }, 2, externalIdPlaceholder()),
    ),
    ...[first, second].flatMap((p) => (p ? oidc(p) : [])),
    one(
      'trust-pod-identity',
      'EKS Pod Identity',
      'Pods, through a pod identity association',
      SEARCH_WORDS.podIdentity,
      allow({ Service: POD_IDENTITY }, [ASSUME_ROLE, TAG_SESSION]),
    ),
    one(
      'trust-saml',
      'SAML identity provider',
      'People who sign in through Okta, Entra ID, AD FS and others',
      SEARCH_WORDS.saml,
      allow({ Federated: arn(1, 'saml-provider/', { stop: 2, text: 'PROVIDER_NAME' }) }, ASSUME_ROLE_WITH_SAML, {
        [STRING_EQUALS]: { [KEYS.samlAudience]: SAML_AUDIENCE },
      }),
    ),
    one(
      'trust-identity-center',
      'IAM Identity Center',
      'People with a permission set in an account',
      SEARCH_WORDS.identityCenter,
      allow({ AWS: whole }, ASSUME_ROLE, {
        ArnLike: {
          [KEYS.principalArn]: arn(
            1,
            'role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_',
            { stop: 2, text: 'PERMISSION_SET' },
            '_*',
          ),
        },
      }),
    ),
    one(
      'trust-organization',
      'AWS organization',
      'Every account in your AWS organization',
      SEARCH_WORDS.organization,
      allow({ AWS: '*' }, ASSUME_ROLE, { [STRING_EQUALS]: { [KEYS.principalOrgId]: stop(1, '<ORG_ID>') } }),
    ),
    one(
      'trust-mfa',
      'IAM users with MFA',
      'IAM users of an account who signed in with MFA within the last hour',
      'mfa multi factor people user',
      allow({ AWS: whole }, ASSUME_ROLE, {
        Bool: { [KEYS.mfaPresent]: 'true' },
        NumericLessThan: { [KEYS.mfaAge]: stop(2, '3600') },
      }),
    ),
    one(
      'trust-temporary',
      'Time-limited access',
      'A role, between two dates',
      'temporary time limited date until expire expiring',
      allow({ AWS: role }, ASSUME_ROLE, {
        DateGreaterThan: { [KEYS.currentTime]: { parts: [{ stop: 3, text: '<FIRST_DAY>' }, 'T00:00:00Z'] } },
        DateLessThan: { [KEYS.currentTime]: { parts: [{ stop: 4, text: '<LAST_DAY>' }, 'T23:59:59Z'] } },
      }),
    ),
    one(
      'trust-conditions',
      'Several conditions',
      'An account that passes an external ID, from known addresses, with MFA',
      'conditions ip address external id externalid',
      allow({ AWS: whole }, ASSUME_ROLE, {
        [STRING_EQUALS]: { [KEYS.externalId]: externalId(2) },
        IpAddress: { [KEYS.sourceIp]: stop(3, '203.0.113.0/24') },
        Bool: { [KEYS.mfaPresent]: 'true' },
      }),
    ),
    one(
      'trust-source',
      'AWS service for your account only',
      'A service that acts for your resources, not for those of other accounts',
      'service confused deputy source account sourceaccount',
      allow(
        {
          Service: stop(1, SOURCE_SENDERS[0] ?? '', SOURCE_SENDERS),
        },
        ASSUME_ROLE,
        sourceAccount(account(2)),
      ),
    ),
    one(
      'trust-several',
      'Several principals',
      'Two roles, and a service in a separate statement',
      'several multiple roles service',
      allow({ AWS: [role, arn(1, 'role/', { stop: 3, text: 'OTHER_ROLE_NAME' })] }, ASSUME_ROLE),
      allow({ Service: stop(4, COMMON_SERVICES[0] ?? '', COMMON_SERVICES) }, ASSUME_ROLE),
    ),
    one(
      'trust-roles-anywhere',
      'IAM Roles Anywhere',
      'Workloads outside AWS, with a certificate from a trust anchor',
      SEARCH_WORDS.rolesAnywhere,
      allow({ Service: ROLES_ANYWHERE }, [ASSUME_ROLE, TAG_SESSION, SET_SOURCE_IDENTITY], {
        ArnEquals: {
          [KEYS.sourceArn]: {
            parts: [
              'arn:aws:rolesanywhere:',
              { stop: 1, text: 'REGION' },
              ':',
              account(2),
              ':trust-anchor/',
              { stop: 3, text: 'TRUST_ANCHOR_ID' },
            ],
          },
        },
      }),
    ),
    ...others.flatMap(oidc),
    one(
      'trust-deny',
      'AWS account with a Deny',
      'Also denies everyone outside your organization, whatever else allows them',
      'deny organization org guardrail',
      allow({ AWS: whole }, ASSUME_ROLE, { [STRING_EQUALS]: { [KEYS.externalId]: externalId(2) } }),
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: ASSUME_ROLE,
        Condition: { StringNotEquals: { [KEYS.principalOrgId]: stop(3, '<ORG_ID>') } },
      },
    ),
  ];
}
