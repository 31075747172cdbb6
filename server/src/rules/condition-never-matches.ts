import { contradictionIn, type Contradiction } from '../policy/contradictions.ts';
import type { Statement } from '../policy/model.ts';
import { defineRule, type RuleContext } from './rule.ts';

export default defineRule({
  meta: {
    id: 'condition-never-matches',
    title: 'Conditions that no request can match',
    level: 'error',
    messages: {
      values: 'These conditions on {{key}} contradict each other: a request has only one value of it. {{effect}}.',
      range: 'This range is empty: it starts at {{start}} and ends at {{end}}. {{effect}}.',
      nulls: 'One condition requires {{key}} and another requires its absence. {{effect}}.',
      account: '{{key}} and {{other}} name different accounts. {{effect}}.',
      organization: '{{key}} and {{other}} name different organizations. {{effect}}.',
      claim: '{{key}} and {{other}} contradict each other: both are claims of one token. {{effect}}.',
      issuer: 'This subject names another customer: tokens of {{issuer}} contain "{{tenant}}". {{effect}}.',
      endpoint: "Requests through a VPC endpoint, which {{other}} requires, don't contain {{key}}. {{effect}}.",
      principal: 'No principal of this statement matches this condition on {{key}}. {{effect}}.',
      sent: 'Every request from these principals contains {{key}}, so this condition never matches. {{effect}}.',
      service: 'This condition never matches: {{service}} sends ARNs like {{shape}}. {{effect}}.',
      session: 'This value never matches: for role sessions, aws:PrincipalArn is the ARN of the role. Use that ARN.',
      notAny: 'This condition never matches: "*" excludes every value, and every request has {{key}}. {{effect}}.',
      onlyAbsent:
        'This condition only matches requests without {{key}}: "*" excludes every value. Use Null "true" to say so.',
    },
    yieldsTo: [
      'value-type',
      'value-format',
      'value-arn',
      'value-bool',
      'value-number',
      'null-operator',
      'condition-expired',
    ],
    breaksGuard: true,
  },
  docs: {
    why: 'All conditions of a statement must match at the same time. If two contradict each other, or a condition can never match, an Allow allows no one and a Deny denies no one.',
    howToFix: 'Correct the wrong value. If each condition is meant for other callers, write one statement for each.',
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
      if (statement.effect === undefined) return;
      const found = contradictionIn(statement); // one is enough to know that it does nothing
      if (found) report(found, statement, context);
    },
  }),
});

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
    data: {
      key: at.key.value,
      effect: deny ? 'This Deny never applies' : 'No one can assume the role through this statement',
      ...data,
    },
    about: [at.operatorMember.key.span, at.key.span],
  });
}
