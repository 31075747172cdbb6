import { KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { form } from './form.ts';
import { defineGuard } from './guard.ts';

export default defineGuard({
  id: 'vpcEndpoint',
  key: KEYS.sourceVpce,
  operator: STRING_EQUALS,
  for: {},
  tags: {},
  value: {
    form: form(
      'is a VPC endpoint ID (example: vpce-0123456789abcdef0)',
      (value) => /^vpce-(?:[0-9a-z]{8}|[0-9a-z]{17})$/.test(value),
      /[0-9a-z-]/,
      'vpce-',
    ),
    offer: undefined,
  },
  tells: undefined,
  say: { noun: (g) => `${g.its} VPC endpoint`, plural: false, sent: undefined, phrase: undefined },
  meet: undefined,
  asks: [],
  demand: undefined,
});
