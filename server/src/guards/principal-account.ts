import { isAccountId } from '../iam/account.ts';
import { KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { form, type Form } from './form.ts';
import { ACCOUNT } from './forms.ts';
import { defineGuard } from './guard.ts';
import { accounts } from './offers.ts';
import { WHOLE } from './telling.ts';

/** Of calls that nobody signed it is the word. */
const FORM: Form = {
  ...form(ACCOUNT.says, (value) => isAccountId(value) || value === 'anonymous', /[a-z\d]/),
  ...(ACCOUNT.place === undefined ? {} : { place: ACCOUNT.place }),
};

export default defineGuard({
  id: 'principalAccount',
  key: KEYS.principalAccount,
  operator: STRING_EQUALS,
  for: { account: 7, everyone: 3 },
  tags: {},
  value: { form: FORM, offer: accounts },
  tells: WHOLE,
  say: { noun: (g) => `${g.its} account`, plural: false, sent: undefined, phrase: undefined },
  meet: undefined,
  asks: [],
  demand: undefined,
});
