import { reviewFix, safeFix, type Fix } from '../findings.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { whenDemanded } from '../policy/demand.ts';
import { addConditions } from '../policy/statementEdits.ts';
import { conditionsOn, isDemanded } from '../policy/conditionGuarantees.ts';
import type { Condition } from '../policy/model.ts';
import { unknownKey } from '../policy/unknownKeys.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'set-operator-opens',
    title: 'ForAllValues that also matches requests without the key',
    level: 'warning',
    messages: {
      absent: 'Requests without {{key}} also match ForAllValues: add Null "false" on the same key.',
      anyTag:
        'One of these tags is enough, and callers can send any other tags with it. Use ForAllValues to limit the tags.',
    },
    yieldsTo: ['set-operator-single', 'operator-key-type'],
    breaksGuard: true,
  },
  docs: {
    why: 'If a request doesn\'t contain the key, ForAllValues has no values to compare and matches. In an Allow, add Null "false" on the same key to require it.',
    howToFix: 'Add Null "false" on the same key in the same statement.',
    whenToIgnore: 'When requests without the key may assume the role.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"}, "Null": {"aws:PrincipalOrgPaths": "false"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, operatorMember, key, statement } = condition;
      if (!operator?.set || operator.family === 'Null' || key.holes.length || !context.letsIn(statement)) return;
      const limits = sameName(key.value, KEYS.tagKeys) || sameName(key.value, KEYS.transitiveTagKeys);
      const at = operatorMember.key.span;
      const data = { key: key.value };
      if (operator.set === 'ForAllValues') {
        if (limits || isDemanded(statement, key.value)) return;
        context.report({ at, messageId: 'absent', data, about: [key.span], fixes: () => demandFix(condition) });
      } else if (limits && !operator.negated && condition.values.length > 1) {
        context.report({ at, messageId: 'anyTag', level: 'information', data, about: [key.span] });
      }
    },
  }),
});

/** None for a key that the statement tests with Null already, or that is misspelt: that would only be wrong twice. */
function demandFix(condition: Condition): readonly Fix[] {
  const { statement, key } = condition;
  if (unknownKey(condition)?.surely || conditionsOn(statement, key.value).some((c) => c.operator?.family === 'Null'))
    return [];
  const make = whenDemanded([condition]) === 'sound' ? safeFix : reviewFix;
  return [make(`Add Null "false" on ${key.value}`, () => addConditions(statement, { Null: { [key.value]: 'false' } }))];
}
