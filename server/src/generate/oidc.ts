import {
  isAudienceOf,
  isRetired,
  oidcProvider,
  oidcProviders,
  type FoundProvider,
  type OidcProvider,
} from '../catalogue/oidcProviders.ts';
import { isRegionName } from '../iam/partitions.ts';
import { readSubject } from '../policy/oidcSubject.ts';
import { own } from '../text/own.ts';
import { plain } from '../tree/template.ts';
import { textAnswer, type Answers } from './answers.ts';
import { accountId, ofToken, readAccount } from './answerChecks.ts';
import { issuerParts, oidcStatement } from './oidcTemplate.ts';
import type { StatementValue, TextQuestion, TrustKind } from './steps.ts';

/** How a part of an issuer, audience or subject is asked for. */
interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  /** Parts of subjects have their own; a pattern is anchored. */
  readonly pattern?: Pick<RegExp, 'test'>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const QUESTIONS: Readonly<Record<string, Question>> = {
  region: {
    title: 'In which Region is the cluster?',
    prompt: 'As in the issuer of the cluster.',
    placeholder: 'eu-west-1',
    pattern: { test: isRegionName },
  },
  clusterId: {
    title: 'Which id does the cluster’s issuer have?',
    prompt: 'What follows /id/ in the cluster’s OpenID Connect provider URL.',
    placeholder: 'EXAMPLED539D4633E53DE1B71EXAMPLE',
    pattern: /^[A-Z0-9]{32}$/,
  },
  namespace: { title: 'Which namespace?', prompt: 'The Kubernetes namespace.', placeholder: 'shop' },
  serviceAccount: {
    title: 'Which service account?',
    prompt: 'The Kubernetes service account.',
    placeholder: 'checkout',
  },
  group: {
    title: 'Which group?',
    prompt: 'The path of the group or user, subgroups included.',
    placeholder: 'acme/platform',
  },
  project: { title: 'Which project?', prompt: 'Its path without the group.', placeholder: 'shop' },
  branch: { title: 'Which branch?', prompt: 'Its name without refs/heads/.', placeholder: 'main' },
  workspace: { title: 'Which workspace?', prompt: 'Its name.', placeholder: 'prod' },
  workspaceUuid: {
    title: 'Which id does the workspace have?',
    prompt: 'Its UUID, on the OpenID Connect page of the repository.',
    placeholder: '2c3f7a0e-1111-4222-8333-444455556666',
    pattern: UUID,
  },
  repositoryUuid: {
    title: 'Which repository?',
    prompt: 'Its UUID, without braces.',
    placeholder: '2c3f7a0e-1111-4222-8333-444455556666',
    pattern: UUID,
  },
  environmentUuid: {
    title: 'Which deployment environment?',
    prompt: 'Its UUID, without braces.',
    placeholder: '2c3f7a0e-1111-4222-8333-444455556666',
    pattern: UUID,
  },
  orgId: {
    title: 'Which organization?',
    prompt: 'Its id, a UUID, in the organization’s settings.',
    placeholder: '2c3f7a0e-1111-4222-8333-444455556666',
    pattern: UUID,
  },
  ccProjectId: {
    title: 'Which project?',
    prompt: 'Its id, a UUID, in the project’s settings.',
    placeholder: '2c3f7a0e-1111-4222-8333-444455556666',
    pattern: UUID,
  },
  bkOrg: { title: 'Which organization?', prompt: 'Its slug on Buildkite.', placeholder: 'acme' },
  pipeline: { title: 'Which pipeline?', prompt: 'Its slug.', placeholder: 'deploy' },
  organization: { title: 'Which organization?', prompt: 'Its name.', placeholder: 'acme' },
  tfProject: { title: 'Which project?', prompt: 'Its name.', placeholder: 'Default Project' },
  runPhase: {
    title: 'Which phase of a run?',
    prompt: 'plan or apply; each gets a role of its own.',
    placeholder: 'apply',
    pattern: /^(plan|apply)$/,
  },
  uniqueId: {
    title: 'Which service account of Google Cloud?',
    prompt: 'Its unique id: digits, not its e-mail address.',
    placeholder: '123456789012345678901',
    pattern: /^\d{6,30}$/,
  },
  audience: {
    title: 'Which audience?',
    prompt: 'What the token is asked for: its aud claim.',
    placeholder: 'sts.amazonaws.com',
  },
  poolId: {
    title: 'Which identity pool?',
    prompt: 'Its id.',
    placeholder: 'eu-west-1:12345678-1234-4234-8234-123456790abc',
    pattern: /^[a-z]{2}(-[a-z]+)+-\d:[0-9a-f-]{36}$/,
  },
  tenant: {
    title: 'Which tenant?',
    prompt: 'What stands before the provider’s domain.',
    placeholder: 'acme',
    pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)*$/,
  },
  auth0ClientId: {
    title: 'Which audience?',
    prompt: 'The API identifier or client id that the token is for.',
    placeholder: 'https://api.example.com',
  },
  m2mClient: {
    title: 'Which application?',
    prompt: 'The client id of the machine-to-machine application.',
    placeholder: 'AbCdEfGhIjKlMnOpQrStUvWxYz012345',
  },
  oktaClientId: {
    title: 'Which audience?',
    prompt: 'The client id or audience that the token is for.',
    placeholder: '0oa1b2c3d4e5f6g7h8i9',
  },
  oktaUser: {
    title: 'Whose tokens?',
    prompt: 'The subject: a user’s id or an application’s client id.',
    placeholder: '00u1b2c3d4e5f6g7h8i9',
  },
  issuer: {
    title: 'Which issuer?',
    prompt: 'Host and path of the issuer, without https://.',
    placeholder: 'idp.example.com/tenant',
    pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[\w.~%+@/-]*)?$/i,
  },
  subject: {
    title: 'Which subject?',
    prompt: 'The sub claim of the tokens that may come in.',
    placeholder: 'deployer',
  },
};

const ACCOUNT: TextQuestion = {
  id: 'account',
  kind: 'text',
  title: 'In which account is the role?',
  prompt: 'The identity provider must exist there.',
  placeholder: 'Account id of 12 digits',
  problem: accountId,
  read: readAccount,
};

/** A kind of trust for one provider of the catalogue: its issuer, audience and subject are asked for part by part. */
function oidcTrust(providerId: string, id: string, label: string, detail: string): TrustKind[] {
  const provider = oidcProviders().find((p) => p.id === providerId);
  if (!provider) return [];
  const builtIn = provider.issuers[0]?.builtIn === true;
  return [
    {
      id,
      label,
      detail,
      questions: (answers) => [
        ...(builtIn ? [] : [ACCOUNT]),
        ...namesIn(provider).map((name) => questionFor(name, provider, answers)),
      ],
      statement: (answers) => {
        const text = JSON.stringify(plain(oidcStatement(provider, { stop: 1, text: '<account>' })));
        const filled = text.replace(/<(\w+)>/g, (_, name: string) =>
          JSON.stringify(textAnswer(answers, name)).slice(1, -1),
        );
        return JSON.parse(filled) as StatementValue;
      },
    },
  ];
}

/** All of them that the wizard offers, the most used first. */
export const oidcTrusts: readonly TrustKind[] = [
  ...oidcTrust('eks-irsa', 'eks', 'An EKS service account (IRSA)', 'Pods of one Kubernetes service account'),
  ...oidcTrust('gitlab-com', 'gitlab', 'GitLab CI/CD', 'Pipelines of one project, on one branch'),
  ...oidcTrust(
    'bitbucket-pipelines',
    'bitbucket',
    'Bitbucket Pipelines',
    'Steps of one repository that deploy to an environment',
  ),
  ...oidcTrust('circleci', 'circleci', 'CircleCI', 'Jobs of one project'),
  ...oidcTrust('buildkite', 'buildkite', 'Buildkite', 'Jobs of one pipeline, on one branch'),
  ...oidcTrust('hcp-terraform', 'terraform', 'HCP Terraform', 'Runs of one workspace'),
  ...oidcTrust('google', 'google', 'Google Cloud', 'One service account'),
  ...oidcTrust('cognito-identity-pool', 'cognito', 'Amazon Cognito', 'Signed-in users of one identity pool'),
  ...oidcTrust('auth0', 'auth0', 'Auth0', 'One application of a tenant'),
  ...oidcTrust('okta', 'okta', 'Okta (OpenID Connect)', 'One user or application of an authorization server'),
  ...oidcTrust(
    'generic',
    'oidc',
    'Any other OpenID Connect provider',
    'Keycloak, Google Workspace, a server of your own, …: one subject of an issuer',
  ),
];

/** The places of a provider's statement, in the order they are met. */
function namesIn(provider: OidcProvider): readonly string[] {
  const text = JSON.stringify(plain(oidcStatement(provider, { stop: 1, text: '' })));
  return [...new Set([...text.matchAll(/<(\w+)>/g)].map((m) => m[1] ?? ''))];
}

function questionFor(name: string, provider: OidcProvider, answers: Answers): TextQuestion {
  const { title, prompt, placeholder, pattern } = own(QUESTIONS, name) ?? {
    title: `Which ${name}?`,
    prompt: '',
    placeholder: name,
  };
  const part = provider.forms.flatMap((f) => f.segments).find((s) => typeof s !== 'string' && s.name === name);
  const inIssuer = issuerParts(provider, () => 0).some((p) => typeof p === 'object' && p.text === `<${name}>`);
  const sound = pattern ?? (inIssuer ? SLUG : typeof part === 'object' ? part.regex : /^[^\s"*?<>]{1,255}$/);
  return {
    id: name,
    kind: 'text',
    title,
    prompt,
    placeholder,
    problem: ofToken((value) => {
      const text = value.trim();
      if (!sound.test(text)) return `${name === 'region' ? 'Not a Region' : 'Not valid here'}. Example: ${placeholder}`;
      const issuer = name === 'issuer' ? text : textAnswer(answers, 'issuer');
      return provider.id === GENERIC ? misfit(name, text, issuer) : undefined;
    }),
  };
}

/** A part of an issuer's path. */
const SLUG = /^[\w-]{1,128}$/;

const GENERIC = 'generic';

/** What is wrong with an answer about an issuer that was typed in and is one that we know. */
function misfit(name: string, value: string, issuer: string): string | undefined {
  const found = oidcProvider(issuer);
  if (name === 'issuer') return issuerMisfit(issuer, found);
  if (!found) return undefined;
  const { provider } = found;
  switch (name) {
    case 'audience':
      return provider.audience.includes('{') || isAudienceOf(provider, value)
        ? undefined
        : `AWS clients of ${provider.shortName} use another audience. Example: ${provider.audience}`;
    case 'subject': {
      const read = readSubject({ value, holes: [] }, false, found);
      const usual = read && (read === 'unread' || !read.form.custom);
      return usual || !provider.formsComplete ? undefined : `${provider.shortName} never issues this subject.`;
    }
    default:
      return undefined;
  }
}

function issuerMisfit(issuer: string, found: FoundProvider | undefined): string | undefined {
  const meant = issuer.endsWith('/') ? oidcProvider(issuer.slice(0, -1)) : undefined;
  if (meant?.issuer.kind === 'shared' && meant.provider !== found?.provider)
    return `The issuer of ${meant.provider.shortName} has no slash at its end.`;
  if (found && isRetired(found.provider))
    return `${found.provider.shortName} no longer issues tokens with this issuer.`;
  return found?.issuer.builtIn
    ? `${found.provider.shortName} is built into IAM: it has no OIDC provider ARN.`
    : undefined;
}
