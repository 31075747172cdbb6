/**
 * Where what may stand in the key differs from what the records say of the token: `pattern` is of all that it can be,
 * `ofIssuer` the one audience, made from the issuer's name; `party`: the key holds azp, whatever the token was requested for.
 */
export const AUDIENCES: Readonly<
  Record<string, { readonly pattern?: string; readonly ofIssuer?: string; readonly party?: true }>
> = {
  // A client id, or the number of a service account. A plain word is a sample's, as in AWS's own documents.
  google: { pattern: '^(?:\\S+\\.apps\\.googleusercontent\\.com|[A-Za-z0-9_-]+)$', party: true },
  // AWS's documents have samples that are no UUID, or are words.
  'cognito-identity-pool': { pattern: '^(?:[a-z0-9-]+:[0-9A-Za-z-]+|[A-Za-z]+(?:[-_][A-Za-z]+)*)$' },
  // An access token that is bound to a resource has its URI.
  'cognito-user-pool': { pattern: '^(?:[a-z0-9]{20,30}|[a-z][a-z0-9+.-]*://\\S+|[A-Za-z]+(?:[-_][A-Za-z]+)*)$' },
  'entra-id': {
    pattern: '^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|[a-z][a-z0-9+.-]*:\\S+)$',
  },
  'login-with-amazon': { pattern: '^amzn1\\.\\S+$' },
  facebook: { pattern: '^[\\w-]+$' },
  // A pipeline can ask for others.
  'bitbucket-pipelines': { pattern: '^\\S+$' },
  spacelift: { ofIssuer: '{issuer}' },
  semaphore: { ofIssuer: 'https://{issuer}' },
};
