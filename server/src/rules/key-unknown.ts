import { reviewFix, type Fix } from '../findings.ts';
import { renameKey } from '../policy/statementEdits.ts';
import type { Condition } from '../policy/model.ts';
import { unknownKey } from '../policy/unknownKeys.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'key-unknown',
    title: 'A condition key that does not exist',
    level: 'warning',
    messages: {
      near: 'There is no condition key {{key}}; meant is likely {{nearest}}. {{effect}}',
      unknown: 'We know no condition key {{key}}. {{effect}}',
      noPrefix: '{{key}} is no condition key: every key has a prefix and a colon, as aws:SourceIp has. {{effect}}',
      noTagKey: '{{key}} needs the key of a tag behind the slash, as in {{prefix}}team. {{effect}}',
      service:
        'We know no AWS service and no identity provider called {{prefix}}, so no condition key {{key}}. {{effect}}',
      claim: 'AWS does not carry the claim {{claim}} of {{provider}} into the request. {{effect}}',
      claimNear: 'AWS carries no claim {{claim}} of {{provider}}; meant is likely {{nearest}}. {{effect}}',
    },
    breaksGuard: true,
  },
  docs: {
    why: 'IAM saves a condition on a key that does not exist. Such a key is in no request: a positive test then never matches and nobody gets in, a negated or …IfExists one always matches and guards nothing.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html',
    ],
    accessAnalyzer: [
      'INVALID_GLOBAL_CONDITION_KEY',
      'INVALID_SERVICE_CONDITION_KEY',
      'INVALID_CONDITION_KEY_FORMAT',
      'INVALID_SERVICE',
      'MISSING_TAG_KEY_IN_CONDITION',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e", "aws:PrincipalOrgId2": "o-a1b2c3d4e5"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const found = unknownKey(condition);
      if (!found) return;
      const { kind, data, meant, surely } = found;
      context.report({
        at: condition.member.key.span,
        messageId: kind,
        ...(surely ? { level: 'error' as const } : {}),
        data: { key: condition.key.value, effect: effectOf(condition), ...data },
        fixes: () => (meant === undefined ? [] : rename(condition, meant)),
      });
    },
  }),
});

/** What the test does when its key is never in the request. */
function effectOf({ operator, statement, values }: Condition): string {
  const isNull = operator?.family === 'Null';
  const absent = isNull && values.some((v) => v.text?.value === 'true');
  const opens = isNull
    ? absent
    : operator?.negated === true || operator?.ifExists === true || operator?.set === 'ForAllValues';
  const allow = statement.effect === 'Allow';
  if (opens)
    return allow
      ? 'This test is then always true and keeps nobody out.'
      : 'This test is then always true and keeps everybody out.';
  return allow
    ? 'No request has it, so this statement lets nobody in.'
    : 'No request has it, so this statement keeps nobody out.';
}

// A rename can let in whom the broken key kept out, so it is for a person to choose.
function rename(condition: Condition, name: string): readonly Fix[] {
  const edits = renameKey(condition, name);
  return edits ? [reviewFix(`Change to ${name}`, () => edits)] : [];
}
