import type { Fix } from '../findings.ts';
import { isAccountId } from '../iam/account.ts';
import { parseArn } from '../iam/arn.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { addConditions } from '../policy/statementEdits.ts';
import { conditionsOn } from '../policy/conditionGuarantees.ts';
import type { Principal } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-wildcard',
    title: 'A wildcard inside a principal',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Invalid principal in policy',
    messages: {
      arn: 'IAM matches no patterns in a principal and refuses {{principal}}. Trust the account, and put the pattern into a condition on aws:PrincipalArn.',
      service: 'IAM matches no patterns in a service principal and refuses {{principal}}. Name each service.',
    },
  },
  docs: {
    why: 'A principal is one account, role, user or service. IAM does not match patterns there and refuses the policy; a pattern goes into a condition on aws:PrincipalArn.',
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

/** The account as principal, and the pattern as a condition; only where it is the one principal and its account is known. */
function toCondition({ statement, value, negated }: Principal): readonly Fix[] {
  const arn = parseArn(value);
  if (
    !arn ||
    negated ||
    !isAccountId(arn.account.value) ||
    statement.principals.length > 1 ||
    statement.conditionsOpen ||
    arn.service.value !== 'iam' ||
    conditionsOn(statement, KEYS.principalArn).length
  )
    return [];
  const account = `arn:${arn.partition.value}:iam::${arn.account.value}:root`;
  const pattern = value.value;
  return [
    {
      kind: 'tree',
      title: 'Trust the account, with the pattern as a condition',
      safety: 'review',
      edits: () => [
        { op: 'replace', target: value.node, value: account },
        ...addConditions(statement, { ArnLike: { [KEYS.principalArn]: pattern } }),
      ],
    },
  ];
}
