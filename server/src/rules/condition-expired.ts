import { endOf } from '../policy/times.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'condition-expired',
    title: 'Access that has expired',
    level: 'warning',
    messages: {
      over: 'This date has passed, so this statement no longer allows anyone. Remove the statement or change the date.',
    },
  },
  docs: {
    why: 'An Allow until a date in the past allows no one. If it stays, someone may change the date later without reviewing the rest.',
    howToFix: 'Remove the statement, or set a new date if the access is still needed.',
    whenToIgnore: 'When you keep the statement on purpose, for example as a record.',
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
