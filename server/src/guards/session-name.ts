import { KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { stop } from '../tree/template.ts';
import { NAME } from './forms.ts';
import { defineGuard } from './guard.ts';
import { CHOSEN_NAME } from './telling.ts';

export default defineGuard({
  id: 'sessionName',
  key: KEYS.roleSessionName,
  operator: STRING_EQUALS,
  for: { account: 9 },
  tags: {},
  value: {
    form: NAME,
    offer: ({ statement }) =>
      statement?.shape.kind === 'account'
        ? [{ value: '${aws:username}', detail: 'IAM user name of the caller' }]
        : [{ value: stop(1, '<SESSION_NAME>'), detail: 'Session name that the caller chooses' }],
  },
  tells: CHOSEN_NAME,
  say: { noun: (g) => `${g.its} session name`, plural: false, sent: undefined, phrase: undefined },
  meet: 'This is the value of --role-session-name.',
  asks: [],
  demand: undefined,
});
