import { parseArn } from '../iam/arn.ts';
import type { Tells } from './guard.ts';

/** How values tell who comes. */

export const WHOLE: Tells = { what: 'identity', part: (value) => value };
/** Of a path of IDs that of the organization: others have roots and OUs too. */
export const ORGANIZATION_OF_PATH: Tells = { what: 'identity', part: (value) => value.split('/', 1)[0] };
/** Of a unique ID of a role session what stands before the session's name. */
export const UNIQUE_PART: Tells = { what: 'identity', part: (value) => value.split(':', 1)[0] };
export const ACCOUNT_OF_ARN: Tells = { what: 'arn', part: (value) => parseArn({ value, holes: [] })?.account.value };
export const CHOSEN_NAME: Tells = { what: 'name', part: () => undefined };
