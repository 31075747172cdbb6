import { ask } from './answers.ts';
import { defineProvider } from './provider.ts';

export default defineProvider({
  id: 'google',
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
  words: 'google gcp cloud service account oidc sign in workspace',
  tenant: undefined,
  questions: {
    uniqueId: {
      title: 'Which Google Cloud service account?',
      prompt: 'Unique ID of the service account: digits, not the email address.',
      placeholder: '123456789012345678901',
      pattern: /^\d{6,30}$/,
      wrong: 'Unique IDs are digits, not an email address. Example: 123456789012345678901',
    },
    audience: ask('Which audience?', 'The audience that the workload requests for its token.', 'sts.amazonaws.com'),
    clientId: ask('Which app?', 'OAuth client ID of the app.', '123456789012-abc.apps.googleusercontent.com', {
      pattern: /^[\w-]+\.apps\.googleusercontent\.com$/,
      wrong: 'Not an OAuth client ID. Example: 123456789012-abc.apps.googleusercontent.com',
    }),
    userId: ask('Which user?', 'The sub claim of the ID token of the user: digits.', '123456789012345678901', {
      pattern: /^\d{6,30}$/,
      wrong: 'User IDs are digits, not an email address. Example: 123456789012345678901',
    }),
  },
  scopes: [
    {
      id: 'serviceAccount',
      label: 'A service account',
      detail: 'A workload on Google Cloud',
      condition: {
        StringEquals: {
          '{issuer}:aud': '{uniqueId}',
          '{issuer}:oaud': '{audience}',
          '{issuer}:sub': '{uniqueId}',
        },
      },
    },
    {
      id: 'user',
      label: 'A user of an app',
      detail: 'One person who signs in to a web or mobile app with Google',
      condition: { StringEquals: { '{issuer}:aud': '{clientId}', '{issuer}:sub': '{userId}' } },
    },
    {
      id: 'app',
      label: 'Every user of an app',
      detail: 'Anyone who signs in to a web or mobile app with Google',
      condition: { StringEquals: { '{issuer}:aud': '{clientId}' } },
    },
  ],
  wizard: {
    id: 'google',
    label: 'Google',
    detail: 'A service account of Google Cloud, or users who sign in with Google',
  },
  templates: [
    { id: 'trust-google', label: 'Google Cloud', detail: 'One service account of Google Cloud', subject: undefined },
  ],
});
