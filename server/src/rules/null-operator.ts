import { reviewFix, safeFix, type Fix } from '../findings.ts';
import { parseOperator } from '../iam/operators.ts';
import { isPositive } from '../semantics/absent.ts';
import { isAlwaysSent } from '../policy/keyFacts.ts';
import { contradictUnder } from '../policy/contradictions.ts';
import { isDeniedBeside, whenDemanded } from '../policy/demand.ts';
import { besideUnderOperator } from '../policy/conditionIndex.ts';
import { moveConditions } from '../policy/statementEdits.ts';
import { conditionsOn } from '../policy/conditionGuarantees.ts';
import type { Condition } from '../policy/model.ts';
import { memo } from '../text/memo.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'null-operator',
    title: 'Null condition without effect',
    level: 'warning',
    messages: {
      ifExists: 'Null already checks whether the key is present: remove IfExists.',
      set: 'With {{set}}, this Null condition is {{result}} true, whatever the request contains. Use Null without it.',
      value: 'Null requires "true" (key absent) or "false" (key present), not {{value}}.',
      both: 'This Null condition matches every request: with "true" and "false", the key may be absent or present.',
    },
    breaksGuard: true,
  },
  docs: {
    why: 'Null checks whether a key is in the request: "true" means absent, "false" means present. IfExists or a set operator makes the condition always or never true, and so does any other value.',
    howToFix: 'Use Null without IfExists or a set operator, with either "true" or "false".',
    whenToIgnore: 'Rarely: remove the condition if every request may match.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    accessAnalyzer: ['NULL_WITH_IF_EXISTS', 'NULL_WITH_QUALIFIER'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "Null": {"aws:TokenIssueTime": ["true", "false"]}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "Null": {"aws:TokenIssueTime": "false"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, operatorMember, values, member } = condition;
      if (operator?.family !== 'Null') return;
      const at = operatorMember.key.span;
      if (operator.ifExists) {
        context.report({ at, messageId: 'ifExists', fixes: () => toNull(besideUnderOperator(condition)) });
      } else if (operator.set) {
        const all = operator.set === 'ForAllValues';
        context.report({
          at,
          messageId: 'set',
          data: { set: operator.set, result: all ? 'always' : 'never' },
          fixes: () => toNull(besideUnderOperator(condition)),
        });
      } else {
        const texts = values.map((v) => v.text?.value);
        if (texts.includes('true') && texts.includes('false') && member.value) {
          context.report({ at: member.value.span, messageId: 'both' });
          return;
        }
        for (const { text, node } of values) {
          if (!text || text.holes.length || text.value === 'true' || text.value === 'false') continue;
          const lower = text.value.trim().toLowerCase();
          context.report({
            at: node.span,
            messageId: 'value',
            data: { value: JSON.stringify(text.value) },
            fixes: () =>
              lower === 'true' || lower === 'false'
                ? [reviewFix(`Replace with "${lower}"`, () => [{ op: 'replace', target: node, value: lower }])]
                : [],
          });
        }
      }
    },
  }),
});

/** All tests of the operator: the finding speaks of its name. None where another test then rules one of them out. */
const toNull = memo((all: readonly Condition[]): readonly Fix[] => {
  const edits = moveConditions(all, 'Null');
  const plain = parseOperator('Null');
  if (!edits || !plain || contradictUnder(all, plain)) return [];
  return [(all.every(isNarrower) ? safeFix : reviewFix)('Replace with Null', () => edits)];
});

/**
 * Whether the test without its set operator or IfExists keeps out only whom it should. What was never true may let somebody
 * in once it can be, and a Deny that was always met keeps everybody out until it asks for something.
 */
function isNarrower(condition: Condition): boolean {
  const { operator, statement, key } = condition;
  if (operator?.set === 'ForAnyValue' || statement.effect !== 'Allow') return false;
  if (!asksAbsence(condition)) return whenDemanded([condition]) === 'sound';
  const beside = conditionsOn(statement, key.value).filter((c) => c.operatorMember !== condition.operatorMember);
  return !isAlwaysSent(condition) && !beside.some(asksForKey) && !isDeniedBeside([condition], false);
}

function asksForKey({ operator }: Condition): boolean {
  return operator !== undefined && (isPositive(operator) || operator.family === 'Null');
}

function asksAbsence({ values }: Condition): boolean {
  return values.length > 0 && values.every((v) => v.text?.value === 'true');
}
