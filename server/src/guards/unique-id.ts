import { KEYS } from '../iam/vocabulary.ts';
import type { Form } from './form.ts';
import { defineGuard } from './guard.ts';
import { UNIQUE_PART } from './telling.ts';

const isNoArn = (value: string): boolean => /^(?!arn:)\S+$/.test(value);

/** Only what is surely none is told: an ARN, or a name with blanks. */
const FORM: Form = {
  says: 'is a unique ID (example: AROACKCEVSQ6C2EXAMPLE:session)',
  test: isNoArn,
  matches: isNoArn,
  characters: undefined,
  separator: undefined, // the name of a session may have a comma
};

export default defineGuard({
  id: 'uniqueId',
  key: KEYS.userId,
  operator: 'StringLike',
  for: {},
  tags: {},
  value: { form: FORM, offer: undefined },
  tells: UNIQUE_PART,
  say: { noun: (g) => `${g.its} unique ID`, plural: false, sent: undefined, phrase: undefined },
  meet: undefined,
  asks: [],
  demand: undefined,
});
