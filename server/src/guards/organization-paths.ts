import { KEYS } from '../iam/vocabulary.ts';
import { ORGANIZATION_PATH } from './forms.ts';
import { defineGuard, everybody } from './guard.ts';
import { ORGANIZATION_OF_PATH } from './telling.ts';
import { unitPathIn, unitProblem } from './unitAnswer.ts';
import { unitPaths } from './units.ts';

export default defineGuard({
  id: 'organizationPaths',
  key: KEYS.principalOrgPaths,
  operator: 'ForAnyValue:StringLike',
  for: { account: 10, everyone: 4 },
  tags: {},
  value: { form: ORGANIZATION_PATH, offer: unitPaths },
  tells: ORGANIZATION_OF_PATH,
  say: { noun: (g) => `${g.its} organization path`, plural: false, sent: undefined, phrase: undefined },
  meet: 'The path ends in a slash and holds the IDs of the organization, the root and each OU.',
  asks: [
    {
      id: 'organizationPaths',
      label: 'Organizational unit (OU)',
      detail: 'Only callers from accounts in one OU, or in OUs below it',
      callers: ['account', 'everyone'],
      suits: everybody,
      question: ({ told }) => ({
        title: 'Which OU?',
        prompt: 'ARN of the OU, or its path: IDs of the organization, the root and each OU down to it.',
        placeholder: 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/',
        problem: (value) => unitProblem(unitPathIn(value), told('organizationId')),
        read: unitPathIn,
      }),
      answer: 'organizationPath',
      value: (answer) => answer,
    },
  ],
  demand: {
    title: 'Restrict to an OU of the organization',
    rank: 3.5,
    suits: ({ vendors }) => !vendors.length,
    value: ({ organizations: [first] }) => `${first ?? '<ORG_ID>'}/<ROOT_ID>/<OU_ID>/*`,
  },
});
