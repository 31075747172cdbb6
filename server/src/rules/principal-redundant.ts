import { safeFix } from '../findings.ts';
import { parseArn } from '../iam/arn.ts';
import type { Principal } from '../policy/model.ts';
import { removePrincipal } from '../policy/principalEdits.ts';
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
      const roles = new Set(principals.flatMap((p) => (p.value.holes.length ? [] : (roleOf(p) ?? []))));
      for (const principal of principals) {
        if (principal.value.holes.length || principal.type === undefined) continue;
        const name = nameOf(principal);
        const first = seen.get(name);
        if (!first) seen.set(name, principal);
        const role = roleOfSession(principal);
        if (!first && (role === undefined || !roles.has(role))) continue;
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

/** One name for what is one principal: an account by its id. */
function nameOf({ type, value, negated }: Principal): string {
  const account = type === 'AWS' ? /^arn:[^:]+:iam::(\d{12}):root$/.exec(value.value)?.[1] : undefined;
  return `${negated ? 'not ' : ''}${type ?? ''} ${account ?? value.value}`;
}

/** What a role and its sessions have in common: the role's path does not show in a session's ARN. */
function roleOf({ type, value, negated }: Principal): string | undefined {
  const [, partition, account, name] =
    (type === 'AWS' && !negated && /^arn:([^:]*):iam::([^:]*):role\/(?:.*\/)?([^/]*)$/s.exec(value.value)) || [];
  return name === undefined ? undefined : `${partition ?? ''} ${account ?? ''} ${name}`;
}

function roleOfSession({ type, value, negated }: Principal): string | undefined {
  const arn = type === 'AWS' && !negated ? parseArn(value) : undefined;
  const role =
    arn && arn.service.value === 'sts' ? /^assumed-role\/([^/]+)\/[^/]+$/.exec(arn.resource.value)?.[1] : undefined;
  return arn && role !== undefined ? `${arn.partition.value} ${arn.account.value} ${role}` : undefined;
}
