import { safeFix } from '../findings.ts';
import { parseArn } from '../iam/arn.ts';
import type { Principal } from '../policy/model.ts';
import { removePrincipal } from '../policy/principalEdits.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-redundant',
    title: 'A principal that another one covers',
    level: 'hint',
    messages: {
      twice: '{{principal}} stands here twice.',
      account: 'An account’s id and its root ARN are the same principal, and both stand here.',
      session: 'The role is trusted with all its sessions, so this one need not be named.',
    },
  },
  docs: {
    why: 'The same principal twice, an account by its id and by its root ARN, or a session beside its role: one of them says it all.',
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
      const whole = new Set(principals.map((p) => (p.value.holes.length ? undefined : nameOf(p))));
      for (const principal of principals) {
        if (principal.value.holes.length || principal.type === undefined) continue;
        const name = nameOf(principal);
        const first = seen.get(name);
        if (!first) seen.set(name, principal);
        const role = roleOfSession(principal);
        const covered =
          first !== undefined || (role !== undefined && [...whole].some((w) => w !== undefined && role(w)));
        if (!covered) continue;
        context.report({
          at: principal.value.span,
          messageId: first ? (first.value.value === principal.value.value ? 'twice' : 'account') : 'session',
          data: { principal: principal.value.value },
          unnecessary: true,
          ...(first ? { related: [{ span: first.value.span, message: 'The first one' }] } : {}),
          fixes: () => {
            const edits = removePrincipal(principal);
            return edits ? [safeFix(`Remove ${principal.value.value}`, () => edits)] : [];
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

/** Tells the role of a session among the others: its path does not show in the session's ARN. */
function roleOfSession({ type, value, negated }: Principal): ((name: string) => boolean) | undefined {
  const arn = type === 'AWS' && !negated ? parseArn(value) : undefined;
  const role =
    arn && arn.service.value === 'sts' ? /^assumed-role\/([^/]+)\/[^/]+$/.exec(arn.resource.value)?.[1] : undefined;
  if (!arn || role === undefined) return undefined;
  const start = `AWS arn:${arn.partition.value}:iam::${arn.account.value}:role/`;
  return (name) => name.startsWith(start) && name.slice(start.length).split('/').at(-1) === role;
}
