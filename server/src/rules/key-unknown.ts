import { reviewFix, type Fix } from '../findings.ts';
import { renameKey } from '../policy/statementEdits.ts';
import type { Condition } from '../policy/model.ts';
import { unknownKey } from '../policy/unknownKeys.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'key-unknown',
    title: 'Unknown condition key',
    level: 'warning',
    messages: {
      near: 'Unknown condition key "{{key}}". Did you mean {{nearest}}? {{effect}}',
      unknown: '"{{key}}" isn\'t in our list of condition keys. {{effect}}',
      noPrefix: '"{{key}}" isn\'t a condition key: add a prefix and a colon, as in aws:SourceIp. {{effect}}',
      noTagKey: '{{key}} needs the key of a tag after the slash, as in {{prefix}}team. {{effect}}',
      service:
        '"{{prefix}}" isn\'t an AWS service or identity provider that we know, so "{{key}}" may not exist. {{effect}}',
      claim: 'AWS isn\'t known to copy the claim "{{claim}}" of {{provider}} into requests. {{effect}}',
      claimNear: 'Unknown claim "{{claim}}" of {{provider}}. Did you mean "{{nearest}}"? {{effect}}',
    },
    breaksGuard: true,
  },
  docs: {
    why: "IAM accepts a condition on a key that doesn't exist. No request has such a key: a positive condition never matches, and a negated or …IfExists condition always matches.",
    howToFix:
      'Use a key from the lists that AWS documents for all services, for AWS STS, or for the identity provider.',
    whenToIgnore: 'When AWS added the key recently and requests contain it.',
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
        data: { key: condition.key.value, effect: effectOf(condition, surely), ...data },
        fixes: () => (meant === undefined ? [] : rename(condition, meant)),
      });
    },
  }),
});

/** What the condition does when its key is never in the request; that it never is, only a sure answer says. */
function effectOf({ operator, statement, values }: Condition, surely: boolean): string {
  const isNull = operator?.family === 'Null';
  const absent = isNull && values.some((v) => v.text?.value === 'true');
  const matches = isNull
    ? absent
    : operator?.negated === true || operator?.ifExists === true || operator?.set === 'ForAllValues';
  const allow = statement.effect === 'Allow';
  const effect = matches
    ? `the condition always matches ${allow ? 'and restricts nothing' : "and doesn't narrow the Deny"}`
    : allow
      ? 'no one can assume the role through this statement'
      : 'this Deny never applies';
  return surely ? `No request contains it, so ${effect}.` : `If requests don't contain it, ${effect}.`;
}

// A rename can let in whom the broken key kept out, so it is for a person to choose.
function rename(condition: Condition, name: string): readonly Fix[] {
  const edits = renameKey(condition, name);
  return edits ? [reviewFix(`Replace with ${name}`, () => edits)] : [];
}
