import { vendorAccount } from '../../catalogue/vendorAccounts.ts';
import { accountText } from '../../explain/account.ts';
import type { Names } from '../../explain/phrases.ts';
import { counted } from '../../text/counted.ts';
import { listed } from '../../text/listed.ts';
import { escaped, paragraphs } from '../../text/markdown.ts';

/** Where an external ID is used, as far as trust policies of the workspace tell. */
export interface ExternalIdUsage {
  readonly roles: number;
  /** The accounts that are to send it, each once. */
  readonly accounts: readonly string[];
}

/** Which roles share an external ID, and which accounts do: it tells a vendor's customers apart only while no one else knows it. */
export function describeExternalId({ roles, accounts }: ExternalIdUsage, names: Names): string {
  const byOwner = new Map(
    accounts
      .filter((account) => !Object.hasOwn(names.ownAccounts, account))
      .map((account) => [vendorAccount(account)?.vendor ?? account, account]),
  );
  const shared = [...byOwner.values()].map((account) => escaped(accountText(account, names)));
  return paragraphs(
    roles > 1 ? `Used in ${counted(roles, 'role')}` : undefined,
    shared.length > 1
      ? `**Shared:** accounts ${listed(shared, 'and')} send the same external ID. If they belong to different vendors, use a different one for each.`
      : undefined,
  );
}
