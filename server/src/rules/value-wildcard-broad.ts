import { guardOf } from '../guards/ofKey.ts';
import { hasWildcard, isOnlyWildcards } from '../iam/wildcards.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { isPositive } from '../semantics/absent.ts';
import { guarantees } from '../policy/conditionGuarantees.ts';
import type { Condition } from '../policy/model.ts';
import { deniedBy } from '../policy/deniedBy.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'value-wildcard-broad',
    title: 'Wildcard in a value that identifies the caller',
    level: 'warning',
    messages: {
      broad: '{{key}} identifies the caller: with a wildcard, requests of other callers also match.',
      account: 'The account in this ARN is a wildcard: a role with this name in any account matches.',
      source: 'The account in this ARN is a wildcard: resources of other accounts also match.',
    },
    yieldsTo: [
      'principal-everyone',
      'service-source-missing',
      'oidc-subject-broad',
      'cognito-identity-pool',
      'condition-never-matches',
    ],
    breaksGuard: true,
  },
  docs: {
    why: 'Some keys identify the account, organization or app that a request comes from. Others can have an account, or choose a name, that also matches the pattern.',
    howToFix: 'List the accounts, organizations or audiences that you trust.',
    whenToIgnore: 'When another condition or the Principal already restricts the accounts.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html'],
    accessAnalyzer: ['WILDCARD_USAGE_TOO_PERMISSIVE'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": ["111122223333", "444455556666"]}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/deploy"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": ["111122223333", "444455556666"]}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:role/deploy", "arn:aws:iam::444455556666:role/deploy"]}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, values, statement, key, known } = condition;
      if (statement.effect !== 'Allow' || !operator || !isPositive(operator) || !operator.wildcards) return;
      const part = partThatTells(condition);
      if (!part || deniedBy(statement, context.isPast)) return;
      for (const { text, node } of values) {
        if (!text || isOnlyWildcards(text.value)) continue; // lets everything pass: a rule of its own
        const telling = part(text.value);
        const at = telling === undefined ? -1 : text.value.indexOf(telling);
        if (
          telling === undefined ||
          !hasWildcard(telling) ||
          text.holes.some((h) => h.from < at + telling.length && at < h.to)
        )
          continue;
        const isArn = text.value.startsWith('arn:');
        if (isArn && keptByAnother(condition)) continue;
        const messageId = !isArn ? 'broad' : known?.name === KEYS.sourceArn ? 'source' : 'account';
        context.report({ at: node.span, messageId, data: { key: key.value } });
      }
    },
  }),
});

/** The part of a key's value that tells whose call it is. */
function partThatTells({ providerKey, key }: Condition): ((value: string) => string | undefined) | undefined {
  if (providerKey && !key.holes.length) return sameName(providerKey.claim.value, 'aud') ? (value) => value : undefined;
  return guardOf(key.value)?.tells?.part;
}

/** Whether another guaranteed test tells the account, or the principals of the statement do. */
function keptByAnother({ statement }: Condition): boolean {
  const keys = [
    KEYS.principalOrgId,
    KEYS.principalAccount,
    KEYS.principalOrgPaths,
    KEYS.sourceAccount,
    KEYS.sourceOrgId,
    KEYS.sourceOrgPaths,
  ];
  return (
    (statement.shape.kind === 'account' && statement.principals.length === 1) ||
    statement.conditions.some((c) => keys.some((k) => sameName(k, c.key.value)) && guarantees(c) !== 'no')
  );
}
