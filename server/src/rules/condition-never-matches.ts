import { selfContradiction, Tests, type Contradiction } from '../policy/contradictions.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { defineRule, type RuleContext } from './rule.ts';

export default defineRule({
  meta: {
    id: 'condition-never-matches',
    title: 'Conditions that no request can meet together',
    level: 'error',
    messages: {
      values: 'Another condition asks another value of {{key}}, and a request has only one: the statement {{effect}}.',
      range: 'This range is empty: it ends at {{end}} and starts at {{start}}, so the statement {{effect}}.',
      nulls: 'One condition asks for {{key}} and another for its absence: the statement {{effect}}.',
      account:
        'aws:SourceAccount is {{account}}, and the ARN in aws:SourceArn is of {{other}}: no request has both, so the statement {{effect}}.',
      session:
        'For a role’s session aws:PrincipalArn is the ARN of the role, not of the session, so this value never matches.',
      notAny:
        'Every value matches *, and every request has {{key}}: this test is never met, so the statement {{effect}}.',
      onlyAbsent: 'Every value matches *, so this test is met only by requests without {{key}}. Null "true" says so.',
    },
    yieldsTo: [
      'key-never-present',
      'operator-key-type',
      'value-type',
      'value-format',
      'value-arn',
      'value-bool',
      'value-number',
      'value-ignored',
      'mfa-not-enforced',
      'value-wildcard-literal',
      'null-operator',
      'condition-expired',
    ],
    breaksGuard: true,
  },
  docs: {
    why: 'All conditions of a statement must be met at once. Where two contradict each other, or one can never be true, an Allow lets nobody in and a Deny keeps nobody out.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
    ],
    accessAnalyzer: ['REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION', 'EQUIVALENT_TO_NULL_TRUE'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}, "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:444455556666:schedule-group/default"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}, "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:111122223333:schedule-group/default"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      const { conditions, effect } = statement;
      if (effect === undefined) return;
      const found = firstOf(conditions);
      if (found) report(found, statement, context);
    },
  }),
});

/** One finding for a statement: no more is needed to know that it does nothing. */
function firstOf(conditions: readonly Condition[]): Contradiction | undefined {
  const before = new Tests();
  for (const condition of conditions) {
    const found = selfContradiction(condition) ?? before.contradict(condition);
    if (found) return found;
    before.add(condition);
  }
  return undefined;
}

function report(
  { kind, at, data }: Contradiction,
  { effect }: Statement,
  context: RuleContext<Contradiction['kind']>,
): void {
  const deny = effect === 'Deny';
  context.report({
    at: at.member.value?.span ?? at.key.span,
    messageId: kind,
    level: deny || kind === 'onlyAbsent' ? 'warning' : 'error',
    data: { key: at.key.value, effect: deny ? 'keeps nobody out' : 'lets nobody in', ...data },
    about: [at.operatorMember.key.span, at.key.span],
  });
}
