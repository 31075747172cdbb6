import { own } from '../text/own.ts';
import table from './data/vendor-accounts.json';

/** Whose account it is, as published by fwd:cloudsec's known_aws_accounts (Apache-2.0). */
export interface VendorAccount {
  readonly vendor: string;
  /** An account of AWS itself. */
  readonly aws: boolean;
  /** The vendor no longer uses it. */
  readonly retired: boolean;
  /** Where it has several accounts: how many, and a page, without its scheme, that says which is for what. */
  readonly several: SeveralAccounts | undefined;
}

/** What tells an account from the vendor's others. */
export interface SeveralAccounts {
  readonly count: number;
  /** What it is for, where that is known. */
  readonly use: string | undefined;
  readonly page: string | undefined;
}

type Row = [
  vendor: string,
  accounts: string[],
  flags: string[],
  page?: string,
  uses?: Readonly<Record<string, string>>,
];

const byAccount: ReadonlyMap<string, VendorAccount> = new Map(
  (table.rows as unknown as readonly Row[]).flatMap(([vendor, accounts, flags, page = '', uses = {}]) =>
    accounts.map((id): [string, VendorAccount] => [
      id,
      {
        vendor,
        aws: flags.includes('aws'),
        retired: flags.includes('retired'),
        several:
          accounts.length > 1
            ? { count: accounts.length, use: own(uses, id), page: page === '' ? undefined : page }
            : undefined,
      },
    ]),
  ),
);

/** Every account of a vendor, AWS's own left out. */
export function vendorAccounts(): readonly (VendorAccount & { readonly account: string })[] {
  return [...byAccount].flatMap(([account, vendor]) => (vendor.aws ? [] : [{ account, ...vendor }]));
}

/** Whether a text is the name of the vendor that owns an account, however it is spelt. */
export function isVendorName(text: string, account: string): boolean {
  const letters = (s: string): string => s.toLowerCase().replace(/[^a-z0-9]/g, '');
  const vendor = byAccount.get(account)?.vendor;
  return vendor !== undefined && letters(vendor) === letters(text);
}

/** The vendor that owns an account; not to be listed proves nothing. */
export function vendorAccount(id: string): VendorAccount | undefined {
  return byAccount.get(id);
}

/** What stands for the external ID until the vendor issued it: `<EXTERNAL_ID_FROM_DATADOG>`, without a vendor `<EXTERNAL_ID>`. */
export function externalIdPlaceholder(vendor?: string): string {
  const name = (vendor ?? '').toUpperCase().match(/[A-Z0-9]+/g) ?? [];
  return `<${['EXTERNAL_ID', ...(name.length ? ['FROM', ...name] : [])].join('_')}>`;
}
