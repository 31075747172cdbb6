import { KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { NAME } from './forms.ts';
import { defineGuard } from './guard.ts';
import { CHOSEN_NAME } from './telling.ts';

export default defineGuard({
  id: 'sourceIdentity',
  key: KEYS.stsSourceIdentity,
  operator: STRING_EQUALS,
  for: {},
  tags: {},
  value: { form: NAME, offer: undefined },
  tells: CHOSEN_NAME,
  say: {
    noun: (g) => `the source identity ${g.it} ${g.does(['sets', 'set'])}`,
    plural: false,
    sent: undefined,
    phrase: undefined,
  },
  meet: undefined,
  asks: [],
  demand: undefined,
});
