import { reviewFix } from '../findings.ts';
import { isWholeAccount } from '../iam/account.ts';
import { ASSUME_ROLE, KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { letsIn } from '../policy/assumeActions.ts';
import { addConditions, type Block } from '../policy/statementEdits.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-account-root',
    title: 'A whole account is trusted without a condition',
    level: 'information',
    messages: {
      whole:
        'Every role and user that the administrators of account {{account}} allow it can assume this role: root stands for the whole account.',
    },
    yieldsTo: ['external-id-missing', 'principal-type-misplaced', 'principal-arn-invalid', 'principal-account-invalid'],
  },
  docs: {
    why: 'An account as a principal, by its id or its root ARN, does not mean its root user. It hands the decision over: whoever the administrators of that account allow sts:AssumeRole on this role may assume it.',
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
      if (type !== 'AWS' || negated || isWholeAccount(value) !== 'yes' || !letsIn(statement, ASSUME_ROLE)) return;
      if (statement.elements.get('Condition') || statement.policy.denies.length) return;
      const account = /\d{12}/.exec(value.value)?.[0];
      if (account === undefined) return; // the account is still to be filled in
      const demand = (title: string, block: Block) => reviewFix(title, () => addConditions(statement, block));
      context.report({
        at: value.span,
        messageId: 'whole',
        data: { account },
        fixes: () => [
          demand('Let in only some of its roles', {
            ArnLike: { [KEYS.principalArn]: `arn:aws:iam::${account}:role/<ROLE_NAME>` },
          }),
          demand('Demand MFA', { Bool: { [KEYS.mfaPresent]: 'true' } }),
          demand('Demand your organization', { [STRING_EQUALS]: { [KEYS.principalOrgId]: '<ORGANIZATION_ID>' } }),
          demand('Demand an ExternalId', { [STRING_EQUALS]: { [KEYS.externalId]: context.random() } }),
        ],
      });
    },
  }),
});
