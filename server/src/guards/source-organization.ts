import { KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { ORGANIZATION } from './forms.ts';
import { defineGuard } from './guard.ts';
import { organizations } from './offers.ts';
import { ACT, actsFor } from './sources.ts';
import { WHOLE } from './telling.ts';

export default defineGuard({
  id: 'sourceOrganization',
  key: KEYS.sourceOrgId,
  operator: STRING_EQUALS,
  for: { service: 3 },
  tags: {},
  value: { form: ORGANIZATION, offer: organizations },
  tells: WHOLE,
  say: {
    noun: (g) => `the organization ${g.it} ${g.does(ACT)} for`,
    plural: false,
    sent: undefined,
    phrase: actsFor('organization'),
  },
  meet: undefined,
  asks: [],
  demand: undefined,
});
