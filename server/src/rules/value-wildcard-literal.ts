import { reviewFix, type Fix } from '../findings.ts';
import { matchesPattern, type Form } from '../guards/form.ts';
import { ORGANIZATION } from '../guards/forms.ts';
import { formOf } from '../guards/ofKey.ts';
import { hasWildcard, isAddressWithQuery, isOnlyWildcards } from '../iam/wildcards.ts';
import { parseOperator } from '../iam/operators.ts';
import { contradictUnder } from '../policy/contradictions.ts';
import { moveCondition } from '../policy/statementEdits.ts';
import type { Condition, ConditionValue } from '../policy/model.ts';
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
      exact:
        '{{operator}} doesn\'t support wildcards, so this value with "{{character}}" most likely matches nothing. Replace it with the whole value: {{key}} {{says}}.',
    },
    yieldsTo: ['operator-key-type', 'oidc-audience-value'],
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
      const form = condition.known && formOf(condition.known.name);
      for (const value of condition.values) {
        const { text, node } = value;
        const at = text?.value.search(/[*?]/) ?? -1;
        if (!text || node.kind !== 'string' || !hasWildcard(text.value) || holeWithin(text, at, at + 1)) continue;
        if (isAddressWithQuery(text.value)) continue;
        if (
          form &&
          !text.holes.length &&
          !text.value.includes('${') &&
          !matchesPattern(form, text.value, condition.operator)
        )
          continue; // wrong as a pattern too
        const place = form && placeOf(text.value, form);
        context.report({
          at: text.span,
          messageId: place === undefined ? 'literal' : 'exact',
          data: {
            operator: condition.operator.base,
            character: text.value.charAt(at),
            like,
            key: condition.key.value,
            says: form?.says ?? '',
          },
          fixes: () => [...fillIn(value, place), ...moveToTwin(condition)],
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

/** What stands for the account or organization that nobody has filled in yet: as a pattern, the value would trust all of them. */
function placeOf(value: string, { place }: Form): string | undefined {
  const id = place === ORGANIZATION.place ? value.replace(/^o-/, '') : value;
  return isOnlyWildcards(id) ? place : undefined;
}

function fillIn({ node }: ConditionValue, place: string | undefined): readonly Fix[] {
  return place === undefined
    ? []
    : [reviewFix(`Replace with "${place}"`, () => [{ op: 'replace', target: node, value: place }])];
}

/** It opens a closed role: for a person to choose. One for all values of the test. */
const moveToTwin = memo((condition: Condition): readonly Fix[] => {
  const base = condition.operator?.base ?? '';
  const operator = condition.operatorMember.key.value.replace(base, TWINS.get(base) ?? base);
  const twin = parseOperator(operator);
  if (twin && (contradictUnder([condition], twin) || isNeverMet(condition) || isAnyToken(condition))) return [];
  const edits = moveCondition(condition, operator);
  return edits ? [reviewFix(`Replace the operator with ${operator}`, () => edits)] : [];
});

/** As a pattern, a bare star lets everybody in who has a token of the provider. */
function isAnyToken({ providerKey, operator, values }: Condition): boolean {
  return providerKey !== undefined && !operator?.negated && values.some((v) => isOnlyWildcards(v.text?.value ?? ''));
}

/** A pattern that covers all there is leaves nobody whom a negated test does not name; one in another case matches nothing. */
function isNeverMet({ operator, values, known }: Condition): boolean {
  const form = known && formOf(known.name);
  const texts = values.map((v) => v.text?.value ?? '');
  return operator?.negated
    ? texts.some(isOnlyWildcards)
    : form !== undefined && !texts.some((t) => t.includes('${') || form.matches(t));
}
