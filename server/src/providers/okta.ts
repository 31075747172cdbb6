import { oidcProvider } from '../catalogue/oidcProviders.ts';
import { ask, HOST, isOf, NO_ANSWERS, scope } from './answers.ts';
import { defineProvider } from './provider.ts';

/** Of the console and its endpoints, which are no part of an issuer. */
const PAGES = /^\/(?:admin|app|enduser)\b.*|\/v1\/(?:authorize|token|keys|userinfo|introspect|revoke)$/;

export default defineProvider({
  id: 'okta',
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
  words: 'okta oidc openid sso application',
  tenant: {
    place: '<tenant>.okta.com/oauth2/default',
    title: 'Which authorization server?',
    prompt: 'Paste the issuer URL. A domain alone stands for its server named default.',
    placeholder: 'https://acme.okta.com/oauth2/default',
    issuer: (text) => {
      const [, name = '', path = ''] = /^([^/]*)(\/.*)?$/.exec(text) ?? [];
      const rest = path.replace(PAGES, '');
      const domain = (name.includes('.') ? name.toLowerCase() : `${name}.okta.com`).replace(/-admin(?=\.okta)/, '');
      return rest === '' || rest === '/' ? `${domain}/oauth2/default` : `${domain}${rest.replace(/\/$/, '')}`;
    },
    problem: (issuer) => {
      const [host = '', ...path] = issuer.split('/');
      const others = (oidcProvider(host)?.provider.id ?? 'okta') !== 'okta';
      return HOST.test(host) && (path.length === 2 || path.length === 0) && isOf('okta', issuer) && !others
        ? undefined
        : 'Not an Okta issuer. Example: https://acme.okta.com/oauth2/default';
    },
    answers: NO_ANSWERS,
  },
  questions: {
    oktaClientId: {
      title: 'Which audience?',
      prompt: 'Client ID or audience that the token is for.',
      placeholder: '0oa1b2c3d4e5f6g7h8i9',
    },
    oktaClient: ask('Which application?', 'Client ID of the application.', '0oa1b2c3d4e5f6g7h8i9', {
      pattern: /^0oa[A-Za-z0-9]{17}$/,
      wrong: 'Client IDs start with 0oa and have 20 characters. Example: 0oa1b2c3d4e5f6g7h8i9',
    }),
    oktaUser: ask('Which user?', 'ID of the user, from the address of their page.', '00u1b2c3d4e5f6g7h8i9', {
      pattern: /^00u[A-Za-z0-9]{17}$/,
      wrong: 'User IDs start with 00u and have 20 characters. Example: 00u1b2c3d4e5f6g7h8i9',
    }),
    oktaLogin: ask('Which user?', 'Login (username) of the user.', 'alice@example.com'),
  },
  scopes: [
    scope('client', 'An application', 'Access tokens that an application gets for itself', '{oktaClient}'),
    scope('user', 'A user, in ID tokens', 'The subject is the ID of the user', '{oktaUser}'),
    scope('login', 'A user, in access tokens', 'The subject is the login of the user', '{oktaLogin}'),
  ],
  wizard: { id: 'okta', label: 'Okta (OIDC)', detail: 'One user or application of an authorization server' },
  templates: [
    {
      id: 'trust-okta',
      label: 'Okta (OIDC)',
      detail: 'One user or application of an Okta authorization server',
      subject: undefined,
    },
  ],
});
