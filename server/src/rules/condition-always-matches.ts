import { reviewFix, type Fix } from '../findings.ts';
import { parseIpRange } from '../iam/ip.ts';
import { isOnlyWildcards } from '../iam/wildcards.ts';
import { addConditions, removeCondition } from '../policy/statementEdits.ts';
import { isAlwaysSent } from '../policy/alwaysSent.ts';
import { conditionsOn } from '../policy/conditionGuarantees.ts';
import type { Condition } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'condition-always-matches',
    title: 'A test that everything passes',
    level: 'warning',
    messages: {
      always: 'Every value of {{key}} passes, and requests without it too: this test does nothing.',
      present: 'Every value of {{key}} passes: this only asks that the request has the key.',
      addresses: 'All addresses are in this range: the test keeps out nobody who calls over the internet.',
    },
    yieldsTo: [
      'external-id-weak',
      'value-wildcard-broad',
      'oidc-subject-broad',
      'oidc-subject-missing',
      'oidc-unconditioned',
      'key-never-present',
      'key-spoofable',
      'principal-everyone',
      'service-source-missing',
      'cognito-identity-pool',
      'saml-audience-missing',
      'set-operator-single',
      'set-operator-opens',
      'set-operator-missing',
      'if-exists-opens',
      'operator-key-type',
      'condition-never-matches',
    ],
  },
  docs: {
    why: 'A lone * under a Like operator, or a range of all addresses, is met by every value there is. At most it demands that the request has the key at all.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    accessAnalyzer: ['EQUIVALENT_TO_NULL_FALSE', 'REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, values, key } = condition;
      if (!operator || operator.negated) return;
      const data = { key: key.value };
      if (operator.family === 'IpAddress') {
        const all = values.find((v) => v.text && !v.text.holes.length && parseIpRange(v.text.value)?.everything);
        if (all) context.report({ at: all.node.span, messageId: 'addresses', data });
        return;
      }
      if (!operator.wildcards) return;
      const all = values.find((v) => v.text && !v.text.holes.length && isOnlyWildcards(v.text.value));
      if (!all) return;
      const always = isAlwaysSent(condition) || operator.ifExists || operator.set === 'ForAllValues';
      context.report({
        at: all.node.span,
        messageId: always ? 'always' : 'present',
        level: always ? 'warning' : 'information',
        data,
        fixes: () => (always ? [] : nullTest(condition)),
      });
    },
  }),
});

function nullTest(condition: Condition): readonly Fix[] {
  const { statement, key } = condition;
  if (conditionsOn(statement, key.value).length > 1) return [];
  return [
    reviewFix('Change to Null "false"', () => [
      ...removeCondition(condition),
      ...addConditions(statement, { Null: { [key.value]: 'false' } }),
    ]),
  ];
}
