import { oidcProviders } from '../catalogue/oidcProviders.ts';
import { externalIdPlaceholder } from '../catalogue/vendorAccounts.ts';
import { COMMON_SERVICES } from '../catalogue/servicePrincipals.ts';
import {
  ASSUME_ROLE,
  ASSUME_ROLE_WITH_SAML,
  KEYS,
  SAML_AUDIENCE,
  SET_SOURCE_IDENTITY,
  STRING_EQUALS,
  TAG_SESSION,
} from '../iam/vocabulary.ts';
import { oidcStatement } from './oidcTemplate.ts';
import { stop, type TabStop, type Template, type TemplateText } from '../tree/template.ts';

/** A kind of trust with places to fill in: offered where a policy or statement is due, and as a snippet. */
export interface TrustTemplate {
  /** What a person would type: the snippet's prefix. */
  readonly prefix: string;
  readonly label: string;
  readonly detail: string;
  readonly statements: readonly Template[];
}

/** What the templates are filled with as far as it is known. */
export interface TemplateContext {
  /** Ids of the reader's own accounts. */
  readonly accounts: readonly string[];
  /** A fresh random identifier; undefined leaves a place for it. */
  readonly random: (() => string) | undefined;
}

type Part = string | TabStop;

/** Every template, the most used first. */
export function trustTemplates(context: TemplateContext): readonly TrustTemplate[] {
  const account = (n: number): TabStop =>
    context.accounts.length
      ? {
          stop: n,
          text: context.accounts[0] ?? '',
          ...(context.accounts.length > 1 ? { choices: context.accounts } : {}),
        }
      : { stop: n, text: 'ACCOUNT_ID' };
  const arn = (n: number, ...resource: readonly Part[]): TemplateText => ({
    parts: ['arn:aws:iam::', account(n), ':', ...resource],
  });
  const externalId = (n: number): TemplateText => stop(n, context.random?.() ?? 'EXTERNAL_ID');
  const allow = (principal: Template, action: Template, condition?: Template): Template => ({
    Effect: 'Allow',
    Principal: principal,
    Action: action,
    ...(condition === undefined ? {} : { Condition: condition }),
  });
  const one = (prefix: string, label: string, detail: string, ...statements: Template[]): TrustTemplate => ({
    prefix,
    label,
    detail,
    statements,
  });
  const role = arn(1, 'role/', { stop: 2, text: 'ROLE_NAME' });
  const whole = arn(1, 'root');
  const vendor: TemplateText = { parts: ['arn:aws:iam::', { stop: 1, text: 'THIRD_PARTY_ACCOUNT' }, ':root'] };
  const oidc = (id: string, prefix: string, label: string, detail: string, subject?: string): TrustTemplate[] => {
    const provider = oidcProviders().find((p) => p.id === id);
    return provider ? [one(prefix, label, detail, oidcStatement(provider, account(1), subject))] : [];
  };
  return [
    one(
      'trust-service',
      'An AWS service',
      'EC2, Lambda, ECS tasks, …',
      allow({ Service: stop(1, COMMON_SERVICES[0] ?? '', COMMON_SERVICES) }, ASSUME_ROLE),
    ),
    one('trust-role', 'A role', 'Of the same account, or of another one of yours', allow({ AWS: role }, ASSUME_ROLE)),
    one(
      'trust-account',
      'An account',
      'A whole AWS account: its administrators decide who enters',
      allow({ AWS: whole }, ASSUME_ROLE),
    ),
    one(
      'trust-vendor',
      'A provider’s account',
      'Another company’s account that sends the ExternalId agreed on',
      allow({ AWS: vendor }, ASSUME_ROLE, {
        [STRING_EQUALS]: { [KEYS.externalId]: stop(2, externalIdPlaceholder()) },
      }),
    ),
    ...oidc(
      'github-actions',
      'trust-github',
      'GitHub Actions',
      'Workflows of one repository, on one branch',
      'repo:{owner}/{repo}:ref:refs/heads/{branch}',
    ),
    ...oidc(
      'github-actions',
      'trust-github-environment',
      'GitHub Actions, environment',
      'Jobs of one repository that name an environment',
      'repo:{owner}/{repo}:environment:{environment}',
    ),
    ...oidc(
      'github-actions',
      'trust-github-tag',
      'GitHub Actions, tag',
      'Workflows of one repository that a tag starts',
      'repo:{owner}/{repo}:ref:refs/tags/{tag}',
    ),
    ...oidc(
      'github-actions',
      'trust-github-pull-request',
      'GitHub Actions, pull requests',
      'Pull requests of one repository: for read-only roles',
      'repo:{owner}/{repo}:pull_request',
    ),
    ...oidc(
      'github-actions',
      'trust-github-ids',
      'GitHub Actions, immutable subject',
      'One repository by name and id, so that nobody can take its name over',
      'repo:{owner}@{ownerId}/{repo}@{repoId}:ref:refs/heads/{branch}',
    ),
    ...oidc('eks-irsa', 'trust-eks', 'An EKS service account', 'Pods of one Kubernetes service account (IRSA)'),
    one(
      'trust-pod-identity',
      'EKS Pod Identity',
      'Pods, through an association of the cluster',
      allow({ Service: 'pods.eks.amazonaws.com' }, [ASSUME_ROLE, TAG_SESSION]),
    ),
    one(
      'trust-saml',
      'A SAML provider',
      'People who sign in through Okta, Entra ID, AD FS, …',
      allow({ Federated: arn(1, 'saml-provider/', { stop: 2, text: 'PROVIDER_NAME' }) }, ASSUME_ROLE_WITH_SAML, {
        [STRING_EQUALS]: { [KEYS.samlAudience]: SAML_AUDIENCE },
      }),
    ),
    one(
      'trust-identity-center',
      'IAM Identity Center',
      'People with a permission set in an account',
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
      'An organization',
      'Every account of your AWS organization',
      allow({ AWS: '*' }, ASSUME_ROLE, { [STRING_EQUALS]: { [KEYS.principalOrgId]: stop(1, '<ORG_ID>') } }),
    ),
    one(
      'trust-mfa',
      'People with MFA',
      'People of an account who signed in with MFA within the last hour',
      allow({ AWS: whole }, ASSUME_ROLE, {
        Bool: { [KEYS.mfaPresent]: 'true' },
        NumericLessThan: { [KEYS.mfaAge]: stop(2, '3600') },
      }),
    ),
    one(
      'trust-temporary',
      'For a time',
      'A role, between two days',
      allow({ AWS: role }, ASSUME_ROLE, {
        DateGreaterThan: { [KEYS.currentTime]: { parts: [{ stop: 3, text: '<FIRST_DAY>' }, 'T00:00:00Z'] } },
        DateLessThan: { [KEYS.currentTime]: { parts: [{ stop: 4, text: '<LAST_DAY>' }, 'T23:59:59Z'] } },
      }),
    ),
    one(
      'trust-conditions',
      'On conditions',
      'An account that sends an ExternalId, from known addresses, with MFA',
      allow({ AWS: whole }, ASSUME_ROLE, {
        [STRING_EQUALS]: { [KEYS.externalId]: externalId(2) },
        IpAddress: { [KEYS.sourceIp]: stop(3, '203.0.113.0/24') },
        Bool: { [KEYS.mfaPresent]: 'true' },
      }),
    ),
    one(
      'trust-source',
      'A service, for your account only',
      'A service that works for a resource of yours (confused deputy)',
      allow(
        {
          Service: stop(1, 'scheduler.amazonaws.com', [
            'scheduler.amazonaws.com',
            'sns.amazonaws.com',
            's3.amazonaws.com',
          ]),
        },
        ASSUME_ROLE,
        {
          [STRING_EQUALS]: { [KEYS.sourceAccount]: { parts: [account(2)] } },
        },
      ),
    ),
    one(
      'trust-several',
      'Several principals',
      'Two roles, and a service in a statement of its own',
      allow({ AWS: [role, arn(1, 'role/', { stop: 3, text: 'OTHER_ROLE_NAME' })] }, ASSUME_ROLE),
      allow({ Service: stop(4, COMMON_SERVICES[0] ?? '', COMMON_SERVICES) }, ASSUME_ROLE),
    ),
    one(
      'trust-roles-anywhere',
      'IAM Roles Anywhere',
      'Workloads outside AWS, with a certificate of a trust anchor',
      allow({ Service: 'rolesanywhere.amazonaws.com' }, [ASSUME_ROLE, TAG_SESSION, SET_SOURCE_IDENTITY], {
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
    ...oidc('gitlab-com', 'trust-gitlab', 'GitLab CI/CD', 'Pipelines of one project, on one branch'),
    ...oidc(
      'bitbucket-pipelines',
      'trust-bitbucket',
      'Bitbucket Pipelines',
      'Steps of one repository that deploy to an environment',
    ),
    ...oidc('circleci', 'trust-circleci', 'CircleCI', 'Jobs of one project'),
    ...oidc('buildkite', 'trust-buildkite', 'Buildkite', 'Jobs of one pipeline, on one branch'),
    ...oidc('hcp-terraform', 'trust-terraform', 'HCP Terraform', 'Runs of one workspace'),
    ...oidc('google', 'trust-google', 'Google', 'One service account of Google Cloud'),
    ...oidc('cognito-identity-pool', 'trust-cognito', 'Amazon Cognito', 'Signed-in users of one identity pool'),
    ...oidc('auth0', 'trust-auth0', 'Auth0', 'One application of an Auth0 tenant'),
    ...oidc('okta', 'trust-okta', 'Okta (OIDC)', 'One user or application of an Okta authorization server'),
    ...oidc('generic', 'trust-oidc', 'Any other OIDC provider', 'One subject of an issuer of your own'),
    one(
      'trust-deny',
      'An account, with a Deny around it',
      'Keeps out who is not of your organization, whatever else lets them in',
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
