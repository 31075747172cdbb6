import { endOf } from '../policy/times.ts';
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
    condition(condition) {
      const { operator, values, statement } = condition;
      if (!operator || operator.ifExists || statement.effect !== 'Allow') return;
      const end = endOf(condition);
      const last = values.at(-1);
      if (last && end !== undefined && context.isPast(end)) context.report({ at: last.node.span, messageId: 'over' });
    },
  }),
});
