import { NO_ANSWERS } from './answers.ts';
import { defineProvider } from './provider.ts';

/** Any issuer: what is asked of one that we do not know. */
export default defineProvider({
  id: 'generic',
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
  words: 'oidc openid connect web identity jwt token issuer ci cd',
  tenant: {
    place: '<issuer>',
    title: 'Which issuer?',
    prompt: 'Paste the issuer URL, or the ARN of the identity provider.',
    placeholder: 'https://idp.example.com/tenant',
    issuer: (text) => text,
    problem: (issuer) =>
      /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[\w.~%+@/-]*)?$/i.test(issuer)
        ? undefined
        : 'Not an issuer URL. Example: https://idp.example.com/tenant',
    answers: NO_ANSWERS,
  },
  questions: {
    audience: {
      title: 'Which audience?',
      prompt: 'The aud claim of the token.',
      placeholder: 'sts.amazonaws.com',
    },
    subject: {
      title: 'Which subject?',
      prompt: 'The sub claim of the tokens that can assume the role. "*" matches any characters: deploy-*',
      placeholder: 'deployer',
      pattern: /^[^\s*?"<>][^"<>\n\t]{0,254}$/,
      wrong: 'Start with what only your subjects have, not with a wildcard. Example: deployer or deploy-*',
    },
  },
  scopes: [],
  wizard: {
    id: 'oidc',
    label: 'Another OIDC provider',
    detail: 'One subject of any issuer',
  },
  templates: [
    { id: 'trust-oidc', label: 'Another OIDC provider', detail: 'One subject of any issuer', subject: undefined },
  ],
});
