import { KEYS } from '../iam/vocabulary.ts';
import { ORGANIZATION_PATH } from './forms.ts';
import { defineGuard } from './guard.ts';
import { ACT } from './sources.ts';
import { ORGANIZATION_OF_PATH } from './telling.ts';
import { unitPaths } from './units.ts';

export default defineGuard({
  id: 'sourceOrganizationPaths',
  key: KEYS.sourceOrgPaths,
  operator: 'ForAnyValue:StringLike',
  for: { service: 4 },
  tags: {},
  value: { form: ORGANIZATION_PATH, offer: unitPaths },
  tells: ORGANIZATION_OF_PATH,
  say: {
    noun: (g) => `the organization path ${g.it} ${g.does(ACT)} for`,
    plural: false,
    sent: undefined,
    phrase: undefined,
  },
  meet: undefined,
  asks: [],
  demand: undefined,
});
