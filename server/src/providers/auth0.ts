import { oidcProvider } from '../catalogue/oidcProviders.ts';
import { unquoted } from '../iam/pasted.ts';
import { HOST, NO_ANSWERS, scope } from './answers.ts';
import { defineProvider } from './provider.ts';

export default defineProvider({
  id: 'auth0',
  also: [],
  users: 'people',
  bearer: undefined,
  path: undefined,
  narrowing: [],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'auth0 okta oidc application',
  tenant: {
    place: '<tenant>.auth0.com/',
    title: 'Which tenant?',
    prompt: 'Paste the domain of the tenant, or its issuer URL.',
    placeholder: 'acme.eu.auth0.com',
    issuer: (text) => {
      const host = (text.includes('.') ? text.toLowerCase() : text).replace(/\/$/, '');
      return `${/^[a-z0-9-]+(?:\.(?:us|eu|au|jp|uk|ca|in)(?:-\d)?)?$/.test(host) ? `${host}.auth0.com` : host}/`;
    },
    problem: (issuer) => {
      const host = issuer.slice(0, -1);
      const { provider } = oidcProvider(issuer) ?? oidcProvider(host) ?? {};
      // A tenant may have a domain of its own, but not one that another provider has.
      if (provider && provider.id !== 'auth0')
        return `This issuer belongs to ${provider.shortName}. Enter the domain of your Auth0 tenant.`;
      return HOST.test(host) ? undefined : 'Not the domain of an Auth0 tenant. Example: acme.eu.auth0.com';
    },
    answers: NO_ANSWERS,
  },
  questions: {
    auth0ClientId: {
      title: 'Which application?',
      prompt: 'Client ID of the application that gets the token.',
      placeholder: 'AbCdEfGhIjKlMnOpQrStUvWxYz012345',
      pattern: /^[A-Za-z0-9_-]{10,64}$/,
      wrong:
        'Not a client ID: IAM compares the client ID (azp), not the API. Example: AbCdEfGhIjKlMnOpQrStUvWxYz012345',
    },
    userId: {
      title: 'Which user?',
      prompt: 'User ID with its connection, as the tenant shows it.',
      placeholder: 'auth0|5f7c8ec7c33c6c004bbafe82',
      pattern: /^[a-z0-9-]+\|[^\s*?]+$/,
      wrong: 'Give the connection and the ID. Example: auth0|5f7c8ec7c33c6c004bbafe82',
    },
    m2mClient: {
      title: 'Which application?',
      prompt: 'Client ID of the machine-to-machine application.',
      placeholder: 'AbCdEfGhIjKlMnOpQrStUvWxYz012345',
      read: (text) => unquoted(text).replace(/@clients$/, ''),
    },
  },
  scopes: [
    {
      id: 'client',
      label: 'An application',
      detail: 'Access tokens that a machine-to-machine application gets for itself',
      audience: '{m2mClient}',
      subject: '{m2mClient}@clients',
    },
    scope('user', 'A user of an application', 'Tokens of one person who signs in', '{userId}'),
  ],
  wizard: { id: 'auth0', label: 'Auth0', detail: 'One application or user of a tenant' },
  templates: [{ id: 'trust-auth0', label: 'Auth0', detail: 'One application of an Auth0 tenant', subject: undefined }],
});
