import { isAccountId } from '../iam/account.ts';
import { isOrganizationId } from '../iam/organization.ts';
import { alphabet, form, path, type Form } from './form.ts';

/** Forms that several keys share. */

export const ACCOUNT: Form = { ...form('is an account ID (12 digits)', isAccountId, /\d/), place: '<ACCOUNT_ID>' };

export const ORGANIZATION: Form = {
  ...form('is an organization ID (example: o-a1b2c3d4e5)', isOrganizationId, /[a-z0-9-]/, 'o-'),
  place: '<ORG_ID>',
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const ORGANIZATION_PATH: Form = {
  ...path('is a path of organization, root and OU IDs (example: o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/)', [
    { start: 'o-', test: isOrganizationId },
    { start: 'r-', test: (id) => /^r-[a-z0-9]{4,32}$/.test(id) },
    { start: 'ou-', test: (id) => /^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/.test(id) },
  ]),
  place: '<ORG_ID>/<ROOT_ID>/<OU_ID>/',
};

/** Of role sessions and source identities. */
export const NAME = alphabet('has 2 to 64 characters: letters, digits and _+=,.@-', /[\w+=,.@-]/, 2, 64);

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html */
export const TAG_VALUE = alphabet(
  'has only letters, digits, white space and _.:/=+-@',
  /[\p{L}\p{Z}\p{N}_.:/=+\-@]/u,
  0,
  Infinity,
  /[,;]/,
);
