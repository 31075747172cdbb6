import { KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { form } from './form.ts';
import { defineGuard } from './guard.ts';

export default defineGuard({
  id: 'vpc',
  key: KEYS.sourceVpc,
  operator: STRING_EQUALS,
  for: {},
  tags: {},
  value: {
    form: form(
      'is a VPC ID (example: vpc-0123456789abcdef0)',
      (value) => /^vpc-(?:[0-9a-z]{8}|[0-9a-z]{17})$/.test(value),
      /[0-9a-z-]/,
      'vpc-',
    ),
    offer: undefined,
  },
  tells: undefined,
  say: { noun: (g) => `${g.its} VPC`, plural: false, sent: undefined, phrase: undefined },
  meet: undefined,
  asks: [],
  demand: undefined,
});
