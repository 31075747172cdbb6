import { isOrganizationId } from '../iam/organization.ts';
import { pastedArn, unquoted } from '../iam/pasted.ts';
import { KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import type { Verb } from '../text/clause.ts';
import { ORGANIZATION } from './forms.ts';
import { defineGuard, everybody } from './guard.ts';
import { organizations } from './offers.ts';
import { WHOLE } from './telling.ts';
import { unitPathIn, unitProblem } from './unitAnswer.ts';

const BELONG: Verb = ['belongs to', 'belong to'];
const NOT_BELONG: Verb = ["doesn't belong to", "don't belong to"];

export default defineGuard({
  id: 'organization',
  key: KEYS.principalOrgId,
  operator: STRING_EQUALS,
  for: { account: 2, everyone: 1, any: 2 },
  tags: {},
  value: { form: ORGANIZATION, offer: organizations },
  tells: WHOLE,
  say: {
    noun: (g) => `${g.its} organization`,
    plural: false,
    sent: undefined,
    phrase: ({ operator: { negated, ifExists, set }, values }, g) =>
      set || (ifExists && !negated)
        ? undefined
        : { subject: g.it, verb: g.does(negated ? NOT_BELONG : BELONG), object: values('organization') },
  },
  meet: 'The management account is part of it. An account that left the organization is not.',
  asks: [
    {
      id: 'organization',
      label: 'Organization',
      detail: 'Only callers from accounts in your AWS organization',
      callers: ['account', 'everyone'],
      suits: everybody,
      question: () => ({
        title: 'Which organization?',
        prompt: 'ID or ARN of your AWS organization, or of an OU in it.',
        placeholder: 'o-a1b2c3d4e5',
        problem: (value) =>
          isOrganizationId(organizationIn(value)) ? undefined : 'Not an organization ID. Example: o-a1b2c3d4e5',
        // The path of an OU has its organization too, and says more.
        read: (value) => {
          const path = unitPathIn(value);
          const organizationId = organizationIn(value);
          return unitProblem(path, organizationId) === undefined
            ? { organizationId, organizationPath: path }
            : organizationId;
        },
      }),
      answer: 'organizationId',
      value: (answer) => answer,
      deny: { label: 'Everyone outside the organization', operator: 'StringNotEquals', sparesServices: true },
    },
  ],
  demand: {
    title: 'Restrict to an organization',
    rank: 3,
    suits: ({ vendors }) => !vendors.length,
    value: ({ organizations: [first] }) => first ?? '<ORG_ID>',
  },
});

/** `arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5`, as the console shows it; or that of an OU, or its path. */
function organizationIn(value: string): string {
  const text = pastedArn(value)?.resource.value.replace(/^(?:organization|ou)\//, '') ?? unquoted(value);
  return unitProblem(unitPathIn(value), undefined) === undefined ? (text.split('/', 1)[0] ?? '') : text;
}
