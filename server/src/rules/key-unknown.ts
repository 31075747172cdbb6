import { reviewFix, type Fix } from '../findings.ts';
import { KEYS_AS_OF } from '../catalogue/conditionKeys.ts';
import { PROVIDERS_AS_OF } from '../catalogue/oidcProviders.ts';
import { renameKey } from '../policy/statementEdits.ts';
import { metWithoutKey } from '../policy/conditionGuarantees.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { unknownKey, type UnknownKey } from '../policy/unknownKeys.ts';
import { monthOf } from '../text/month.ts';
import { groupedBy } from '../text/grouped.ts';
import { memo } from '../text/memo.ts';
import type { Tristate } from '../semantics/tristate.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'key-unknown',
    title: 'Unknown condition key',
    level: 'warning',
    messages: {
      near: 'Unknown condition key "{{key}}". Did you mean {{nearest}}? {{effect}}',
      unknown: '"{{key}}" isn\'t in our list of condition keys of {{month}}. {{effect}}',
      noPrefix: '"{{key}}" isn\'t a condition key: add a prefix and a colon, as in aws:SourceIp. {{effect}}',
      noTagKey: '{{key}} needs the key of a tag after the slash, as in {{prefix}}team. {{effect}}',
      service:
        '"{{prefix}}" isn\'t in our list of AWS services and identity providers of {{month}}, so "{{key}}" may not exist. {{effect}}',
      issuer:
        '"{{prefix}}" isn\'t an identity provider. If it is a placeholder, put the issuer of the provider here. {{effect}}',
      claim:
        'AWS isn\'t known to copy the claim "{{claim}}" of {{provider}} into requests (list of {{month}}). {{effect}}',
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
      const [first = condition, ...more] = (kind === 'issuer' && byWord(condition.statement).get(data['prefix'])) || [];
      if (condition !== first) return;
      context.report({
        at: condition.member.key.span,
        alike: more.map((other) => other.member.key.span),
        messageId: kind,
        ...(surely ? { level: 'error' as const } : {}),
        data: { key: condition.key.value, effect: effectOf(condition, surely), month: monthOf(asOf(kind)), ...data },
        fixes: () => (meant === undefined ? [] : rename(condition, meant)),
      });
    },
  }),
});

/** The day of the table that a finding rests on. */
function asOf(kind: UnknownKey['kind']): string {
  return kind === 'claim' ? PROVIDERS_AS_OF : KEYS_AS_OF;
}

/** The conditions whose keys start with a word in place of an issuer, by that word: it was written once and copied. */
const byWord = memo(({ conditions }: Statement) =>
  groupedBy(conditions, (condition) => {
    const found = unknownKey(condition);
    return found?.kind === 'issuer' ? found.data['prefix'] : undefined;
  }),
);

/** What the condition does when its key is never in the request; that it never is, only a sure answer says. */
function effectOf(condition: Condition, surely: boolean): string {
  const effect = EFFECTS[metWithoutKey(condition)][condition.statement.effect === 'Allow' ? 'allow' : 'deny'];
  return surely ? `No request contains it, so ${effect}.` : `If requests don't contain it, ${effect}.`;
}

const UNTOLD = "AWS doesn't document whether the condition matches";
const EFFECTS: Readonly<Record<Tristate, Readonly<Record<'allow' | 'deny', string>>>> = {
  yes: {
    allow: 'the condition always matches and restricts nothing',
    deny: "the condition always matches and doesn't narrow the Deny",
  },
  no: { allow: 'no one can assume the role through this statement', deny: 'this Deny never applies' },
  unknown: { allow: UNTOLD, deny: UNTOLD },
};

// A rename can let in whom the broken key kept out, so it is for a person to choose.
function rename(condition: Condition, name: string): readonly Fix[] {
  const edits = renameKey(condition, name);
  return edits ? [reviewFix(`Replace with ${name}`, () => edits)] : [];
}
