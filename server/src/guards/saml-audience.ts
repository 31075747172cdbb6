import { KEYS, SAML_AUDIENCE, STRING_EQUALS } from '../iam/vocabulary.ts';
import { defineGuard } from './guard.ts';
import { one } from './offers.ts';

export default defineGuard({
  id: 'samlAudience',
  key: KEYS.samlAudience,
  operator: STRING_EQUALS,
  for: { saml: 1, any: 8 },
  tags: {},
  value: { form: undefined, offer: one(SAML_AUDIENCE, 'AWS sign-in URL') },
  tells: undefined,
  say: { noun: () => 'the SAML audience', plural: false, sent: undefined, phrase: undefined },
  meet: 'This is the Recipient in the SAML response: the sign-in URL.',
  asks: [],
  demand: undefined,
});
