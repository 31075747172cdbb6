import { reviewFix, type Fix } from '../findings.ts';
import { hasWildcard, isOnlyWildcards } from '../iam/wildcards.ts';
import { parseOperator } from '../iam/operators.ts';
import { contradictUnder } from '../policy/contradictions.ts';
import { moveCondition } from '../policy/statementEdits.ts';
import type { Condition } from '../policy/model.ts';
import { holeWithin } from '../text/holedText.ts';
import { memo } from '../text/memo.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'value-wildcard-literal',
    title: "Wildcard with an operator that doesn't support it",
    level: 'warning',
    messages: {
      literal:
        '{{operator}} doesn\'t support wildcards, so this value with "{{character}}" most likely matches nothing. Use {{like}}.',
    },
    yieldsTo: ['operator-key-type', 'external-id-weak', 'oidc-audience-value'],
    breaksGuard: true,
  },
  docs: {
    why: 'StringEquals compares character by character: * and ? have no special meaning. A value that is meant as a pattern never matches, so nobody can assume the role through it.',
    howToFix: 'Use the Like operator, or write the exact value.',
    whenToIgnore: 'When the value really contains * or ?.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    accessAnalyzer: ['WILDCARD_WITHOUT_LIKE_OPERATOR'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo-org@123456/octo-repo@456789:ref:refs/tags/v*"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}, "StringLike": {"token.actions.githubusercontent.com:sub": "repo:octo-org@123456/octo-repo@456789:ref:refs/tags/v*"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const like = TWINS.get(condition.operator?.base ?? '');
      if (!condition.operator || like === undefined) return;
      for (const { text, node } of condition.values) {
        const at = text?.value.search(/[*?]/) ?? -1;
        if (!text || node.kind !== 'string' || !hasWildcard(text.value) || holeWithin(text, at, at + 1)) continue;
        context.report({
          at: text.span,
          messageId: 'literal',
          data: { operator: condition.operator.base, character: text.value.charAt(at), like },
          // Read as a pattern it would cover all there is, and a negated test is then met by nobody.
          fixes: () => (condition.operator?.negated && isOnlyWildcards(text.value) ? [] : moveToTwin(condition)),
        });
      }
    },
  }),
});

const TWINS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    StringEquals: 'StringLike',
    StringEqualsIgnoreCase: 'StringLike',
    StringNotEquals: 'StringNotLike',
    StringNotEqualsIgnoreCase: 'StringNotLike',
  }),
);

/** It opens a closed role: for a person to choose. One for all values of the test. */
const moveToTwin = memo((condition: Condition): readonly Fix[] => {
  const base = condition.operator?.base ?? '';
  const operator = condition.operatorMember.key.value.replace(base, TWINS.get(base) ?? base);
  const twin = parseOperator(operator);
  if (twin && contradictUnder([condition], twin)) return [];
  const edits = moveCondition(condition, operator);
  return edits ? [reviewFix(`Replace the operator with ${operator}`, () => edits)] : [];
});
