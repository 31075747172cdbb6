import { reviewFix, type Fix } from '../findings.ts';
import { accountOf, isAccountId, isWholeAccount } from '../iam/account.ts';
import { parseArn } from '../iam/arn.ts';
import { PARTITIONS } from '../iam/partitions.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { addConditions } from '../policy/statementEdits.ts';
import { conditionsOn } from '../policy/conditionGuarantees.ts';
import type { Principal } from '../policy/model.ts';
import type { Text } from '../policy/policyText.ts';
import { removePrincipal } from '../policy/principalEdits.ts';
import { splitOff } from '../policy/statementSplits.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-wildcard',
    title: 'Wildcard inside a principal',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Invalid principal in policy',
    messages: {
      arn: "Wildcards aren't allowed inside a principal. Trust the account and match the pattern with aws:PrincipalArn. IAM rejects the policy.",
      service: "Wildcards aren't allowed in a service principal: list each service. IAM rejects the policy.",
    },
  },
  docs: {
    why: "A principal is one account, role, user or service. IAM doesn't match patterns in principals and rejects the policy. Match the pattern with a condition on aws:PrincipalArn instead.",
    howToFix: 'Trust the account, and add an ArnLike condition on aws:PrincipalArn with the pattern.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    accessAnalyzer: ['UNSUPPORTED_WILDCARD_IN_PRINCIPAL'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/dev-*"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/dev-*"}}',
      ],
    },
  },
  create: (context) => ({
    principal(principal) {
      const { type, value } = principal;
      if ((type !== 'AWS' && type !== 'Service') || !/[*?]/.test(value.value)) return;
      if (type === 'AWS' && value.value === '*') return; // everyone: a rule of its own
      const at = value.value.search(/[*?]/);
      if (value.holes.some((hole) => hole.from <= at && at < hole.to)) return;
      context.report({
        at: value.span,
        messageId: type === 'AWS' ? 'arn' : 'service',
        data: { principal: value.value },
        fixes: () => toCondition(principal),
      });
    },
  }),
});

/**
 * The account as principal, and the pattern as a condition: of the statement where it is the one principal, else of a statement
 * of its own, for the others are not to be bound by it. None where the account is open, or its callers are tested by ARN already.
 */
function toCondition(principal: Principal): readonly Fix[] {
  const { statement, value, negated } = principal;
  const account = rootOf(value);
  if (account === undefined || negated || statement.conditionsOpen) return [];
  if (
    statement.principals.some(
      (p) => p.type === 'AWS' && isWholeAccount(p.value) === 'yes' && accountOf(p.value) === accountOf(value),
    )
  ) {
    const without = removePrincipal(principal);
    return without ? [reviewFix(`Remove "${value.value}"`, () => without)] : [];
  }
  if (conditionsOn(statement, KEYS.principalArn).length) return [];
  const pattern = value.value;
  if (statement.principals.length === 1)
    return [
      reviewFix('Trust the account and match the pattern with aws:PrincipalArn', () => [
        { op: 'replace', target: value.node, value: account },
        ...addConditions(statement, { ArnLike: { [KEYS.principalArn]: pattern } }),
      ]),
    ];
  const edits = splitOff(principal, account, { operator: 'ArnLike', key: KEYS.principalArn, value: pattern });
  return edits ? [reviewFix('Move the pattern to a statement with aws:PrincipalArn', () => edits)] : [];
}

/** The root ARN of the account whose users or roles a pattern names; undefined where their partition or account is not plain. */
function rootOf(pattern: Text): string | undefined {
  const arn = parseArn(pattern);
  if (arn?.service.value !== 'iam' || arn.region.value !== '' || !isAccountId(arn.account.value)) return undefined;
  const { value: partition } = arn.partition;
  return PARTITIONS.includes(partition) ? `arn:${partition}:iam::${arn.account.value}:root` : undefined;
}
