import { KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { sendsOtherAccount, SOURCE_ACCOUNT_ID } from '../policy/namedService.ts';
import { stop } from '../tree/template.ts';
import { ACCOUNT } from './forms.ts';
import { defineGuard, everybody } from './guard.ts';
import { accounts, type Offer } from './offers.ts';
import { ACT, actsFor, ONLY_SERVICES } from './sources.ts';
import { WHOLE } from './telling.ts';

const offers: Offer = (asked, operator, tag) =>
  sendsOtherAccount(asked.statement?.principals.map(({ value }) => value) ?? [])
    ? [{ value: stop(1, SOURCE_ACCOUNT_ID), detail: 'Account where the service is set up' }]
    : accounts(asked, operator, tag);

export default defineGuard({
  id: 'sourceAccount',
  key: KEYS.sourceAccount,
  operator: STRING_EQUALS,
  for: { service: 1, any: 3 },
  tags: {},
  value: { form: ACCOUNT, offer: offers },
  tells: WHOLE,
  say: {
    noun: (g) => `the account ${g.it} ${g.does(ACT)} for`,
    plural: false,
    sent: undefined,
    phrase: actsFor('account'),
  },
  meet: ONLY_SERVICES,
  asks: [],
  demand: {
    title: 'Restrict to one source account',
    rank: 6,
    suits: everybody,
    value: ({ accounts: [first], principals }) =>
      sendsOtherAccount(principals) ? SOURCE_ACCOUNT_ID : (first ?? '<ACCOUNT_ID>'),
  },
});
