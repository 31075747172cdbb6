import type { Fix } from '../findings.ts';
import { letsIn } from '../policy/assumeActions.ts';
import { guarantees, hasUnknownKey } from '../policy/conditionGuarantees.ts';
import { memo } from '../text/memo.ts';
import type { Statement } from '../policy/model.ts';
import { deniedWithout, namesCaller, narrowsEveryone } from '../policy/callerBounds.ts';
import { defineRule } from './rule.ts';

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
      bare: '"*" can\'t be the whole Principal of a trust policy. IAM rejects the policy.',
    },
  },
  docs: {
    why: '"*" as a principal means every user and role in every AWS account, not only in yours. Anyone who opens an AWS account can assume the role, unless a condition on the caller itself prevents it. An external ID, a source address or a session name isn\'t such a condition: callers choose it, or share it with others.',
    howToFix:
      'Replace "*" with the accounts, roles or services that need the role. If you must keep it, add a condition on aws:PrincipalOrgID or aws:PrincipalArn.',
    whenToIgnore:
      'When a condition restricts the callers to your organization and you can\'t list the principals. IAM rejects "Principal": "*".',
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
    principal({ type, value, statement, negated }) {
      if (negated) return;
      const { node } = value;
      const name: Fix = {
        kind: 'tree',
        title: 'Replace with an account',
        safety: 'review',
        edits: () => [{ op: 'replace', target: node, value: type === '*' ? { AWS: NAMED } : NAMED }],
      };
      if (type === '*') {
        const everyone: Fix = {
          kind: 'tree',
          title: 'Replace with {"AWS": "*"}',
          safety: 'safe',
          edits: () => [{ op: 'replace', target: node, value: { AWS: '*' } }],
        };
        context.report({
          at: value.span,
          messageId: 'bare',
          fixes: () => (statement.effect === 'Deny' ? [everyone] : [name]),
        });
        return;
      }
      if (type !== 'AWS' || value.value !== '*' || !letsIn(statement) || statement.conditionsOpen) return;
      const conditioned =
        narrowsEveryone(statement) ||
        statement.assumes.every((action) => deniedWithout(statement, action, namesCaller));
      context.report({
        at: value.span,
        messageId: conditioned ? 'conditioned' : 'open',
        ...(conditioned ? { level: 'warning' as const } : {}),
        // A misspelt key in a guard is the cause; no request has it.
        attempts: misspeltIn(statement),
        fixes: () => [name],
      });
    },
  }),
});

const misspeltIn = memo(({ conditions }: Statement) =>
  conditions.filter((c) => hasUnknownKey(c) && guarantees(c) !== 'no').map((c) => c.member.span),
);

const NAMED = 'arn:aws:iam::<ACCOUNT_ID>:root';
