import { reviewFix } from '../findings.ts';
import { externalIdPlaceholder, vendorAccount } from '../catalogue/vendorAccounts.ts';
import { isWholeAccount } from '../iam/account.ts';
import { ASSUME_ROLE, KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { isMetByCallers } from '../policy/surelyMet.ts';
import { addConditions, type Block } from '../policy/statementEdits.ts';
import type { Statement } from '../policy/model.ts';
import { memo } from '../text/memo.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-account-root',
    title: 'Whole account trusted without a condition',
    level: 'information',
    messages: {
      whole:
        'Any principal in account {{account}} can assume this role if an administrator there allows it. Add a condition to restrict it.',
    },
    yieldsTo: ['external-id-missing'],
  },
  docs: {
    why: "An account as a principal, by its ID or its root ARN, doesn't mean its root user. It delegates the decision: any principal in that account can assume the role if the administrators there allow it to call sts:AssumeRole on this role.",
    howToFix: 'Name the roles that need access, or add a condition that restricts the callers of the account.',
    whenToIgnore: 'When the administrators of that account may decide who assumes the role.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    examples: {
      bad: [
        '{"RoleName": "deploy", "Arn": "arn:aws:iam::111122223333:role/deploy", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole"}}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/deploy-*"}}',
      ],
    },
  },
  create: (context) => ({
    principal({ type, value, statement, negated }) {
      if (type !== 'AWS' || negated || isWholeAccount(value) !== 'yes' || !context.letsIn(statement, ASSUME_ROLE))
        return;
      if (!isUnguarded(statement)) return;
      const account = /\d{12}/.exec(value.value)?.[0];
      if (account === undefined) return; // the account is still to be filled in
      const vendor = context.ownAccounts.has(account) ? undefined : vendorAccount(account);
      const restrict = (title: string, block: Block) => reviewFix(title, () => addConditions(statement, block));
      context.report({
        at: value.span,
        messageId: 'whole',
        data: { account },
        fixes: () => [
          restrict('Restrict to some roles of the account', {
            ArnLike: { [KEYS.principalArn]: `arn:aws:iam::${account}:role/<ROLE_NAME>` },
          }),
          ...(vendor
            ? []
            : [
                restrict('Require MFA', { Bool: { [KEYS.mfaPresent]: 'true' } }),
                restrict('Restrict to an organization', {
                  [STRING_EQUALS]: { [KEYS.principalOrgId]: '<ORGANIZATION_ID>' },
                }),
              ]),
          restrict('Require an external ID', {
            [STRING_EQUALS]: { [KEYS.externalId]: vendor ? externalIdPlaceholder(vendor.vendor) : context.random() },
          }),
        ],
      });
    },
  }),
});

/** Whether nothing keeps out anybody of the account. */
const isUnguarded = memo(
  ({ conditions, conditionsOpen, policy }: Statement): boolean =>
    !conditionsOpen && !policy.denies.length && conditions.every(isMetByCallers),
);
