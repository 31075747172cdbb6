import { externalIdPlaceholder, vendorAccount } from '../catalogue/vendorAccounts.ts';
import { VENDORS_BY_CUSTOMER, type VendorByCustomer } from '../catalogue/vendorsByCustomer.ts';
import { vendorChoices } from './choices.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import { partitionOf, USUAL_PARTITION } from './partition.ts';
import { pastedAccount } from './pasted.ts';
import { pastedPrincipals } from './pastedPrincipals.ts';
import type { PickItem } from './steps.ts';

/** The choice of a vendor that no table has. */
const OTHER = 'other';

/** Every vendor to choose from; the last row is for those that are missing. */
export const VENDOR_ITEMS: readonly PickItem[] = [
  ...vendorChoices.map(({ id, label, account, detail }) => ({
    id,
    label,
    description: account ?? 'one account per customer',
    ...(detail === undefined ? {} : { detail }),
  })),
  { id: OTHER, label: 'Another vendor', description: 'enter its account ID' },
];

/**
 * Whether the account of the chosen vendor has to be asked for; then the vendor, where it is known by name. The table has accounts of
 * one partition: in others a vendor has others.
 */
export function vendorWithoutAccount(answers: Answers): VendorToAsk | undefined {
  const [chosen] = listAnswer(answers, 'vendor');
  const listed = vendorAccount(chosen ?? '');
  if (listed) {
    const partition = partitionOf(answers);
    return partition === USUAL_PARTITION
      ? undefined
      : { vendor: { name: listed.vendor, where: 'in the setup of the integration' }, partition };
  }
  if (chosen === OTHER) return { vendor: undefined };
  const vendor = VENDORS_BY_CUSTOMER.find(({ id }) => id === chosen);
  return vendor && { vendor };
}

interface VendorToAsk {
  readonly vendor: Pick<VendorByCustomer, 'name' | 'where'> | undefined;
  /** In which its account is not known. */
  readonly partition?: string;
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
