import { externalIdPlaceholder, vendorAccount } from '../catalogue/vendorAccounts.ts';
import { VENDORS_BY_CUSTOMER, type VendorByCustomer } from '../catalogue/vendorsByCustomer.ts';
import { vendorChoices } from './choices.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import { pastedAccount, pastedPrincipals } from './pasted.ts';
import type { PickItem } from './steps.ts';

/** The choice of a vendor that no table has. */
const OTHER = 'other';

/** Every vendor to choose from; the last row is for those that are missing. */
export const VENDOR_ITEMS: readonly PickItem[] = [
  ...vendorChoices.map(({ id, label, account }) => ({ id, label, description: account ?? 'one account per customer' })),
  { id: OTHER, label: 'Another vendor', description: 'enter its account ID' },
];

/** Whether the account of the chosen vendor has to be asked for; then the vendor, where it is known by name. */
export function vendorWithoutAccount(answers: Answers): { readonly vendor: VendorByCustomer | undefined } | undefined {
  const [chosen] = listAnswer(answers, 'vendor');
  if (chosen === OTHER) return { vendor: undefined };
  const vendor = VENDORS_BY_CUSTOMER.find(({ id }) => id === chosen);
  return vendor && { vendor };
}

/** The principals that the answers name, as they were typed or picked. */
export function principalsIn(answers: Answers): readonly string[] {
  switch (textAnswer(answers, 'kind')) {
    case 'vendor':
      if (!vendorWithoutAccount(answers)) return listAnswer(answers, 'vendor');
      break;
    case 'account':
    case 'principal':
      break;
    default:
      return []; // an answer of another kind, given before
  }
  return pastedPrincipals(textAnswer(answers, 'principals'));
}

/** The accounts of these principals. */
export function accountsIn(answers: Answers): readonly string[] {
  return principalsIn(answers).flatMap((part) => pastedAccount(part) ?? []);
}

/** What stands for the external ID of the vendor that the answers trust; undefined where they trust no vendor that we know of. */
export function vendorPlaceholder(answers: Answers): string | undefined {
  const name = vendorName(answers);
  return name !== undefined || isVendor(answers) ? externalIdPlaceholder(name) : undefined;
}

/** The name of the vendor that the answers trust. */
export function vendorName(answers: Answers): string | undefined {
  const asked = isVendor(answers) ? vendorWithoutAccount(answers)?.vendor?.name : undefined;
  const listed = accountsIn(answers).flatMap((account) => vendorAccount(account) ?? []);
  return asked ?? listed.find(({ aws }) => !aws)?.vendor;
}

function isVendor(answers: Answers): boolean {
  return textAnswer(answers, 'kind') === 'vendor';
}
