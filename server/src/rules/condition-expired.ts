import { isEpoch, parseDate } from '../iam/dates.ts';
import { KEYS, sameName } from '../iam/words.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'condition-expired',
    title: 'The time for which the role was open is over',
    level: 'warning',
    messages: { over: 'This date has passed, so the statement lets nobody in any more.' },
  },
  docs: {
    why: 'An Allow until a date that has passed lets nobody in any more. What is kept as a memory had better go: somebody may move the date without looking at the rest.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ada"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}, "DateLessThan": {"aws:CurrentTime": "2020-12-31T23:59:59Z"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"DateLessThan": {"aws:CurrentTime": "2999-12-31T23:59:59Z"}}',
      ],
    },
  },
  create: (context) => ({
    condition({ operator, key, values, statement, open }) {
      const until = operator?.base === 'DateLessThan' || operator?.base === 'DateLessThanEquals';
      if (!until || operator.ifExists || open || statement.effect !== 'Allow' || !sameName(key.value, KEYS.currentTime))
        return;
      // Several dates are alternatives: the statement lives as long as the last of them.
      const dates = values.map(({ text }) => (text ? millisecondsOf(text.value) : undefined));
      const last = values.at(-1);
      if (last && dates.every((date) => date !== undefined && date < context.now))
        context.report({ at: last.node.span, messageId: 'over' });
    },
  }),
});

function millisecondsOf(text: string): number | undefined {
  return isEpoch(text) ? Number(text) * 1000 : parseDate(text);
}
