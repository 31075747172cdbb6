import { safeFix } from '../findings.ts';
import type { Principal } from '../policy/model.ts';
import { removePrincipal } from '../policy/principalEdits.ts';
import { principalNames } from '../semantics/principalNames.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-redundant',
    title: 'Redundant principal',
    level: 'hint',
    messages: {
      twice: '"{{principal}}" is listed twice.',
      account: 'This account is listed twice: its ID and its root ARN are the same principal.',
      session: 'This session is redundant: its role is also listed, and that includes all sessions.',
    },
  },
  docs: {
    why: 'The same principal twice, an account by its ID and by its root ARN, or a role session as well as its role: one of them is enough.',
    howToFix: 'Remove one of the two.',
    whenToIgnore: 'When both are listed on purpose, for example in a generated policy.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    accessAnalyzer: ['REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Service": ["ec2.amazonaws.com", "ec2.amazonaws.com"]}, "Action": "sts:AssumeRole"',
      ],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement({ principals }) {
      if (principals.length < 2) return;
      const seen = new Map<string, Principal>();
      /** What the sessions of listed roles are called: by their own names nothing covers a role. */
      const sessions = new Set(principals.flatMap((p) => principalNames(p)?.own.slice(1) ?? []));
      for (const principal of principals) {
        const names = principalNames(principal);
        if (!names) continue;
        const [name = ''] = names.own;
        const first = seen.get(name);
        if (!first) seen.set(name, principal);
        if (!first && !names.covering.some((wider) => sessions.has(wider))) continue;
        context.report({
          at: principal.value.span,
          messageId: first ? (first.value.value === principal.value.value ? 'twice' : 'account') : 'session',
          data: { principal: principal.value.value },
          unnecessary: true,
          ...(first ? { related: [{ span: first.value.span, message: 'First occurrence' }] } : {}),
          fixes: () => {
            const edits = removePrincipal(principal);
            return edits ? [safeFix(`Remove "${principal.value.value}"`, () => edits)] : [];
          },
        });
      }
    },
  }),
});
