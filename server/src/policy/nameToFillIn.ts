import { own } from '../text/own.ts';
import { upperSnake } from '../text/upperSnake.ts';

/**
 * What stands in an example for a part that differs from customer to customer: `SERVICE_ACCOUNT`.
 * @param label what people call it, where it has one
 */
export function nameToFillIn(name: string, label = ''): string {
  return upperSnake(label || (own(PLAIN, name) ?? name));
}

/** Parts whose names say whose they are, which the provider's name beside them says as well. */
const PLAIN: Readonly<Record<string, string>> = {
  fbAppId: 'app ID',
  lwaAppId: 'app ID',
  modalFunction: 'function',
  semRepo: 'repository',
};
