import { ask, ownServer } from './answers.ts';
import type { RareProvider } from './provider.ts';

/** Rare providers of people who sign in. */
export const PEOPLE: readonly RareProvider[] = [
  {
    id: 'keycloak',
    words: 'keycloak red hat sso',
    tenant: {
      ...ownServer('Which realm?', 'keycloak.example.com/realms/master', ''),
      prompt: 'Paste the URL of the realm, or its issuer URL.',
      issuer: (text) => text.replace(/(\/realms\/[^/]+)\/(?:protocol|account)(?:\/.*)?$/, '$1'),
    },
    questions: {
      kcClient: ask('Which client?', 'Client ID that the token is issued to.', 'my-app', {
        pattern: /^[^\s*?"<>]{1,255}$/,
      }),
    },
  },
  {
    id: 'login-with-amazon',
    users: 'people',
    narrowing: [{ name: 'user_id', tells: 'person' }],
    words: 'login with amazon lwa',
    questions: {
      lwaUser: ask('Which user?', 'ID of the user, without amzn1.account.', 'K2LI23KL2LK2', {
        read: (text) => text.replace(/^amzn1\.account\./, ''),
      }),
      lwaAppId: ask('Which app?', 'ID of the security profile.', 'amzn1.application.188a56d827a7d6555a8b67a5d', {
        pattern: /^amzn1\.\S+$/,
        wrong: 'App IDs start with amzn1. Example: amzn1.application.188a56d827a7d6555a8b67a5d',
      }),
    },
    scopes: [
      {
        id: 'user',
        label: 'A user',
        detail: 'One person who signs in to the app',
        condition: { StringEquals: { '{issuer}:app_id': '{lwaAppId}', '{issuer}:user_id': 'amzn1.account.{lwaUser}' } },
      },
      { id: 'app', label: 'Every user of an app', detail: 'Anyone who signs in to the app with Amazon' },
    ],
  },
  {
    id: 'facebook',
    users: 'people',
    narrowing: [{ name: 'id', tells: 'person' }],
    words: 'facebook meta',
    questions: {
      fbAppId: ask('Which app?', 'ID of the app: digits.', '123456789012345', {
        pattern: /^\d{5,20}$/,
        wrong: 'App IDs are digits.',
      }),
      fbUserId: ask('Which user?', 'ID of the user in the app: digits.', '10158000000000001', {
        pattern: /^\d{5,20}$/,
        wrong: 'User IDs are digits.',
      }),
    },
    scopes: [
      {
        id: 'user',
        label: 'A user',
        detail: 'One person who signs in to the app',
        condition: { StringEquals: { '{issuer}:app_id': '{fbAppId}', '{issuer}:id': '{fbUserId}' } },
      },
      { id: 'app', label: 'Every user of an app', detail: 'Anyone who signs in to the app with Facebook' },
    ],
  },
];
