import { isSubjectLike, oidcProviders, onlyAudience, type OidcProvider } from '../catalogue/oidcProviders.ts';
import generic from './generic.ts';
import { providers } from './index.ts';
import type { Claim, Provider } from './provider.ts';
import { plain } from './rare.ts';

const byRow: ReadonlyMap<string, Provider> = new Map(
  providers.flatMap((provider) => [provider.id, ...provider.also].map((row): [string, Provider] => [row, provider])),
);

/** What is known of a provider of the catalogue. */
export function recordOf({ id }: OidcProvider): Provider {
  return byRow.get(id) ?? plain({ id });
}

/** Whether a row stands for any issuer, and names no provider. */
export function isAnyIssuer({ id }: Pick<OidcProvider, 'id'>): boolean {
  return id === generic.id;
}

/** A provider with its row of the catalogue. */
export interface ListedProvider {
  readonly record: Provider;
  readonly row: OidcProvider;
}

/** Those with a record, by the row it is named after, the most used first. */
export const listedProviders: readonly ListedProvider[] = oidcProviders().flatMap((row) => {
  const record = recordOf(row);
  return record.id === row.id ? [{ record, row }] : [];
});

/** Every provider's claims that name who comes, the subject first. */
export const NARROWING_CLAIMS: readonly string[] = [
  ...new Set(['sub', ...claimsThatTell('tenant', 'project', 'file', 'person'), 'email']),
];

/** The claims of all providers that tell one of these. */
export function claimsThatTell(...what: readonly Claim['tells'][]): readonly string[] {
  return providers.flatMap(({ narrowing }) => narrowing.filter((c) => what.includes(c.tells)).map((c) => c.name));
}

/**
 * Whether a provider's tokens that are meant for AWS may have an audience.
 * @param issuer the name of the issuer, where it is known
 */
export function isAudienceOf(row: OidcProvider, audience: string, issuer?: string): boolean {
  if (isSubjectLike(audience) || recordOf(row).unaskedAudience?.test(audience)) return false;
  const only = onlyAudience(row, issuer);
  if (only !== undefined) return audience === only || audience === `${only}/`;
  return row.audiencePattern?.test(audience) ?? true;
}
