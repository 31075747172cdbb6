import { stop } from '../tree/template.ts';
import type { Guard, ValueOffer } from './guard.ts';

/** Values that several keys share. */

export type Offer = NonNullable<Guard['value']['offer']>;

/** One value for all who are asked. */
export const one =
  (value: ValueOffer['value'], detail: string): Offer =>
  () => [{ value, detail }];

/** A choice of values. */
export const some =
  (...offers: readonly (readonly [value: string, detail: string])[]): Offer =>
  () =>
    offers.map(([value, detail]) => ({ value, detail }));

/** The reader's own, else one to fill in; those that stand in policies may be others': they come last. */
export const accounts: Offer = ({ ownAccounts, seen }) => {
  const named = Object.entries(ownAccounts).map(([value, name]) => ({
    value,
    detail: `Account ${name}`,
    filter: name,
  }));
  const place: ValueOffer = { value: stop(1, 'ACCOUNT_ID'), detail: 'Account ID (12 digits)' };
  const others = seen.accounts
    .filter((id) => !Object.hasOwn(ownAccounts, id))
    .map((value): ValueOffer => ({ value, detail: 'Used in these policies' }));
  return [...(named.length ? named : [place]), ...others];
};

/** Those that the reader told, and those that stand in policies. */
export const organizations: Offer = ({ organizations: told, seen }) => {
  const ids = [...new Set([...told, ...seen.organizations])];
  return ids.length
    ? ids.map((value) => ({ value, detail: told.includes(value) ? 'Your organization' : 'Used in these policies' }))
    : [{ value: stop(1, '<ORG_ID>'), detail: 'ID of your organization (example: o-a1b2c3d4e5)' }];
};

const DAY = 86_400_000;

/** The ends of days to come. */
export const endsOfDays: Offer = ({ now }) =>
  [30, 90, 365, 7].map((days) => ({
    value: endOfDay(dayAfter(now, days)),
    detail: `In ${days} days`,
    filter: `${days} days`,
  }));

/** A day so many days from now, in UTC. */
export function dayAfter(now: number, days: number): string {
  return new Date(now + days * DAY).toISOString().slice(0, 10);
}

/** The first second of a day, in UTC. */
export function startOfDay(day: string): string {
  return `${day}T00:00:00Z`;
}

/** The last second of a day, in UTC. */
export function endOfDay(day: string): string {
  return `${day}T23:59:59Z`;
}
