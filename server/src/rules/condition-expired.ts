import { deniesOver } from '../policy/deniedBy.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { endOf, startOf, testsClock } from '../policy/times.ts';
import { defineRule, type RuleContext } from './rule.ts';

export default defineRule({
  meta: {
    id: 'condition-expired',
    title: 'Access that has expired',
    level: 'warning',
    messages: {
      over: 'This date has passed, so this statement no longer allows anyone. Remove the statement or change the date.',
      denies:
        'This date has passed, so this statement now denies everyone it names. Remove the condition, or change the date.',
    },
  },
  docs: {
    why: 'An Allow until a date in the past allows no one. If it stays, someone may change the date later without reviewing the rest. A Deny from a date in the past denies all the time.',
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
    policy(policy) {
      for (const { effect, conditions } of policy.statements)
        if (effect === 'Allow') for (const condition of conditions) allowUntil(condition, context);
      const from = policy.denies.filter(({ conditions }) => conditions.length > 0 && conditions.every(testsClock));
      if (!from.length) return;
      const isPast = (instant: number): boolean => context.isPast(instant);
      // Of one that leaves an Allow to nobody more is said than its date.
      const told = new Set(policy.statements.flatMap((allow) => deniesOver(allow, isPast)));
      for (const deny of from) if (!told.has(deny)) denyFrom(deny, context);
    },
  }),
});

function allowUntil(condition: Condition, context: RuleContext<'over' | 'denies'>): void {
  const end = endOf(condition);
  const last = condition.values.at(-1);
  if (last && end !== undefined && context.isPast(end)) context.report({ at: last.node.span, messageId: 'over' });
}

/** A Deny that is to hold from a date on, and does. */
function denyFrom({ conditions }: Statement, context: RuleContext<'over' | 'denies'>): void {
  const starts = conditions.map(startOf);
  const last = conditions.at(-1)?.values.at(-1);
  if (last && starts.every((start) => start !== undefined && context.isPast(start)))
    context.report({ at: last.node.span, messageId: 'denies', level: 'information' });
}
