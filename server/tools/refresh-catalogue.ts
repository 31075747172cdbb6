// Rebuilds server/src/catalogue/data/*.json from a folder of reference tables:
//   npm run refresh-catalogue -- <folder>
// The folder holds service-principals.json, condition-keys.json, oidc-providers.json and known-aws-accounts.yaml.
// Tables are reduced to what is read; it stops on anything it cannot place. Never run by a build.
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';

interface RawPrincipal {
  principal: string;
  service: string;
  commonRoleTrustee: 'yes' | 'no' | 'slr-only' | 'unknown';
  confidence: 'high' | 'medium' | 'low';
  requiredActions: string[];
  regionalForms: {
    observed: string[];
    pattern: string | null;
    partitionOverrides: Record<string, string>;
    partitionOverrideMode: string | null;
  };
  confusedDeputy: {
    supportsSourceAccount: string;
    supportsSourceArn: string;
    sourceArnShapes: string[];
    basis: string;
  };
}
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
  valuePattern?: string;
}
interface RawProvider {
  id: string;
  name: string;
  issuers: { pattern: string; regex: string; example: string; kind: string; generic?: boolean; builtIn?: boolean }[];
  audience: { awsDefault: string };
  claimsInIam: { claim: string; type: string; note: string; multivalued?: boolean }[];
  requiredByIam: string[];
  requiredByIamAlternatives?: string[];
  template: { recommended: Record<string, Record<string, string | string[]>> };
  rank: number;
}

const folder = process.argv[2];
if (!folder || !fs.existsSync(folder))
  throw new Error('usage: npm run refresh-catalogue -- <folder with the reference tables>');
const out = path.join(process.cwd(), 'server/src/catalogue/data');

const read = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');

function write(table: string, source: string, raw: string, rows: readonly unknown[]): void {
  const sha256 = createHash('sha256').update(raw).digest('hex');
  const provenance = JSON.stringify({ source, retrieved: '2026-11-21', sha256 });
  const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
  fs.writeFileSync(path.join(out, `${table}.json`), `{"$provenance":${provenance},\n"rows":[\n${lines}\n]}\n`);
  console.log(`${table}: ${rows.length} rows`);
}

function place<T extends string>(value: string, known: readonly T[], what: string): T {
  const found = known.find((k) => k === value);
  if (found === undefined) throw new Error(`${what}: cannot place "${value}"; known are ${known.join(', ')}`);
  return found;
}

// Rows: [principal, service, trustee, confidence, actions it needs beside sts:AssumeRole,
// whether it sends aws:SourceAccount: 1 documented, -1 not, 0 not known, and only where there is any of it:
// { r: 1 has regional forms, o: names in other partitions, c: 1 the name in China replaces this one, a: shapes of aws:SourceArn }]
const principalsText = read('service-principals.json');
const principals = (JSON.parse(principalsText) as { principals: RawPrincipal[] }).principals;
write(
  'service-principals',
  'AWS documentation, managed policies and public repositories, gathered November 2026',
  principalsText,
  principals
    .map((p): [string, ...unknown[]] => {
      const { supportsSourceAccount, sourceArnShapes, basis } = p.confusedDeputy;
      const { partitionOverrides, partitionOverrideMode, pattern, observed } = p.regionalForms;
      const others = Object.values(partitionOverrides);
      // Remarks in brackets are for people; shapes that carry one are no sure ones.
      const shapes = basis === 'documented' ? sourceArnShapes.filter((shape) => !shape.includes('(')) : [];
      const more = {
        ...(pattern !== null || observed.some((name) => !others.includes(name)) ? { r: 1 } : {}),
        ...(others.length ? { o: others } : {}),
        ...(partitionOverrideMode === 'replaces' && 'aws-cn' in partitionOverrides ? { c: 1 } : {}),
        ...(shapes.length ? { a: shapes } : {}),
      };
      return [
        p.principal,
        p.service,
        place(p.commonRoleTrustee, ['yes', 'no', 'slr-only', 'unknown'], 'commonRoleTrustee'),
        place(p.confidence, ['high', 'medium', 'low'], 'confidence'),
        // Those that only some uses need carry a remark; nobody is asked for them.
        p.requiredActions.filter((a) => a !== 'sts:AssumeRole' && /^sts:\w+$/.test(a)),
        supportsSourceAccount.startsWith('yes') && basis === 'documented'
          ? 1
          : supportsSourceAccount.startsWith('no')
            ? -1
            : 0,
        ...(Object.keys(more).length ? [more] : []),
      ];
    })
    .sort((a, b) => (a[0] < b[0] ? -1 : 1)),
);

// Rows: [key, type, multivalued, principal types, availability, description, example, docs, flags]; provider-shaped keys are in
// oidc-providers. Flags: d deprecated, u the caller chooses the value, t/s/c in calls of TagSession, SetSourceIdentity, SetContext
// (of aws: keys in all).
const keysText = read('condition-keys.json');
const keys = JSON.parse(keysText) as RawKey[];
const canonical = (key: string): string => (key.startsWith('saml:') ? `SAML:${key.slice(5)}` : key);
const isProviderKey = (key: string): boolean => /^(\$\{|[^:]*\.)/.test(key);
write(
  'condition-keys',
  'IAM User Guide and STS service reference, gathered November 2026',
  keysText,
  keys
    .filter((k) => !isProviderKey(k.key))
    .map((k) => [
      canonical(k.key),
      k.type,
      k.multivalued,
      k.actions.some((a) => a.startsWith('sts:AssumeRole') || a === 'sts:TagSession') ? k.principalTypes : [],
      k.availability,
      k.description,
      k.exampleValues[0] ?? '',
      k.docsUrl.replace('https://docs.aws.amazon.com/IAM/latest/UserGuide/', ''),
      ...[flagsOf(k)].filter((flags) => flags !== ''),
    ])
    .sort((a, b) => (String(a[0]).toLowerCase() < String(b[0]).toLowerCase() ? -1 : 1)),
);

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
const providersText = read('oidc-providers.json');
const providers = JSON.parse(providersText) as RawProvider[];
write(
  'oidc-providers',
  'Vendor and AWS documentation, gathered November 2026',
  providersText,
  providers
    .sort((a, b) => a.rank - b.rank)
    .map((p) => ({
      id: p.id,
      name: p.name,
      issuers: [...p.issuers, ...(MORE_ISSUERS[p.id] ?? [])].map((i) => ({
        regex: i.regex,
        example: i.example,
        kind: place(i.kind, ['shared', 'tenant', 'self-hosted'], 'issuer kind'),
        ...(i.generic || saysNothing(i.regex) ? { generic: true } : {}),
        ...(i.builtIn ? { builtIn: true } : {}),
      })),
      ...(SIGN_IN.includes(p.id) ? { signIn: true } : {}),
      audience: p.audience.awsDefault,
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
      template: Object.fromEntries(
        Object.entries(p.template.recommended).map(([operator, block]) => [
          operator,
          Object.fromEntries(Object.entries(block).map(([key, value]) => [keyOfTemplate(p, key), value])),
        ]),
      ),
    })),
);

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

// Rows: [vendor, accounts, flags]
const accountsText = read('known-aws-accounts.yaml');
write(
  'vendor-accounts',
  'fwd:cloudsec known_aws_accounts, Apache-2.0, commit c2922af',
  accountsText,
  parseAccounts(accountsText),
);

/** Reads the few shapes the list uses; stops on any other line. */
function parseAccounts(text: string): unknown[] {
  const rows: { name: string; accounts: string[]; flags: string[] }[] = [];
  let list: 'accounts' | 'source' | undefined;
  for (const line of text.split('\n')) {
    const row = rows.at(-1);
    const name = /^- name: *['"]?(.*?)['"]?\s*$/.exec(line)?.[1];
    const field = /^ {2}(\w+): *(.*)$/.exec(line);
    if (name !== undefined) {
      rows.push({ name: name.replace(/''/g, "'"), accounts: [], flags: [] });
      list = undefined;
    } else if (field && row) {
      const [, key, value = ''] = field;
      list = undefined;
      if (key === 'accounts') row.accounts.push(...(value.match(/\d{12}/g) ?? []));
      else if (key === 'type') row.flags.push(place(value.replace(/['"]/g, ''), ['aws'], 'account type'));
      else if (key === 'enabled') row.flags.push(value.includes('false') ? 'retired' : '');
      else if (key !== 'source') throw new Error(`known-aws-accounts: cannot place field ${String(key)}`);
      if ((key === 'accounts' || key === 'source') && value.trim() === '') list = key;
    } else if (/^\s+- /.test(line) && row && list) {
      if (list === 'accounts') row.accounts.push(...(line.match(/\d{12}/g) ?? []));
    } else if (!/^\s*(#.*)?$/.test(line) && !/^\s+['"\]]/.test(line)) {
      throw new Error(`known-aws-accounts: cannot place line: ${line}`);
    }
  }
  const bad = rows.filter((r) => !r.accounts.length);
  if (bad.length) throw new Error(`known-aws-accounts: no accounts for ${bad.map((r) => r.name).join(', ')}`);
  return rows.map((r) => [r.name, r.accounts, r.flags.filter(Boolean)]);
}
