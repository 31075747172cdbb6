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
    title: 'Condition that always matches',
    level: 'warning',
    messages: {
      always: 'This condition has no effect: every request matches it, whatever {{key}} is.',
      present: 'This condition matches any value of {{key}}: it only requires that the request has the key.',
      addresses: 'This range contains every IP address, so it excludes no one who calls over the internet.',
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
    why: 'A lone * under a Like operator, or a range of all addresses, matches every value. At most it requires that the request has the key.',
    howToFix: 'Use the values that you mean, or remove the condition.',
    whenToIgnore: 'When any value is intended, for example in a template that sets the real value later.',
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
    reviewFix('Replace with Null "false"', () => [
      ...removeCondition(condition),
      ...addConditions(statement, { Null: { [key.value]: 'false' } }),
    ]),
  ];
}
