import { reviewFix, safeFix, type Fix } from '../findings.ts';
import { parseOperator } from '../iam/operators.ts';
import { isPositive } from '../semantics/absent.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { isDemanded } from '../policy/conditionGuarantees.ts';
import { contradictUnder } from '../policy/contradictions.ts';
import { whenDemanded } from '../policy/demand.ts';
import { factsOf } from '../policy/keyFacts.ts';
import { besideUnderOperator } from '../policy/conditionIndex.ts';
import { moveConditions } from '../policy/statementEdits.ts';
import type { Condition } from '../policy/model.ts';
import { memo } from '../text/memo.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'set-operator-single',
    title: 'Set operator on a single-valued key',
    level: 'warning',
    messages: {
      all: 'Requests without {{key}} also match ForAllValues, and the key has a single value: remove ForAllValues.',
      allPresent: '{{key}} has a single value: remove ForAllValues.',
      any: '{{key}} has a single value: remove ForAnyValue.',
    },
    yieldsOnlyTo: ['key-never-present', 'operator-key-type', 'mfa-not-enforced'],
    breaksGuard: true,
  },
  docs: {
    why: 'ForAllValues and ForAnyValue are for keys with several values. On a single-valued key ForAllValues is a risk: it also matches requests without the key.',
    howToFix: 'Use the operator without ForAllValues or ForAnyValue.',
    whenToIgnore: 'With ForAnyValue, when you want to write all conditions in the same form.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
    ],
    accessAnalyzer: ['FORALLVALUES_WITH_SINGLE_VALUED_KEY', 'FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "ForAllValues:StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, operatorMember, key } = condition;
      if (!operator?.set || operator.family === 'Null' || factsOf(condition)?.multivalued !== false) return;
      const all = isDemanded(condition.statement, key.value) ? 'allPresent' : 'all';
      context.report({
        at: operatorMember.key.span,
        messageId: operator.set === 'ForAllValues' ? all : 'any',
        // On one value it works as it is meant; AWS's own checks warn of an audience.
        ...(operator.set === 'ForAnyValue' && !isAudience(condition) ? { level: 'information' as const } : {}),
        data: { key: key.value },
        about: [key.span],
        fixes: () => dropSet(besideUnderOperator(condition)),
      });
    },
  }),
});

function isAudience({ known, providerKey }: Condition): boolean {
  return known?.name === KEYS.samlAudience || (providerKey !== undefined && /^o?aud$/i.test(providerKey.claim.value));
}

/**
 * Without ForAnyValue a negated test is also met when the key is missing: that opens, so it is for a person to choose. Without
 * ForAllValues a test asks for the key, and nobody may be left who has it. None where it would be an error. One for all tests of
 * the operator.
 */
const dropSet = memo((beside: readonly Condition[]): readonly Fix[] => {
  const { operator, operatorMember, statement } = beside[0] ?? {};
  if (!operator || !operatorMember || !statement) return [];
  const name = operatorMember.key.value.replace(/^For(?:All|Any)Values?:/, '');
  const single = beside.filter((c) => factsOf(c)?.multivalued === false);
  const edits = moveConditions(single, name);
  const plain = parseOperator(name);
  if (!edits || !plain || contradictUnder(single, plain)) return [];
  const demands = isPositive(plain) && operator.set === 'ForAllValues' && statement.effect === 'Allow';
  const outcome = demands ? whenDemanded(single, plain) : 'sound';
  if (outcome === 'wrong') return [];
  const opens = operator.set === 'ForAnyValue' && (operator.negated || operator.ifExists);
  const make = opens || statement.effect !== 'Allow' || outcome === 'doubtful' ? reviewFix : safeFix;
  return [make(`Replace with ${name}`, () => edits)];
});
