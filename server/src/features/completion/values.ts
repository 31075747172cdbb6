import { conditionKey } from '../../catalogue/conditionKeys.ts';
import { oidcProvider, type OidcProvider } from '../../catalogue/oidcProviders.ts';
import { REGIONS } from '../../catalogue/regions.ts';
import { servicePrincipal } from '../../catalogue/servicePrincipals.ts';
import { externalIdPlaceholder } from '../../catalogue/vendorAccounts.ts';
import { withStops } from '../../generate/oidcTemplate.ts';
import { parseOperator, type Operator } from '../../iam/operators.ts';
import { parseProviderKey } from '../../iam/providerKey.ts';
import { hasWildcard } from '../../iam/wildcards.ts';
import { KEYS, SAML_AUDIENCE, sameName } from '../../iam/vocabulary.ts';
import { stop, textOfTemplate, type TemplateText } from '../../tree/template.ts';
import type { CompletionContext, CompletionItem, CompletionProvider } from './item.ts';

/** A value worth offering for a key. */
interface ValueOffer {
  readonly value: string | TemplateText;
  readonly detail: string;
  readonly filter?: string;
}

/** What a condition's value may be. */
export const conditionValueItems: CompletionProvider = (context) => {
  const { slot, cursor } = context;
  if (slot.at !== 'conditionValue') return [];
  const operator = parseOperator(slot.operator);
  if (!operator) return [];
  return valuesFor(slot.key, operator, context)
    .filter(({ value }) => !cursor.siblings.includes(textOfTemplate(value)))
    .map(({ value, detail, filter }, i): CompletionItem => ({
      label: textOfTemplate(value),
      kind: 'value',
      detail,
      insert: { kind: 'value', value },
      rank: i,
      ...(filter === undefined ? {} : { filter }),
    }));
};

/** The value a key usually gets, with places to fill in. @param first number of the first place */
export function valueTemplate(key: string, context: CompletionContext, first = 1): TemplateText | string {
  const type = conditionKey(key)?.type;
  const likely = valuesFor(key, undefined, context)[0]?.value;
  if (likely === undefined) return stop(first, conditionKey(key)?.example ?? '<value>');
  if (typeof likely !== 'string') return first === 1 ? likely : renumbered(likely, first - 1);
  return stop(first, likely, type === 'Bool' ? ['true', 'false'] : undefined);
}

function renumbered({ parts }: TemplateText, by: number): TemplateText {
  return { parts: parts.map((p) => (typeof p === 'string' ? p : { ...p, stop: p.stop + by })) };
}

/** Values for a key, likeliest first; without an operator the one it is usually tested with is meant. */
function valuesFor(key: string, operator: Operator | undefined, context: CompletionContext): readonly ValueOffer[] {
  if (operator?.family === 'Null')
    return [
      { value: 'false', detail: 'The request has the key' },
      { value: 'true', detail: "The request doesn't have the key" },
    ];
  const provider = parseProviderKey({ value: key, holes: [] });
  if (provider) return claimValues(provider.issuer.value, provider.claim.value, operator, context);
  const special = SPECIAL.find(([name]) => sameName(name, key))?.[1](context, operator);
  if (special) return special;
  const known = conditionKey(key);
  if (!known) return [];
  switch (known.type) {
    case 'Bool':
      return [
        { value: 'true', detail: '' },
        { value: 'false', detail: '' },
      ];
    case 'Date':
      return dates(context.now);
    default:
      return known.example === '' || hasWildcard(known.example)
        ? []
        : [{ value: stop(1, known.example), detail: 'Example' }];
  }
}

type Values = (context: CompletionContext, operator: Operator | undefined) => readonly ValueOffer[];

/** The reader's own, else one to fill in; those that stand in policies may be others': they come last. */
const accounts: Values = ({ ownAccounts, seen }) => {
  const named = Object.entries(ownAccounts).map(([value, name]) => ({
    value,
    detail: `Account ${name}`,
    filter: name,
  }));
  const place: ValueOffer = { value: stop(1, 'ACCOUNT_ID'), detail: 'Account ID (12 digits)' };
  const others = seen.accounts
    .filter((id) => !Object.hasOwn(ownAccounts, id))
    .map((value): ValueOffer => ({ value, detail: 'Used in these policies' }));
  return [...(named.length ? named : [place]), ...others];
};

const organizations: Values = ({ organizations: told, seen }) => {
  const ids = [...new Set([...told, ...seen.organizations])];
  return ids.length
    ? ids.map((value) => ({ value, detail: told.includes(value) ? 'Your organization' : 'Used in these policies' }))
    : [{ value: stop(1, '<ORG_ID>'), detail: 'ID of your organization (example: o-a1b2c3d4e5)' }];
};

const principalArns: Values = ({ seen, ownAccounts, statement }) => {
  const account =
    statement?.shape.principals.flatMap((k) =>
      k.kind === 'account' && k.account !== undefined ? [k.account] : [],
    )[0] ??
    Object.keys(ownAccounts)[0] ??
    'ACCOUNT_ID';
  const known = seen.principals.map((value) => ({ value, detail: 'Used in these policies' }));
  const near = ({ value }: { readonly value: string }): boolean => {
    const id = value.split(':')[4] ?? '';
    return id === account || Object.hasOwn(ownAccounts, id);
  };
  return [
    ...known.filter(near),
    {
      value: { parts: ['arn:aws:iam::', { stop: 1, text: account }, ':role/', { stop: 2, text: 'ROLE_NAME' }] },
      detail: 'IAM role',
    },
    {
      value: { parts: ['arn:aws:iam::', { stop: 1, text: account }, ':user/', { stop: 2, text: 'USER_NAME' }] },
      detail: 'IAM user',
    },
    ...known.filter((offer) => !near(offer)),
  ];
};

/** The ARNs that the statement's services send. */
const sourceArns: Values = (context) => {
  const account = Object.keys(context.ownAccounts)[0] ?? 'ACCOUNT_ID';
  const shapes = (context.statement?.principals ?? []).flatMap(
    (p) => servicePrincipal(p.value.value)?.sourceArns ?? [],
  );
  const offers = [...new Set(shapes)].map((shape): ValueOffer => {
    let stops = 0;
    const parts = shape
      .split(/([A-Z][A-Z0-9_-]+)/)
      .map((piece, i) => (i % 2 ? { stop: ++stops, text: piece === 'ACCOUNT' ? account : `<${piece}>` } : piece))
      .filter((p) => p !== '');
    return { value: { parts }, detail: 'ARN in the form that the service sends' };
  });
  return offers.length
    ? offers
    : [
        {
          value: {
            parts: [
              'arn:aws:',
              { stop: 1, text: '<service>' },
              ':',
              { stop: 2, text: '<region>' },
              ':',
              { stop: 3, text: account },
              ':',
              { stop: 4, text: '<resource>' },
            ],
          },
          detail: 'ARN of one of your resources',
        },
      ];
};

const DAY = 86_400_000;

/** The ends of days to come. */
function dates(now: number): readonly ValueOffer[] {
  return [30, 90, 365, 7].map((days) => ({
    value: `${new Date(now + days * DAY).toISOString().slice(0, 10)}T23:59:59Z`,
    detail: `In ${days} days`,
    filter: `${days} days`,
  }));
}

/** A vendor issues the external ID itself; callers of one's own can share any. */
const externalIds: Values = ({ statement, random }) => {
  const [vendor] = (statement?.shape.principals ?? []).flatMap((k) => (k.kind === 'account' ? (k.vendor ?? []) : []));
  return vendor === undefined
    ? [{ value: stop(1, random()), detail: 'Generated value' }]
    : [{ value: stop(1, externalIdPlaceholder(vendor)), detail: `External ID from ${vendor}` }];
};

const one =
  (value: string | TemplateText, detail: string): Values =>
  () => [{ value, detail }];
const some =
  (...offers: readonly (readonly [value: string, detail: string])[]): Values =>
  () =>
    offers.map(([value, detail]) => ({ value, detail }));

const SPECIAL: readonly (readonly [key: string, values: Values])[] = [
  [KEYS.externalId, externalIds],
  [KEYS.samlAudience, one(SAML_AUDIENCE, 'AWS sign-in URL')],
  [
    'SAML:sub_type',
    some(['persistent', 'Same subject at every sign-in'], ['transient', 'New subject at every sign-in']),
  ],
  [KEYS.principalOrgId, organizations],
  [KEYS.sourceOrgId, organizations],
  ['aws:ResourceOrgID', organizations],
  ['aws:VpceOrgID', organizations],
  [KEYS.principalAccount, accounts],
  [KEYS.sourceAccount, accounts],
  ['aws:ResourceAccount', accounts],
  ['aws:VpceAccount', accounts],
  [KEYS.principalArn, principalArns],
  [KEYS.sourceArn, sourceArns],
  [KEYS.mfaAge, some(['3600', '1 hour'], ['900', '15 minutes'], ['43200', '12 hours'])],
  [KEYS.sourceIp, one(stop(1, '203.0.113.0/24'), 'Public range. Private addresses never match.')],
  [
    KEYS.roleSessionName,
    ({ statement }) =>
      statement?.shape.kind === 'account'
        ? [{ value: '${aws:username}', detail: 'IAM user name of the caller' }]
        : [{ value: stop(1, '<SESSION_NAME>'), detail: 'Session name that the caller chooses' }],
  ],
  ['aws:RequestedRegion', () => REGIONS.map((value) => ({ value, detail: 'Region of the STS endpoint' }))],
  [
    'aws:PrincipalType',
    some(
      ['AssumedRole', 'A session of a role'],
      ['User', 'An IAM user'],
      ['Account', 'The root user'],
      ['FederatedUser', 'Session from GetFederationToken'],
    ),
  ],
];

/** Values for a claim of a provider's token: audiences, and subjects in the forms that the provider issues. */
function claimValues(
  issuer: string,
  claim: string,
  operator: Operator | undefined,
  context: CompletionContext,
): readonly ValueOffer[] {
  const provider = providerOf(issuer, context);
  if (sameName(claim, 'sub'))
    return provider ? subjects(provider, operator) : [{ value: stop(1, '<subject>'), detail: 'Subject of the token' }];
  if (sameName(claim, 'amr') && provider?.id === 'cognito-identity-pool')
    return [
      { value: 'authenticated', detail: 'Users who signed in' },
      { value: 'unauthenticated', detail: 'Guests' },
    ];
  const usual = templateOf(provider, claim);
  return usual === undefined
    ? [{ value: stop(1, `<${claim.replace(/[^A-Za-z0-9]/g, '')}>`), detail: '' }]
    : [{ value: filled(usual), detail: `Usual for ${provider?.shortName ?? 'the provider'}` }];
}

function providerOf(issuer: string, { statement }: CompletionContext): OidcProvider | undefined {
  const kind = statement?.shape.principals.find((k) => k.kind === 'oidc' && k.issuer.value === issuer);
  return (kind?.kind === 'oidc' ? kind.found : undefined)?.provider ?? oidcProvider(issuer)?.provider;
}

/** The subject forms of a provider: the usual one, then all that are issued; with wildcards only where the operator reads them. */
function subjects(provider: OidcProvider, operator: Operator | undefined): readonly ValueOffer[] {
  const usual = templateOf(provider, 'sub');
  const likes = operator?.wildcards === true && operator.base === 'StringLike';
  const forms = provider.forms
    .filter((f) => !f.custom)
    .map(({ segments }): ValueOffer => {
      let n = 0;
      const parts = segments.map((s) => (typeof s === 'string' ? s : { stop: ++n, text: `<${s.name}>` }));
      return { value: { parts }, detail: detailOf(segments.flatMap((s) => (typeof s === 'string' ? [] : [s.label]))) };
    });
  const first: readonly ValueOffer[] =
    usual === undefined || (hasWildcard(usual) && operator !== undefined && !likes)
      ? []
      : [{ value: filled(usual), detail: 'Usual form' }];
  const seen = new Set<string>();
  return [...first, ...forms].filter(({ value }) => {
    const text = textOfTemplate(value);
    return !seen.has(text) && seen.add(text);
  });
}

function detailOf(labels: readonly string[]): string {
  return labels.filter(Boolean).join(', ');
}

function templateOf(provider: OidcProvider | undefined, claim: string): string | undefined {
  for (const keys of Object.values(provider?.template ?? {})) {
    const value = Object.entries(keys).find(([key]) => sameName(key, `{issuer}:${claim}`))?.[1];
    if (value !== undefined) return typeof value === 'string' ? value : value[0];
  }
  return undefined;
}

function filled(text: string): TemplateText | string {
  const names = new Map<string, number>();
  const parts = withStops(text, (name) => {
    const known = names.get(name) ?? names.size + 1;
    names.set(name, known);
    return known;
  });
  return parts.some((p) => typeof p !== 'string') ? { parts } : text;
}
