import { POD_IDENTITY, ROLES_ANYWHERE, servicePrincipals } from '../catalogue/servicePrincipals.ts';
import type { ServiceRecord } from '../catalogue/serviceRecord.ts';
import { vendorAccounts, type SeveralAccounts } from '../catalogue/vendorAccounts.ts';
import { VENDORS_BY_CUSTOMER } from '../catalogue/vendorsByCustomer.ts';
import { wordsOf, type Searchable } from '../text/wordSearch.ts';
import { tellingWords } from './searchWords.ts';

/** A service that roles are for. */
export interface ServiceChoice extends Searchable {
  readonly principal: ServiceRecord;
  readonly words: string;
}

/**
 * Services that customers' roles trust, the most common first. Not IAM Roles Anywhere: without a condition on the trust anchor any
 * certificate of the account is accepted.
 */
export const serviceChoices: readonly ServiceChoice[] = servicePrincipals()
  .filter((p) => p.trustee === 'yes' && p.confidence !== 'low' && p.until === undefined && p.name !== ROLES_ANYWHERE)
  .sort((a, b) => rankOf(a) - rankOf(b))
  .map((principal, _, all) => ({
    principal,
    label: labelOf(principal, all),
    words: principal.name.slice(0, principal.name.indexOf('.amazonaws')),
  }));

/** A service with two principals says which. */
function labelOf({ service, name }: ServiceRecord, all: readonly ServiceRecord[]): string {
  const isOne = all.every((other) => other.service !== service || other.name === name);
  return isOne ? service : `${service} (${name.slice(0, name.indexOf('.amazonaws'))})`;
}

/** Those without EKS Pod Identity, which is a kind of its own and may also be one service of several. */
export const soleServices = serviceChoices.filter(({ principal }) => principal.name !== POD_IDENTITY);

function rankOf({ rank }: ServiceRecord): number {
  return rank ?? servicePrincipals().length;
}

/** A vendor, with its account where all customers trust the same. */
export interface VendorChoice extends Searchable {
  readonly id: string;
  readonly account: string | undefined;
  /** What tells it from the vendor's other accounts, where it has several. */
  readonly detail: string | undefined;
}

/** Vendors by name. */
export const vendorChoices: readonly VendorChoice[] = [
  ...vendorAccounts()
    .filter((v) => !v.retired)
    .map(({ account, vendor, several }) => ({
      id: account,
      account,
      label: vendor,
      words: account,
      detail: several && detailOf(several),
    })),
  ...VENDORS_BY_CUSTOMER.map(({ id, name }) => ({ id, account: undefined, label: name, detail: undefined })),
].sort((a, b) => (a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1));

/** Of most accounts the table doesn't say what they are for; the vendor's page does. */
function detailOf({ count, use, page }: SeveralAccounts): string {
  const check = page === undefined ? "check the vendor's documentation" : `check ${page}`;
  return `${use === undefined ? '' : `${use}. `}One of ${count} accounts, by product or Region: ${check}`;
}

/** Whether the name of a file says that its role is for a service: by the first word of either name that tells services apart. */
export function isNamedAfterService({ label, words }: ServiceChoice, fileName: string): boolean {
  const telling = tellingWords(fileName);
  return [wordsOf(words)[0], tellingWords(label)[0]].some((word) => word !== undefined && telling.includes(word));
}

/** Whether the name of a file has all of a vendor's or a product's name in it. */
export function isNamedAfterProduct({ label }: Pick<Searchable, 'label'>, fileName: string): boolean {
  const telling = tellingWords(fileName);
  const name = tellingWords(label);
  return name.length > 0 && name.every((word) => telling.includes(word));
}

/** Whether the name of a file has a word that people search a kind of trust by. */
export function isNamedAfterKind({ words = '' }: Searchable, fileName: string): boolean {
  const telling = tellingWords(fileName);
  return wordsOf(words).some((word) => telling.includes(word));
}
