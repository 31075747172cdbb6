import table from './data/oidc-providers.json';
import { readForm, segmentsOf, type Slip, type SubjectForm } from './subjectForms.ts';

/** The day of the table. */
export const PROVIDERS_AS_OF = table.$provenance.asOf;

/** An OIDC identity provider, or a kind of them. */
export interface OidcProvider {
  readonly id: string;
  readonly name: string;
  /** Its name in a sentence, without the remarks of the full one. */
  readonly shortName: string;
  readonly issuers: readonly Issuer[];
  /** What its clients usually ask for when they call AWS; may hold `{name}` parts. */
  readonly audience: string;
  /** What its audiences look like; undefined where its customers choose them. */
  readonly audiencePattern: RegExp | undefined;
  /** The key of the audience holds the client that a token was issued to (azp), the audience has one of its own. */
  readonly authorizedParty: boolean;
  /** The only one there is, made from the issuer: `https://{issuer}`. */
  readonly audienceOfIssuer: string | undefined;
  /** The forms its subjects have, the usual ones first; none where they are not known. */
  readonly forms: readonly SubjectForm[];
  /** No subject of another form is issued. */
  readonly formsComplete: boolean;
  readonly slips: readonly Slip[];
  /** The names of claims, whole; a pattern that has one is made for a customer's own template. */
  readonly ownClaims: RegExp | undefined;
  /** What its subjects start like, where its issuer can have any host, and a path of its own at most. */
  readonly sign: RegExp | undefined;
  /** What is in no subject, whatever the grammar of its parts. */
  readonly never: RegExp | undefined;
  /** Claims that AWS carries and that the subject repeats: `repository` is `[owner]/[repo]`. */
  readonly sameClaims: ReadonlyMap<string, readonly SubjectForm['segments'][]>;
  /** Claims that AWS carries as condition keys. */
  readonly claims: readonly string[];
  /** Claims (or sts: keys) of which IAM demands one when the policy is saved. */
  readonly demands: readonly string[];
  /** Operator to key (`{issuer}:sub`) to value, with `{name}` parts to fill in. */
  readonly template: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
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
  /** The part of its tokens' subjects that stands in its name too, as the only group of `regex`: whose it is. */
  readonly tells: string | undefined;
}

interface Row {
  id: string;
  name: string;
  issuers: {
    regex?: string;
    example: string;
    kind: Issuer['kind'];
    generic?: boolean;
    builtIn?: boolean;
    tells?: string;
  }[];
  audience: string;
  audiencePattern?: string;
  audienceOfIssuer?: string;
  authorizedParty?: true;
  forms?: string[];
  slips?: string[][];
  complete?: true;
  names?: string;
  sign?: string;
  never?: string;
  sameClaims?: Record<string, string[]>;
  commonClaims: boolean;
  claims: string[];
  demands: string[];
  template: OidcProvider['template'];
}

/** Every provider's: the subject and the audience first, the others after its own. */
const FIRST_CLAIMS = ['sub', 'aud'];
const LAST_CLAIMS = ['oaud', 'amr', 'email'];

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
    tells: i.tells,
  })),
  audience: row.audience,
  audiencePattern: row.audiencePattern === undefined ? undefined : new RegExp(row.audiencePattern),
  audienceOfIssuer: row.audienceOfIssuer,
  authorizedParty: row.authorizedParty ?? false,
  forms: (row.forms ?? []).map(readForm),
  formsComplete: row.complete ?? false,
  slips: (row.slips ?? []).map(([slip = '', meant]) => ({
    form: readForm(slip),
    meant: meant === undefined ? undefined : readForm(meant),
  })),
  ownClaims: row.names === undefined ? undefined : new RegExp(`(?:^|[:*])${row.names}:`),
  sign: row.sign === undefined ? undefined : new RegExp(`^(?:${row.sign})`),
  never: row.never === undefined ? undefined : new RegExp(row.never),
  sameClaims: new Map(Object.entries(row.sameClaims ?? {}).map(([claim, texts]) => [claim, texts.map(segmentsOf)])),
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
      if (candidate.generic) continue;
      if (candidate.example === issuer) return { provider, issuer: candidate };
      if (!found && candidate.regex.test(issuer)) found = { provider, issuer: candidate };
    }
  }
  return found;
}

/** All of them, the most used first. */
export function oidcProviders(): readonly OidcProvider[] {
  return all;
}

/** Whether a text is a subject by its start, wherever it stands. */
export function isSubjectLike(text: string): boolean {
  return /^(?:system:serviceaccount:|repo:|project_path:|organization:)/.test(text);
}

/** The one audience that an issuer's tokens have. */
export function onlyAudience({ audienceOfIssuer }: OidcProvider, issuer: string | undefined): string | undefined {
  return issuer === undefined ? undefined : audienceOfIssuer?.replace('{issuer}', issuer);
}
