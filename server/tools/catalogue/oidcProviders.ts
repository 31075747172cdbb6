import { AUDIENCES } from './audiences.ts';
import { grammarOf, parts, type RawSubjects } from './subjectGrammar.ts';
import { place, readInput, table, type Table } from './table.ts';

interface RawProvider extends RawSubjects {
  name: string;
  issuers: {
    pattern: string;
    regex: string;
    example: string;
    kind: string;
    generic?: boolean;
    builtIn?: boolean;
    params?: Record<string, { regex: string }>;
  }[];
  audience: { awsDefault: string; pattern: string };
  claimsInIam: { claim: string; type: string; note: string; multivalued?: boolean }[];
  requiredByIam: string[];
  requiredByIamAlternatives?: string[];
  template: { recommended: Record<string, Record<string, string | string[]>> };
  rank: number;
}

/** Issuers whose pattern takes hosts that tell nothing: anybody can have a bucket. */
const TELLS_NOTHING = ['^[a-z0-9.-]+\\.s3\\.[a-z0-9-]+\\.amazonaws\\.com(?:/\\S*)?$'];
/** Hosts that tell the provider where its general pattern takes any host; and clusters whose bucket has no path. */
const MORE_ISSUERS: Readonly<Record<string, RawProvider['issuers']>> = {
  // In GovCloud and China; the last one is what keys are named by in China.
  'cognito-identity-pool': [
    'cognito-identity-us-gov.amazonaws.com',
    'cognito-identity.us-gov-east-1.amazonaws.com',
    'cognito-identity.cn-north-1.amazonaws.com.cn',
    'cognito-identity.amazonaws.com.cn',
  ].map((host) => ({
    pattern: '',
    regex: `^${host.replaceAll('.', '\\.')}$`,
    example: host,
    kind: 'shared',
    builtIn: true,
  })),
  auth0: [
    {
      pattern: '',
      regex: '^[a-z0-9-]+(?:\\.[a-z]{2,3}(?:-[0-9])?)?\\.auth0\\.com/$',
      example: 'acme.eu.auth0.com/',
      kind: 'tenant',
    },
  ],
  'gitlab-self-managed': [
    {
      pattern: '',
      regex: '^gitlab\\.[a-z0-9.-]+$',
      example: 'gitlab.acme.example',
      kind: 'tenant',
    },
  ],
  'kubernetes-self-managed': [
    {
      pattern: '',
      regex: '^[a-z0-9.-]+\\.s3[.-][a-z0-9-]+\\.amazonaws\\.com(?:/\\S*)?$',
      example: 'acme-oidc.s3.eu-west-1.amazonaws.com',
      kind: 'self-hosted',
    },
  ],
};

const COMMON_CLAIMS = ['sub', 'aud', 'oaud', 'amr', 'email'];
export function oidcProviders(): Table {
  const providersText = readInput('oidc-providers.json');
  const providers = JSON.parse(providersText) as RawProvider[];
  parts.clear();
  const rows = providers

    .sort((a, b) => a.rank - b.rank)
    .map((p) => ({
      id: p.id,
      name: p.name.replaceAll('’', "'"),
      issuers: [...p.issuers.filter((i) => !TELLS_NOTHING.includes(i.regex)), ...(MORE_ISSUERS[p.id] ?? [])].map(
        (i) => ({
          // Left out where it matches just the example.
          ...(isExact(i.regex, i.example) ? {} : regexOf(p, i)),
          example: i.example,
          kind: place(i.kind, ['shared', 'tenant', 'self-hosted'], 'issuer kind'),
          ...(i.generic || saysNothing(i.regex) ? { generic: true } : {}),
          ...(i.builtIn ? { builtIn: true } : {}),
        }),
      ),
      audience: p.audience.awsDefault,
      ...audiencesOf(p),
      commonClaims: COMMON_CLAIMS.every((c) => p.claimsInIam.some((k) => k.claim === c)),
      claims: p.claimsInIam
        .filter(
          (c) =>
            !COMMON_CLAIMS.every((k) => p.claimsInIam.some((x) => x.claim === k)) || !COMMON_CLAIMS.includes(c.claim),
        )
        .map((c) => c.claim),
      // One claim, though each issuer of a provider has a key of it.
      demands: [
        ...new Set(
          [...p.requiredByIam, ...(p.requiredByIamAlternatives ?? [])].map((k) =>
            k.startsWith('sts:') ? k : k.slice(k.lastIndexOf(':') + 1),
          ),
        ),
      ],
      ...grammarOf(p),
      template: Object.fromEntries(
        Object.entries(p.template.recommended).map(([operator, block]) => [
          operator,
          Object.fromEntries(Object.entries(block).map(([key, value]) => [keyOfTemplate(p, key), value])),
        ]),
      ),
    }));
  return table('oidc-providers', 'Vendor and AWS documentation, gathered November 2026', providersText, rows, {
    params: Object.fromEntries(parts),
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

/** The grammar of an issuer; a part that its subjects have too is a group of it. */
function regexOf({ id, subject }: RawProvider, issuer: RawProvider['issuers'][number]): object {
  const { pattern, regex, params = {} } = issuer;
  const parts = (subject.forms ?? []).flatMap((f) => f.grammar.map((g) => ('param' in g ? g.param : '')));
  const part = Object.keys(params).find((name) => parts.includes(name));
  if (part === undefined) return { regex };
  const of = (group: (source: string) => string): string =>
    `^${pattern
      .split(/\{(\w+)\}/)
      .map((piece, i) => (i % 2 ? group(params[piece]?.regex ?? '') : piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('')}$`;
  if (of((source) => source) !== regex) throw new Error(`oidc-providers: ${id}: ${pattern} is not ${regex}`);
  return { regex: of((source) => `(${source})`), tells: part };
}

function isExact(regex: string, example: string): boolean {
  return regex === `^${example.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
}

function audiencesOf({ id, audience }: RawProvider): {
  audiencePattern?: string;
  audienceOfIssuer?: string;
  authorizedParty?: true;
} {
  const { pattern = audience.pattern, ofIssuer, party } = AUDIENCES[id] ?? {};
  if (ofIssuer !== undefined) return { audienceOfIssuer: ofIssuer };
  return takesAny(pattern) ? {} : { audiencePattern: pattern, ...(party ? { authorizedParty: party } : {}) };
}

/** Whether a provider's customers choose the audience themselves. */
function takesAny(pattern: string): boolean {
  return ['example', 'https://example.com/x', 'a.b.c'].every((audience) => new RegExp(pattern).test(audience));
}
