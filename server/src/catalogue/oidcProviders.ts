import { own } from '../text/own.ts';
import table from './data/oidc-providers.json';

/** An OIDC identity provider, or a kind of them. */
export interface OidcProvider {
  readonly id: string;
  readonly name: string;
  /** Its name in a sentence, without the remarks of the full one. */
  readonly shortName: string;
  readonly issuers: readonly Issuer[];
  /** Its users are people who sign in to an app; the audience tells the app. */
  readonly signIn: boolean;
  /** What its clients usually ask for when they call AWS; may hold `{name}` parts. */
  readonly audience: string;
  /** What its audiences look like; undefined where its customers choose them. */
  readonly audiencePattern: RegExp | undefined;
  /** The forms its subjects have, the usual ones first; none where they are not known. */
  readonly forms: readonly SubjectForm[];
  /** No subject of another form is issued. */
  readonly formsComplete: boolean;
  /** Claims that AWS carries as condition keys. */
  readonly claims: readonly string[];
  /** Claims (or sts: keys) of which IAM demands one when the policy is saved. */
  readonly demands: readonly string[];
  /** Operator to key (`{issuer}:sub`) to value, with `{name}` parts to fill in. */
  readonly template: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** `repo:[owner]/[repo]:…`: literal text and parts in turn. */
export interface SubjectForm {
  readonly segments: readonly (string | SubjectPart)[];
  /** Only issued when a customer changed the provider's template. */
  readonly custom: boolean;
  /** Of a whole subject; a group for each part. */
  readonly regex: RegExp;
}

export interface SubjectPart {
  readonly name: string;
  /** What to call it: `repository`; empty for parts that tell nothing. */
  readonly label: string;
  /**
   * tenant: whose it is. project: what of theirs; all of them open is the whole tenant. detail: which of its runs. nothing: it
   * does not narrow who comes. `narrows`: a pattern in it still keeps to a part of the tenant.
   */
  readonly role: 'tenant' | 'project' | 'detail' | 'nothing';
  readonly narrows: boolean;
  /** Anchored. */
  readonly regex: RegExp;
}

export interface Issuer {
  readonly regex: RegExp;
  readonly example: string;
  /** shared: all customers of the provider have the same issuer. */
  readonly kind: 'shared' | 'tenant' | 'self-hosted';
  /** Matches any host: says nothing about who runs it. */
  readonly generic: boolean;
  /** Named by its host, without a provider ARN. */
  readonly builtIn: boolean;
}

interface Row {
  id: string;
  name: string;
  issuers: { regex?: string; example: string; kind: Issuer['kind']; generic?: boolean; builtIn?: boolean }[];
  signIn?: boolean;
  audience: string;
  audiencePattern?: string;
  forms?: string[];
  sure?: true;
  commonClaims: boolean;
  claims: string[];
  demands: string[];
  template: OidcProvider['template'];
}

/** Every provider's: the subject and the audience first, the others after its own. */
const FIRST_CLAIMS = ['sub', 'aud'];
const LAST_CLAIMS = ['oaud', 'amr', 'email'];

const ROLES: Readonly<Record<string, SubjectPart['role']>> = {
  t: 'tenant',
  p: 'project',
  q: 'project',
  d: 'detail',
  x: 'nothing',
};

const parts: ReadonlyMap<string, SubjectPart> = new Map(
  Object.entries(table.params as unknown as Readonly<Record<string, readonly [string, string, string]>>).map(
    ([key, [role, label, regex]]) => [
      key,
      {
        name: key.split('.', 1)[0] ?? key,
        label,
        role: own(ROLES, role) ?? 'nothing',
        narrows: role === 'q',
        regex: new RegExp(`^(?:${regex})$`),
      },
    ],
  ),
);

function readForm(text: string): SubjectForm {
  const custom = text.startsWith('~');
  const pieces = (custom ? text.slice(1) : text).split(/\[([\w.-]+)\]/);
  const segments = pieces.map((piece, i) => (i % 2 ? (parts.get(piece) ?? piece) : piece)).filter((s) => s !== '');
  const regex = segments.map((s) =>
    typeof s === 'string' ? s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : `(${s.regex.source.slice(1, -1)})`,
  );
  return { segments, custom, regex: new RegExp(`^${regex.join('')}$`) };
}

/** The example of an exact issuer is compared itself. */
const NEVER = /^(?!)/;

const all: readonly OidcProvider[] = (table.rows as unknown as readonly Row[]).map((row) => ({
  id: row.id,
  name: row.name,
  shortName: row.name.split(/ \(|: | \/ /, 1).join(''),
  issuers: row.issuers.map((i) => ({
    regex: i.regex === undefined ? NEVER : new RegExp(i.regex),
    example: i.example,
    kind: i.kind,
    generic: i.generic ?? false,
    builtIn: i.builtIn ?? false,
  })),
  signIn: row.signIn ?? false,
  audience: row.audience,
  audiencePattern: row.audiencePattern === undefined ? undefined : new RegExp(row.audiencePattern),
  forms: (row.forms ?? []).map(readForm),
  formsComplete: row.sure ?? false,
  claims: row.commonClaims ? [...new Set([...FIRST_CLAIMS, ...row.claims, ...LAST_CLAIMS])] : row.claims,
  demands: row.demands,
  template: row.template,
}));

/** Longer than any issuer AWS takes (255): not worth a look. */
const LONGEST = 300;

/** An issuer's provider and which of its issuers it is. */
export interface FoundProvider {
  readonly provider: OidcProvider;
  readonly issuer: Issuer;
}

/**
 * The provider of an issuer (`token.actions.githubusercontent.com`), told by its host and path; undefined for a host that
 * could be anybody's. Exact issuers win over patterns.
 */
export function oidcProvider(issuer: string): FoundProvider | undefined {
  if (issuer.length > LONGEST) return undefined;
  let found: FoundProvider | undefined;
  for (const provider of all) {
    for (const candidate of provider.issuers) {
      if (candidate.example === issuer) return { provider, issuer: candidate };
      if (!found && !candidate.generic && candidate.regex.test(issuer)) found = { provider, issuer: candidate };
    }
  }
  return found;
}

/** All of them, the most used first. */
export function oidcProviders(): readonly OidcProvider[] {
  return all;
}

/** Whether a provider signs no tokens any more. */
export function isRetired({ id }: OidcProvider): boolean {
  return id === 'github-vstoken';
}

/** Whether a text is a subject by its start, wherever it stands. */
export function isSubjectLike(text: string): boolean {
  return /^(?:system:serviceaccount:|repo:|project_path:|organization:)/.test(text);
}

/** Whether a provider's tokens that are meant for AWS may have an audience. */
export function isAudienceOf({ audiencePattern, id }: OidcProvider, audience: string): boolean {
  if (isSubjectLike(audience)) return false;
  // What GitHub puts in where nobody asked for an audience; the action that signs in to AWS always asks for one.
  if (id.startsWith('github-actions')) return !/^https:\/\/github\.com\/[\w-]+\/?$/.test(audience);
  return audiencePattern?.test(audience) ?? true;
}
