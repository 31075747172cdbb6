import { vendorAccount } from '../catalogue/vendorAccounts.ts';
import { own } from '../text/own.ts';
import { displayText, type Names } from './phrases.ts';

/** Whose account it is: the reader's own name for it, or the vendor's; undefined where neither is known. */
export function ownerOf(account: string, { ownAccounts }: Names): string | undefined {
  return own(ownAccounts, account) ?? vendorAccount(account)?.vendor;
}

/** `account 111122223333 (prod)`. */
export function accountPhrase(account: string, names: Names): string {
  return `account ${accountText(account, names)}`;
}

/** `111122223333 (prod)`. */
export function accountText(account: string, names: Names): string {
  const owner = ownerOf(account, names);
  return `${displayText(account)}${owner === undefined || owner === '' ? '' : ` (${displayText(owner)})`}`;
}
