import { SUBJECT_PARAMS } from './subjectParams.ts';
import { place, readInput, table, type Table } from './table.ts';

interface RawProvider {
  id: string;
  name: string;
  issuers: { pattern: string; regex: string; example: string; kind: string; generic?: boolean; builtIn?: boolean }[];
  audience: { awsDefault: string; pattern: string };
  claimsInIam: { claim: string; type: string; note: string; multivalued?: boolean }[];
  requiredByIam: string[];
  requiredByIamAlternatives?: string[];
  template: { recommended: Record<string, Record<string, string | string[]>> };
  rank: number;
  confidence: 'high' | 'medium' | 'low';
  subject: {
    forms?: {
      custom?: boolean;
      confidence?: string;
      grammar: ({ literal: string } | { param: string; regex: string })[];
    }[];
  };
}

// Sign-in issuers: their users are people of an app, told apart by the audience.
const SIGN_IN = ['google', 'login-with-amazon', 'facebook', 'cognito-user-pool', 'auth0', 'okta'];
/** Hosts that tell the provider where its general pattern takes any host. */
const MORE_ISSUERS: Readonly<Record<string, RawProvider['issuers']>> = {
  auth0: [
    {
      pattern: '',
      regex: '^[a-z0-9-]+(?:\\.[a-z]{2,3}(?:-[0-9])?)?\\.auth0\\.com/$',
      example: 'acme.eu.auth0.com/',
      kind: 'tenant',
    },
  ],
};

const COMMON_CLAIMS = ['sub', 'aud', 'oaud', 'amr', 'email'];
export function oidcProviders(): Table {
  const providersText = readInput('oidc-providers.json');
  const providers = JSON.parse(providersText) as RawProvider[];
  params.clear();
  const rows = providers

    .sort((a, b) => a.rank - b.rank)
    .map((p) => ({
      id: p.id,
      name: p.name,
      issuers: [...p.issuers, ...(MORE_ISSUERS[p.id] ?? [])].map((i) => ({
        // Left out where it matches just the example.
        ...(isExact(i.regex, i.example) ? {} : { regex: i.regex }),
        example: i.example,
        kind: place(i.kind, ['shared', 'tenant', 'self-hosted'], 'issuer kind'),
        ...(i.generic || saysNothing(i.regex) ? { generic: true } : {}),
        ...(i.builtIn ? { builtIn: true } : {}),
      })),
      ...(SIGN_IN.includes(p.id) ? { signIn: true } : {}),
      audience: p.audience.awsDefault,
      ...(takesAny(p.audience.pattern) ? {} : { audiencePattern: p.audience.pattern }),
      commonClaims: COMMON_CLAIMS.every((c) => p.claimsInIam.some((k) => k.claim === c)),
      claims: p.claimsInIam
        .filter(
          (c) =>
            !COMMON_CLAIMS.every((k) => p.claimsInIam.some((x) => x.claim === k)) || !COMMON_CLAIMS.includes(c.claim),
        )
        .map((c) => c.claim),
      demands: [...p.requiredByIam, ...(p.requiredByIamAlternatives ?? [])].map((k) =>
        k.startsWith('sts:') ? k : k.slice(k.lastIndexOf(':') + 1),
      ),
      ...formsOf(p),
      template: Object.fromEntries(
        Object.entries(p.template.recommended).map(([operator, block]) => [
          operator,
          Object.fromEntries(Object.entries(block).map(([key, value]) => [keyOfTemplate(p, key), value])),
        ]),
      ),
    }));
  return table('oidc-providers', 'Vendor and AWS documentation, gathered November 2026', providersText, rows, {
    params: Object.fromEntries(params),
  });
}

/** Whether an issuer's pattern takes any host: then it tells nothing about who runs it. */
function saysNothing(regex: string): boolean {
  return ['idp.example.com', 'idp.example.com/', 'idp.example.com/tenant'].some((issuer) =>
    new RegExp(regex).test(issuer),
  );
}

/** `{issuer}:claim` for a key of the provider's own, else the key. */
function keyOfTemplate(provider: RawProvider, key: string): string {
  for (const issuer of provider.issuers) {
    if (key.startsWith(`${issuer.pattern}:`)) return `{issuer}:${key.slice(issuer.pattern.length + 1)}`;
  }
  if (/^(sts|aws):/.test(key)) return key;
  throw new Error(`oidc-providers: ${provider.id}: cannot place template key ${key}`);
}

const params = new Map<string, readonly [role: string, label: string, regex: string]>();

/** The subject's forms: `repo:[owner]/[repo]`, with `~` in front when only a customer's own template makes it. */
function formsOf({ id, subject, confidence }: RawProvider): { forms?: string[]; sure?: true } {
  // The branch of a merge queue is a branch.
  const all = (subject.forms ?? []).filter(
    (f) => !f.grammar.some((g) => 'literal' in g && g.literal.includes('queue')),
  );
  const forms = all
    .filter((form) => form.confidence !== 'low')
    .map((form) => {
      const text = form.grammar.map((g) => ('literal' in g ? g.literal : `[${paramOf(id, g.param, g.regex)}]`));
      return (form.custom ? '~' : '') + text.join('');
    });
  const sure = confidence === 'high' && forms.length === all.length;
  return forms.length ? { forms, ...(sure ? { sure: true as const } : {}) } : {};
}

/** The name of a part in the table of parts; its provider is in it where others of that name have another grammar. */
function paramOf(provider: string, name: string, regex: string): string {
  const own = `${name}.${provider}`;
  const known = params.get(name);
  const key = own in SUBJECT_PARAMS || (known && known[2] !== regex) ? own : name;
  const found = SUBJECT_PARAMS[own] ?? SUBJECT_PARAMS[name];
  if (!found) throw new Error(`oidc-providers: ${provider}: cannot place the subject's part ${name}`);
  params.set(key, [...found, regex]);
  return key;
}

function isExact(regex: string, example: string): boolean {
  return regex === `^${example.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
}

/** Whether a provider's customers choose the audience themselves. */
function takesAny(pattern: string): boolean {
  return ['example', 'https://example.com/x', 'a.b.c'].some((audience) => new RegExp(pattern).test(audience));
}
