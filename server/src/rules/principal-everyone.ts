import { reviewFix, safeFix } from '../findings.ts';
import { guarantees, hasUnknownKey } from '../policy/conditionGuarantees.ts';
import { memo } from '../text/memo.ts';
import type { Statement } from '../policy/model.ts';
import { deniedToOthers, keptToKnownCallers, keptToTrusted, narrowsEveryone } from '../policy/callerBounds.ts';
import { listedCallers } from '../policy/listedCallers.ts';
import { replacePrincipal } from '../policy/principalEdits.ts';
import { defineRule, type Report } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-everyone',
    title: 'Every AWS account trusted',
    level: 'error',
    rejected: ['bare'],
    iamError: 'MalformedPolicyDocument: AssumeRolepolicy contained an invalid principal: "STAR":"*"',
    messages: {
      open: 'Anyone with an AWS account can assume this role: replace "*" with the principals that you trust.',
      conditioned:
        'Every AWS account is trusted, and only the conditions restrict it: replace "*" with the principals that you trust.',
      kept: 'Only conditions restrict this role: its principal is every AWS account. Name the principals that you trust where you can.',
      listed: 'Only the condition on {{key}} restricts this role: name the principals that it lists instead of "*".',
      bare: '"*" can\'t be the whole Principal of a trust policy. IAM rejects the policy.',
    },
  },
  docs: {
    why: '"*" as a principal means every user and role in every AWS account, not only in yours. Anyone who opens an AWS account can assume the role, unless a condition on the caller itself prevents it. An external ID, a source address or a session name isn\'t such a condition: callers choose it, or share it with others. A condition that requires an organization, accounts or ARNs is (information); one on a VPC endpoint or a user ID narrows the callers less clearly (warning).',
    howToFix:
      'Replace "*" with the accounts, roles or services that need the role. If you must keep it, add a condition on aws:PrincipalOrgID or aws:PrincipalArn.',
    whenToIgnore:
      'When a condition restricts the callers to your organization. Add its ID to trustedOrganizations, so that no policy is reported for it. IAM rejects "Principal": "*".',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
    ],
    accessAnalyzer: ['ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    principal(principal) {
      const { type, value, statement, negated } = principal;
      if (negated) return;
      if (type === '*') {
        const everyone = safeFix('Replace with {"AWS": "*"}', () => [
          { op: 'replace', target: value.node, value: { AWS: '*' } },
        ]);
        const named = reviewFix(NAME, () => [{ op: 'replace', target: value.node, value: { AWS: NAMED } }]);
        context.report({
          at: value.span,
          messageId: 'bare',
          fixes: () => [statement.effect === 'Deny' ? everyone : named],
        });
        return;
      }
      if (type !== 'AWS' || value.value !== '*' || !context.letsIn(statement) || statement.conditionsOpen) return;
      if (keptToTrusted(statement, context.trustedOrganizations)) return;
      context.report({
        at: value.span,
        ...verdictOf(statement),
        // A misspelt key in a guard is the cause; no request has it.
        attempts: misspeltIn(statement),
        fixes: () => {
          const listed = listedCallers(statement)?.callers;
          return [
            listed
              ? reviewFix('Name the principals that the condition lists', () => replacePrincipal(principal, listed))
              : reviewFix(NAME, () => replacePrincipal(principal, [NAMED])),
          ];
        },
      });
    },
  }),
});

type Verdict = Pick<Report<'open' | 'conditioned' | 'kept' | 'listed'>, 'messageId' | 'level' | 'data'>;

/** What conditions on the caller itself leave of everyone. */
const verdictOf = memo((statement: Statement): Verdict => {
  const listed = listedCallers(statement);
  if (listed) return { messageId: 'listed', level: 'information', data: { key: listed.condition.key.value } };
  if (keptToKnownCallers(statement) || deniedToOthers(statement)) return { messageId: 'kept', level: 'information' };
  return narrowsEveryone(statement) ? { messageId: 'conditioned', level: 'warning' } : { messageId: 'open' };
});

const misspeltIn = memo(({ conditions }: Statement) =>
  conditions.filter((c) => hasUnknownKey(c) && guarantees(c) !== 'no').map((c) => c.member.span),
);

const NAME = 'Replace with an account';
const NAMED = 'arn:aws:iam::<ACCOUNT_ID>:root';
