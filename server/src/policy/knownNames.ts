import { isAccountId, accountFieldOf } from '../iam/account.ts';
import { parseArn } from '../iam/arn.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import type { HoledText } from '../text/holedText.ts';
import type { PolicySource } from '../tree/source.ts';
import type { Policy } from './model.ts';

/** What policies name: worth offering again. In the order met, each once. */
export interface KnownNames {
  readonly accounts: readonly string[];
  /** Roles, users and sessions. */
  readonly principals: readonly string[];
  readonly organizations: readonly string[];
  /** ARNs of identity providers. */
  readonly providers: readonly string[];
  /** Roles and identity providers whose account is not said, by the rest of their ARN: `role/ci/deploy`, `oidc-provider/gitlab.com`. */
  readonly unplaced: readonly string[];
}

/** Gathers what policies name; what is still to be filled in is left out. */
export function knownNamesIn(policies: readonly Policy[]): KnownNames {
  const accounts = new Set<string>();
  const principals = new Set<string>();
  const organizations = new Set<string>();
  const providers = new Set<string>();
  const unplaced = new Set<string>();
  for (const { statements, source } of policies) {
    const owned = ownedBy(source);
    if (owned !== undefined) unplaced.add(owned);
    for (const statement of statements) {
      for (const { type, value } of statement.principals) {
        if (value.holes.length) {
          const resource = resourceOf(value);
          if (resource !== undefined) unplaced.add(resource);
          continue;
        }
        const account = accountFieldOf(value)?.value ?? '';
        if (isAccountId(account)) accounts.add(account);
        if (type === 'Federated' && value.value.startsWith('arn:')) providers.add(value.value);
        if (type === 'AWS' && namesOne(value.value)) principals.add(value.value);
      }
      for (const { key, values } of statement.conditions) {
        const organization = ORGANIZATIONS.some((k) => sameName(k, key.value));
        const account = ACCOUNTS.some((k) => sameName(k, key.value));
        if (!organization && !account) continue;
        for (const { text } of values) {
          if (!text || text.holes.length) continue;
          if (organization && /^o-[a-z0-9]{10,32}$/.test(text.value)) organizations.add(text.value);
          if (account && isAccountId(text.value)) accounts.add(text.value);
        }
      }
    }
  }
  return {
    accounts: [...accounts],
    principals: [...principals],
    organizations: [...organizations],
    providers: [...providers],
    unplaced: [...unplaced],
  };
}

/** The role that a document names and gives no ARN. */
function ownedBy({ owner }: PolicySource): string | undefined {
  if (!owner || owner.roleName === undefined || owner.roleArn !== undefined) return undefined;
  const resource = `role${owner.path ?? '/'}${owner.roleName}`;
  return UNPLACED.test(resource) ? resource : undefined;
}

/** The role or identity provider of an ARN whose account only a deploy knows. */
function resourceOf(value: HoledText): string | undefined {
  const resource = parseArn(value)?.resource;
  return resource && !resource.holes.length && UNPLACED.test(resource.value) ? resource.value : undefined;
}

const UNPLACED = /^(?:role|oidc-provider|saml-provider)\/[\w+=,.@:/-]+$/;

/** All of them together, each once. */
export function mergedNames(all: readonly KnownNames[]): KnownNames {
  const merge = (pick: (seen: KnownNames) => readonly string[]): readonly string[] => [...new Set(all.flatMap(pick))];
  return {
    accounts: merge((s) => s.accounts),
    principals: merge((s) => s.principals),
    organizations: merge((s) => s.organizations),
    providers: merge((s) => s.providers),
    unplaced: merge((s) => s.unplaced),
  };
}

const ORGANIZATIONS = [KEYS.principalOrgId, KEYS.sourceOrgId, 'aws:ResourceOrgID', 'aws:VpceOrgID'];
const ACCOUNTS = [KEYS.principalAccount, KEYS.sourceAccount, 'aws:ResourceAccount', 'aws:VpceAccount'];

/** Whether an ARN is that of one role or user. */
function namesOne(arn: string): boolean {
  return arn.startsWith('arn:') && !/[*?]/.test(arn) && /.:(?:role|user)\/./.test(arn.slice(4));
}
