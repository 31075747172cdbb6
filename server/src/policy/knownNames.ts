import { isAccountId, accountFieldOf } from '../iam/account.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import type { Policy } from './model.ts';

/** What policies name: worth offering again. In the order met, each once. */
export interface KnownNames {
  readonly accounts: readonly string[];
  /** Roles, users and sessions. */
  readonly principals: readonly string[];
  readonly organizations: readonly string[];
  /** ARNs of identity providers. */
  readonly providers: readonly string[];
}

/** Gathers what policies name; what is still to be filled in is left out. */
export function knownNamesIn(policies: readonly Policy[]): KnownNames {
  const accounts = new Set<string>();
  const principals = new Set<string>();
  const organizations = new Set<string>();
  const providers = new Set<string>();
  for (const { statements } of policies)
    for (const statement of statements) {
      for (const { type, value } of statement.principals) {
        if (value.holes.length) continue;
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
  return {
    accounts: [...accounts],
    principals: [...principals],
    organizations: [...organizations],
    providers: [...providers],
  };
}

/** All of them together, each once. */
export function mergedNames(all: readonly KnownNames[]): KnownNames {
  const merge = (pick: (seen: KnownNames) => readonly string[]): readonly string[] => [...new Set(all.flatMap(pick))];
  return {
    accounts: merge((s) => s.accounts),
    principals: merge((s) => s.principals),
    organizations: merge((s) => s.organizations),
    providers: merge((s) => s.providers),
  };
}

const ORGANIZATIONS = [KEYS.principalOrgId, KEYS.sourceOrgId, 'aws:ResourceOrgID', 'aws:VpceOrgID'];
const ACCOUNTS = [KEYS.principalAccount, KEYS.sourceAccount, 'aws:ResourceAccount', 'aws:VpceAccount'];

/** Whether an ARN is that of one role or user. */
function namesOne(arn: string): boolean {
  return arn.startsWith('arn:') && !/[*?]/.test(arn) && /.:(?:role|user)\/./.test(arn.slice(4));
}
