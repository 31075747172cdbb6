import { reviewFix, type Fix } from '../findings.ts';
import { severalIn } from '../guards/form.ts';
import { accountOf, isAccountId, isWholeAccount } from '../iam/account.ts';
import { parseArn } from '../iam/arn.ts';
import { isAccountOrArn } from '../iam/awsPrincipal.ts';
import { PARTITIONS } from '../iam/partitions.ts';
import type { Principal, Statement } from '../policy/model.ts';
import { memo } from '../text/memo.ts';
import type { Text } from '../policy/policyText.ts';
import { removePrincipal } from '../policy/principalEdits.ts';
import { trustByArn } from '../policy/trustByArn.ts';
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
      if (type === 'AWS' && severalIn(value.value, isAccountOrArn).length) return; // no pattern, but several in one string
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

/** The account, and the pattern as a condition; where the account is trusted already, the pattern adds nobody. */
function toCondition(principal: Principal): readonly Fix[] {
  const { statement, value } = principal;
  const account = rootOf(value);
  if (account === undefined) return [];
  const trusted = wholeAccounts(statement).has(accountOf(value) ?? '');
  if (trusted) {
    const without = removePrincipal(principal);
    return without ? [reviewFix(`Remove "${value.value}"`, () => without)] : [];
  }
  const change = trustByArn(principal, { account, pattern: value.value });
  if (!change) return [];
  const title = change.apart
    ? 'Move the pattern to a statement with aws:PrincipalArn'
    : 'Trust the account and match the pattern with aws:PrincipalArn';
  return [reviewFix(title, change.edits)];
}

/** The accounts that a statement trusts as a whole. */
const wholeAccounts = memo(({ principals }: Statement): ReadonlySet<string> => {
  const whole = principals.filter(({ type, value }) => type === 'AWS' && isWholeAccount(value) === 'yes');
  return new Set(whole.flatMap(({ value }) => accountOf(value) ?? []));
});

/** The root ARN of the account whose users or roles a pattern names; undefined where their partition or account is not plain. */
function rootOf(pattern: Text): string | undefined {
  const arn = parseArn(pattern);
  if (arn?.service.value !== 'iam' || arn.region.value !== '' || !isAccountId(arn.account.value)) return undefined;
  const { value: partition } = arn.partition;
  return PARTITIONS.includes(partition) ? `arn:${partition}:iam::${arn.account.value}:root` : undefined;
}
