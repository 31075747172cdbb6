import { unquoted } from '../iam/pasted.ts';
import { ask, EXAMPLE_UUID, NO_ANSWERS, UUID, uuid } from './answers.ts';
import { defineProvider } from './provider.ts';

export default defineProvider({
  id: 'entra-id',
  also: [],
  users: 'workloads',
  bearer: undefined,
  path: undefined,
  narrowing: [],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'microsoft entra azure ad managed identity application',
  tenant: {
    place: 'sts.windows.net/<tenantId>/',
    title: 'Which tenant?',
    prompt: 'Tenant ID, or the issuer URL of the tokens (v1.0: sts.windows.net, v2.0: login.microsoftonline.com).',
    placeholder: EXAMPLE_UUID,
    issuer: (text) => {
      const [, tenant] = /^login\.microsoftonline\.com\/([^/]+)\/oauth2\/v2\.0\/(?:token|authorize)$/.exec(text) ?? [];
      if (tenant !== undefined) return `login.microsoftonline.com/${tenant}/v2.0`;
      return UUID.test(uuid(text)) ? `sts.windows.net/${uuid(text)}/` : text;
    },
    problem: (issuer) =>
      /\/(?:common|organizations|consumers)(?:\/|$)/.test(issuer)
        ? 'Tokens have the ID of their tenant in the issuer: give the tenant ID.'
        : undefined,
    answers: NO_ANSWERS,
  },
  questions: {
    objectId: ask(
      'Which application or managed identity?',
      'Object ID of its service principal, not its client ID.',
      EXAMPLE_UUID,
      { pattern: UUID, read: uuid },
    ),
    appId: ask(
      'For which application is the token?',
      'Client ID, or Application ID URI without api://, of the application that the token is requested for.',
      EXAMPLE_UUID,
      { read: (text) => uuid(unquoted(text).replace(/^api:\/\//, '')) },
    ),
  },
  scopes: [
    {
      id: 'v1',
      label: 'v1.0 tokens',
      detail: 'Their audience is the Application ID URI',
      suits: (issuer) => issuer.startsWith('sts.windows.net/'),
    },
    {
      id: 'v2',
      label: 'v2.0 tokens',
      detail: 'Their audience is the client ID',
      // IAM reads azp, the application that calls, as the audience.
      condition: { StringEquals: { '{issuer}:oaud': '{appId}', '{issuer}:sub': '{objectId}' } },
      suits: (issuer) => issuer.endsWith('/v2.0'),
    },
  ],
  wizard: undefined,
  templates: [],
});
