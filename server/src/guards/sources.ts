import type { Verb } from '../text/clause.ts';
import type { Phrase } from './guard.ts';

/** What services act for: the keys that tell of it are said alike. */

export const ACT: Verb = ['acts', 'act'];
const ACT_FOR: Verb = ['acts for', 'act for'];

export const ONLY_SERVICES = 'Only requests from AWS services include it.';

/** `it acts for account 111122223333`, where the test asks just that. */
export const actsFor =
  (what?: 'account' | 'organization'): Phrase =>
  ({ operator: { negated, ifExists, set }, values }, g) =>
    negated || ifExists || set ? undefined : { subject: g.it, verb: g.does(ACT_FOR), object: values(what) };
