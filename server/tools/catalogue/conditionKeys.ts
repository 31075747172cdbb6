import { readInput, table, type Table } from './table.ts';

interface RawKey {
  key: string;
  type: string;
  multivalued: boolean;
  actions: string[];
  principalTypes: string[];
  exampleValues: string[];
  availability: string;
  description: string;
  docsUrl: string;
  exactCase?: boolean;
  deprecated?: boolean;
  untrustworthy?: boolean;
  servicePrincipal?: string;
  requiresAction?: string;
}
// Rows: [key, type, multivalued, principal types, availability, description, example, docs, more]; provider-shaped keys are in
// oidc-providers. More, only where there is any of it: { f: flags, s: the one service that sends it, q: the companion action that
// its calls need }. Flags: d deprecated, u the caller chooses the value, t/s/c in calls of TagSession, SetSourceIdentity, SetContext
// (of aws: keys in all).
export function conditionKeys(): Table {
  const keysText = readInput('condition-keys.json');
  const keys = JSON.parse(keysText) as RawKey[];
  const canonical = (key: string): string => (key.startsWith('saml:') ? `SAML:${key.slice(5)}` : key);
  const isProviderKey = (key: string): boolean => /^(\$\{|[^:]*\.)/.test(key);
  return table(
    'condition-keys',
    'IAM User Guide and STS service reference, gathered November 2026',
    keysText,
    keys
      .filter((k) => !isProviderKey(k.key))
      .map((k): [string, ...unknown[]] => [
        canonical(k.key),
        k.type,
        k.multivalued,
        k.actions.some((a) => a.startsWith('sts:AssumeRole') || a === 'sts:TagSession') ? k.principalTypes : [],
        k.availability,
        k.description,
        k.exampleValues[0] ?? '',
        k.docsUrl.replace('https://docs.aws.amazon.com/IAM/latest/UserGuide/', ''),
        ...[moreOf(k)].filter((more) => Object.keys(more).length > 0),
      ])
      .sort((a, b) => (a[0].toLowerCase() < b[0].toLowerCase() ? -1 : 1)),
  );
}

function moreOf(key: RawKey): object {
  const flags = flagsOf(key);
  return {
    ...(flags ? { f: flags } : {}),
    ...(key.servicePrincipal !== undefined ? { s: key.servicePrincipal } : {}),
    ...(key.requiresAction !== undefined ? { q: key.requiresAction } : {}),
  };
}

function flagsOf(key: RawKey): string {
  const global = key.key.startsWith('aws:'); // in every call
  return [
    key.deprecated ? 'd' : '',
    key.untrustworthy ? 'u' : '',
    global || key.actions.includes('sts:TagSession') ? 't' : '',
    global || key.actions.includes('sts:SetSourceIdentity') ? 's' : '',
    global || key.actions.includes('sts:SetContext') ? 'c' : '',
  ]
    .join('')
    .replace('tsc', ''); // in all of them: the common case
}
