import { COMMON_SERVICES, servicePrincipals, type ServicePrincipal } from '../catalogue/servicePrincipals.ts';
import { vendorAccounts } from '../catalogue/vendorAccounts.ts';
import { VENDORS_BY_CUSTOMER } from '../catalogue/vendorsByCustomer.ts';
import { wordsOf, type Searchable } from '../text/wordSearch.ts';
import { tellingWords } from './searchWords.ts';

/** A service that roles are for. */
export interface ServiceChoice extends Searchable {
  readonly principal: ServicePrincipal;
  readonly words: string;
}

/** A kind of its own: without a condition on the trust anchor any certificate of the account is accepted. */
const ROLES_ANYWHERE = 'rolesanywhere.amazonaws.com';

/** Another kind of its own, which may also be one service of several. */
const POD_IDENTITY = 'pods.eks.amazonaws.com';

/** Services that customers' roles trust, the most common first. */
export const serviceChoices: readonly ServiceChoice[] = servicePrincipals()
  .filter((p) => p.trustee === 'yes' && p.confidence !== 'low' && p.name !== ROLES_ANYWHERE)
  .sort((a, b) => rankOf(a.name) - rankOf(b.name))
  .map((principal) => ({
    principal,
    label: principal.service,
    words: principal.name.slice(0, principal.name.indexOf('.amazonaws')),
  }));

/** Those that are a kind of trust by themselves. */
export const soleServices = serviceChoices.filter(({ principal }) => principal.name !== POD_IDENTITY);

function rankOf(name: string): number {
  const at = COMMON_SERVICES.indexOf(name);
  return at < 0 ? COMMON_SERVICES.length : at;
}

/** A vendor, with its account where all customers trust the same. */
export interface VendorChoice extends Searchable {
  readonly id: string;
  readonly account: string | undefined;
}

/** Vendors by name. */
export const vendorChoices: readonly VendorChoice[] = [
  ...vendorAccounts()
    .filter((v) => !v.retired)
    .map(({ account, vendor }) => ({ id: account, account, label: vendor, words: account })),
  ...VENDORS_BY_CUSTOMER.map(({ id, name }) => ({ id, account: undefined, label: name })),
].sort((a, b) => (a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1));

/** Whether the name of a file says that its role is for a service: by the first word of either name that tells services apart. */
export function isNamedAfterService({ label, words }: ServiceChoice, fileName: string): boolean {
  const telling = tellingWords(fileName);
  return [wordsOf(words)[0], tellingWords(label)[0]].some((word) => word !== undefined && telling.includes(word));
}

/** Whether the name of a file has all of a vendor's name in it. */
export function isNamedAfterVendor({ label }: VendorChoice, fileName: string): boolean {
  const telling = tellingWords(fileName);
  const name = tellingWords(label);
  return name.length > 0 && name.every((word) => telling.includes(word));
}

/** Whether the name of a file has a word that people search a kind of trust by. */
export function isNamedAfterKind({ words = '' }: Searchable, fileName: string): boolean {
  const telling = tellingWords(fileName);
  return wordsOf(words).some((word) => telling.includes(word));
}
