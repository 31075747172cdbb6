import { unquoted } from '../iam/pasted.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { own } from '../text/own.ts';
import { durationPhrase } from '../text/time.ts';
import { defineGuard } from './guard.ts';
import { maySignInWithMfa } from './mfa.ts';
import { some } from './offers.ts';

export default defineGuard({
  id: 'mfaAge',
  key: KEYS.mfaAge,
  operator: 'NumericLessThan',
  for: { account: 5 },
  tags: {},
  value: { form: undefined, offer: some(['3600', '1 hour'], ['900', '15 minutes'], ['43200', '12 hours']) },
  tells: undefined,
  say: {
    noun: (g) => `the age of ${g.its} MFA sign-in`,
    plural: false,
    sent: undefined,
    phrase: ({ condition: { values }, operator: { base, ifExists } }, g) => {
      const seconds = Number(values[0]?.text?.value);
      const words = own(AGES, base);
      if (ifExists || !words || values.length !== 1 || !Number.isInteger(seconds)) return undefined;
      return { subject: `${g.its} MFA sign-in`, verb: 'is', object: `${words} ${durationPhrase(seconds)} old` };
    },
  },
  meet: 'Sign in with MFA again.',
  asks: [
    {
      id: 'mfaAge',
      label: 'Recent MFA',
      detail: 'IAM users only: signed in with MFA not long ago',
      callers: ['account', 'everyone'],
      suits: maySignInWithMfa,
      question: () => ({
        title: 'How old can the MFA sign-in be?',
        prompt: 'Hours, minutes or seconds.',
        placeholder: '1 hour',
        problem,
        read: (value) => String(secondsIn(value)),
      }),
      answer: 'mfaAgeValue',
      value: (answer) => answer,
    },
  ],
  demand: undefined,
});

/** By their names: what only begins like one, such as a month or a millisecond, is another. */
const UNITS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    { seconds: 1, names: ['', 's', 'sec', 'secs', 'second', 'seconds'] },
    { seconds: 60, names: ['m', 'min', 'mins', 'minute', 'minutes'] },
    { seconds: 3600, names: ['h', 'hr', 'hrs', 'hour', 'hours'] },
    { seconds: 86_400, names: ['d', 'day', 'days'] },
  ].flatMap(({ seconds, names }) => names.map((name) => [name, seconds] as const)),
);

/** Of `3600`, `90 min` or `1 hour`. */
function secondsIn(value: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,6})\s*([a-z]*)$/.exec(unquoted(value).toLowerCase()) ?? [];
  const seconds = own(UNITS, unit);
  return count === undefined || seconds === undefined ? undefined : Number(count) * seconds;
}

/** No session that has MFA lasts longer. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
const LONGEST = 36 * 3600;
const SHORTEST = 60;

function problem(value: string): string | undefined {
  const seconds = secondsIn(value);
  if (seconds === undefined) return 'Not a duration. Example: 1 hour';
  if (seconds > LONGEST) return 'Sessions with MFA last up to 36 hours, so a longer time restricts nothing.';
  return seconds < SHORTEST ? 'Give 1 minute or more: MFA sign-ins are older than that.' : undefined;
}

const AGES: Readonly<Record<string, string>> = {
  NumericLessThan: 'less than',
  NumericLessThanEquals: 'at most',
  NumericGreaterThan: 'more than',
  NumericGreaterThanEquals: 'at least',
};
