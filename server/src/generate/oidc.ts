import {
  isAudienceOf,
  isRetired,
  oidcProvider,
  oidcProviders,
  type FoundProvider,
  type OidcProvider,
} from '../catalogue/oidcProviders.ts';
import { readSubject } from '../policy/oidcSubject.ts';
import { own } from '../text/own.ts';
import { plain } from '../tree/template.ts';
import { PROVIDER_ACCOUNT } from './accountQuestion.ts';
import { ofToken } from './answerChecks.ts';
import { textAnswer, type Answers } from './answers.ts';
import { QUESTIONS } from './oidcQuestions.ts';
import { oidcStatement, tenantIssuer } from './oidcTemplate.ts';
import { SEARCH_WORDS } from './searchWords.ts';
import type { StatementValue, TextQuestion, TrustKind } from './steps.ts';
import { issuerMeant, TENANTS, type Tenant } from './tenants.ts';

/** A kind of trust for one provider of the catalogue: its issuer, audience and subject are asked for part by part. */
function oidcTrust(
  providerId: string,
  { id, label, detail, words }: Pick<TrustKind, 'id' | 'label' | 'detail' | 'words'>,
): TrustKind[] {
  const provider = oidcProviders().find((p) => p.id === providerId);
  if (!provider) return [];
  const builtIn = provider.issuers[0]?.builtIn === true;
  const tenant = own(TENANTS, providerId);
  const names = namesIn(provider);
  return [
    {
      id,
      label,
      detail,
      words,
      questions: (answers) => [
        ...(tenant ? [issuerQuestion(provider, tenant)] : []),
        ...(builtIn ? [] : [PROVIDER_ACCOUNT]),
        ...names.map((name) => questionFor(name, provider, answers)),
      ],
      statement: (answers) => filledStatement(provider, answers),
    },
  ];
}

/** The provider's statement with what was answered; what was not stays a place to fill in. */
function filledStatement(provider: OidcProvider, answers: Answers): StatementValue {
  const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);
  const issuer = textAnswer(answers, 'issuer');
  const places = JSON.stringify(plain(oidcStatement(provider, { stop: 1, text: '<account>' })));
  const tenant = tenantIssuer(provider);
  const text = (tenant === undefined || issuer === '' ? places : places.replaceAll(tenant, () => quoted(issuer)))
    .replaceAll('"arn:aws:iam::<account>', () => `"arn:${quoted(partitionOf(answers, issuer))}:iam::<account>`)
    .replace(/<(\w+)>/g, (place, name: string) =>
      own(answers, name) === undefined ? place : quoted(textAnswer(answers, name)),
    );
  return JSON.parse(text) as StatementValue;
}

/** As the ARN of the provider said, or as the Region of an EKS cluster does. */
function partitionOf(answers: Answers, issuer: string): string {
  const told = textAnswer(answers, 'partition');
  if (told !== '') return told;
  const region = /^oidc\.eks\.([a-z0-9-]+)\.amazonaws\.com/.exec(issuer)?.[1] ?? '';
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The question for the issuer of one customer: whatever they have of it, with the account if it is the provider's ARN. */
function issuerQuestion(provider: OidcProvider, tenant: Tenant): TextQuestion {
  return {
    id: 'issuer',
    kind: 'text',
    title: tenant.title,
    prompt: tenant.prompt,
    placeholder: tenant.placeholder,
    place: tenantIssuer(provider) ?? '',
    problem: ofToken((value) => {
      const { issuer } = issuerMeant(tenant, value);
      return tenant.problem(issuer) ?? issuerMisfit(issuer, oidcProvider(issuer));
    }),
    read: (value) => {
      const { issuer, account, partition } = issuerMeant(tenant, value);
      const organization = provider.id === 'circleci' ? issuer.slice(issuer.lastIndexOf('/') + 1) : undefined;
      return {
        issuer,
        ...(account === undefined ? {} : { account }),
        ...(partition === undefined ? {} : { partition }),
        ...(organization === undefined ? {} : { orgId: organization }),
      };
    },
  };
}

/** All of them that the wizard offers, the most used first. */
export const oidcTrusts: readonly TrustKind[] = [
  ...oidcTrust('eks-irsa', {
    id: 'eks',
    label: 'EKS IRSA',
    detail: 'IAM roles for service accounts: pods of one Kubernetes service account',
    words: SEARCH_WORDS.eks,
  }),
  ...oidcTrust('gitlab-com', {
    id: 'gitlab',
    label: 'GitLab CI/CD',
    detail: 'Pipelines of one project, on one branch',
    words: SEARCH_WORDS.gitlab,
  }),
  ...oidcTrust('bitbucket-pipelines', {
    id: 'bitbucket',
    label: 'Bitbucket Pipelines',
    detail: 'Steps of one repository that deploy to an environment',
    words: SEARCH_WORDS.bitbucket,
  }),
  ...oidcTrust('circleci', {
    id: 'circleci',
    label: 'CircleCI',
    detail: 'Jobs of one project',
    words: SEARCH_WORDS.circleci,
  }),
  ...oidcTrust('buildkite', {
    id: 'buildkite',
    label: 'Buildkite',
    detail: 'Jobs of one pipeline, on one branch',
    words: SEARCH_WORDS.buildkite,
  }),
  ...oidcTrust('hcp-terraform', {
    id: 'terraform',
    label: 'HCP Terraform',
    detail: 'Runs of one workspace',
    words: SEARCH_WORDS.terraform,
  }),
  ...oidcTrust('google', {
    id: 'google',
    label: 'Google Cloud',
    detail: 'One service account',
    words: SEARCH_WORDS.google,
  }),
  ...oidcTrust('cognito-identity-pool', {
    id: 'cognito',
    label: 'Amazon Cognito',
    detail: 'Signed-in users of one identity pool',
    words: SEARCH_WORDS.cognito,
  }),
  ...oidcTrust('auth0', {
    id: 'auth0',
    label: 'Auth0',
    detail: 'One application of a tenant',
    words: SEARCH_WORDS.auth0,
  }),
  ...oidcTrust('okta', {
    id: 'okta',
    label: 'Okta (OIDC)',
    detail: 'One user or application of an authorization server',
    words: SEARCH_WORDS.okta,
  }),
  ...oidcTrust('generic', {
    id: 'oidc',
    label: 'Another OIDC provider',
    detail: 'Jenkins, Azure, Keycloak, your own server and others: one subject of an issuer',
    words: SEARCH_WORDS.oidc,
  }),
];

/** The places of a provider's statement, in the order they are met; those of its issuer are one question. */
function namesIn(provider: OidcProvider): readonly string[] {
  const text = JSON.stringify(plain(oidcStatement(provider, { stop: 1, text: '' })));
  const names = (places: string): readonly string[] => [...places.matchAll(/<(\w+)>/g)].map((m) => m[1] ?? '');
  const issuer = names(tenantIssuer(provider) ?? '');
  return [...new Set(names(text))].filter((name) => !issuer.includes(name));
}

function questionFor(name: string, provider: OidcProvider, answers: Answers): TextQuestion {
  const { title, prompt, placeholder, pattern, read } = own(QUESTIONS, name) ?? {
    title: `Which ${name}?`,
    prompt: '',
    placeholder: name,
  };
  const part = provider.forms.flatMap((f) => f.segments).find((s) => typeof s !== 'string' && s.name === name);
  const sound = pattern ?? (typeof part === 'object' ? part.regex : /^[^\s"*?<>]{1,255}$/);
  return {
    id: name,
    kind: 'text',
    title,
    prompt,
    placeholder,
    ...(read ? { read } : {}),
    problem: ofToken((value) => {
      const text = answerTo(name, read?.(value) ?? value).trim();
      if (!sound.test(text)) return `Not valid here. Example: ${placeholder}`;
      return provider.id === GENERIC ? misfit(name, text, textAnswer(answers, 'issuer')) : undefined;
    }),
  };
}

/** What a reading says of the question itself. */
function answerTo(name: string, read: string | Answers): string {
  return typeof read === 'string' ? read : textAnswer(read, name);
}

const GENERIC = 'generic';

/** What is wrong with an answer about an issuer that was typed in and is one that we know. */
function misfit(name: string, value: string, issuer: string): string | undefined {
  const found = oidcProvider(issuer);
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
