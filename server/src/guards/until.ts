import { parseDate } from '../iam/dates.ts';
import { unquoted } from '../iam/pasted.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { defineGuard, everybody, type Ask } from './guard.ts';
import { dayAfter, endOfDay, endsOfDays, startOfDay } from './offers.ts';

/** Every call has a time. */
const CALLERS: Ask['callers'] = ['account', 'everyone', 'service', 'saml', 'oidc'];
const START = 'startValue';
const END = 'untilValue';

export default defineGuard({
  id: 'until',
  key: KEYS.currentTime,
  operator: 'DateLessThan',
  for: { account: 8, oidc: 2, any: 9 },
  tags: {},
  value: {
    form: undefined, // a date is read, not compared letter by letter
    offer: endsOfDays,
  },
  tells: undefined,
  say: { noun: () => 'the time', plural: false, sent: undefined, phrase: undefined },
  meet: undefined,
  asks: [
    {
      id: 'start',
      label: 'Start date',
      detail: 'Only from the beginning of a day',
      operator: 'DateGreaterThan',
      callers: CALLERS,
      suits: everybody,
      question: ({ now, told }) => ({
        title: 'From which day?',
        prompt: 'First day, or date and time, in UTC.',
        placeholder: '2026-12-01',
        problem: (value) => problem(value, now) ?? orderProblem(value, told(END)),
        read: timeIn,
      }),
      answer: START,
      value: startOf,
    },
    {
      id: 'until',
      label: 'End date',
      detail: 'Only until the end of a day',
      callers: CALLERS,
      suits: everybody,
      question: ({ now, told }) => ({
        title: 'Until which day?',
        prompt: 'Last day, or date and time, in UTC.',
        placeholder: '2026-12-31',
        problem: (value) => problem(value, now) ?? orderProblem(told(START), value),
        read: timeIn,
      }),
      answer: END,
      value: endOf,
      deny: { label: 'Everyone after the end date', operator: 'DateGreaterThan', sparesServices: false },
    },
  ],
  demand: {
    title: 'Expire in 90 days',
    rank: 5,
    suits: everybody,
    value: ({ now }) => endOfDay(dayAfter(now, 90)),
  },
});

/** A day that is not over, or a time to come. @param now milliseconds since 1970 */
function problem(value: string, now: number): string | undefined {
  const end = instantOf(endOf(timeIn(value)));
  if (end === undefined) return 'Not a date. Example: 2027-12-31';
  if (end >= now) return undefined;
  return isDay(timeIn(value))
    ? 'This day has passed. Give today or a later day.'
    : 'This time has passed. Give a later one.';
}

function orderProblem(first: string | undefined, last: string | undefined): string | undefined {
  const start = instantOf(startOf(timeIn(first ?? '')));
  const end = instantOf(endOf(timeIn(last ?? '')));
  return start !== undefined && end !== undefined && end <= start
    ? `The end date (${last ?? ''}) is before the start date (${first ?? ''}), so no one could assume the role.`
    : undefined;
}

/** A day, or a time in UTC to the second, as it was pasted: with its offset, or a blank before the time. */
function timeIn(value: string): string {
  const text = unquoted(value);
  const [, day = '', time, seconds = ':00', zone = 'Z'] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d{1,9})? ?(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      text.replace(/ ?UTC$/, 'Z'),
    ) ?? [];
  const read = time === undefined ? undefined : parseDate(`${day}T${time}${seconds}${zone.toUpperCase()}`);
  return read === undefined ? text : new Date(read).toISOString().replace('.000Z', 'Z');
}

/** Of a time with its day; IAM also reads years alone and seconds, which nobody means by a day. */
function instantOf(time: string): number | undefined {
  return /^\d{4}-\d{2}-\d{2}T/.test(time) ? parseDate(time) : undefined;
}

function startOf(time: string): string {
  return isDay(time) ? startOfDay(time) : time;
}

function endOf(time: string): string {
  return isDay(time) ? endOfDay(time) : time;
}

function isDay(time: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(time);
}
