import { isPositive } from '../iam/operators.ts';
import { accountOf } from '../iam/account.ts';
import { neverSent } from '../policy/keyFacts.ts';
import { missingElementSpan } from '../policy/missingElementSpan.ts';
import type { Policy, Statement } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'deny-ineffective',
    title: 'A Deny that stops nobody, or everybody',
    level: 'warning',
    messages: {
      everybody: 'This Deny has no condition and covers all whom the policy lets in, so nobody can assume the role.',
      nobody: 'No statement lets these principals in, so there is nothing to deny them.',
      key: 'Nobody whom this policy lets in sends {{key}}, so this test is never met and the Deny stops nobody.',
    },
    yieldsTo: [
      'mfa-not-enforced',
      'key-pair-missing',
      'condition-never-matches',
      'key-unknown',
      'key-deprecated',
      'null-operator',
    ],
  },
  docs: {
    why: 'A Deny takes from what the Allows give. One about callers whom no Allow lets in changes nothing; one without a condition about all of them shuts the role for good.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html'],
    examples: {
      bad: [
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}, {"Effect": "Deny", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}',
      ],
      good: [
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}, {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"DateGreaterThan": {"aws:CurrentTime": "2999-01-01T00:00:00Z"}}}]}',
      ],
    },
  },
  create: (context) => ({
    policy(policy) {
      if (!policy.denies.length) return;
      const allows = policy.statements.filter((s) => s.effect === 'Allow' && s.assumes.length > 0);
      if (!allows.length || !isKnown(policy)) return;
      for (const deny of policy.denies) {
        if (!deny.assumes.length || deny.conditionsOpen || deny.elements.get('NotPrincipal')) continue;
        const at = deny.elements.get('Principal')?.member.key.span ?? missingElementSpan(deny.node);
        const hit = allows.filter((allow) => overlap(deny, allow));
        if (!hit.length) {
          context.report({ at, messageId: 'nobody', about: deny.actions.map((a) => a.span) });
        } else if (!deny.elements.get('Condition')) {
          if (allows.every((allow) => coversAll(deny, allow))) context.report({ at, messageId: 'everybody' });
        } else {
          const dead = deny.conditions.find(
            (c) => c.operator && isPositive(c.operator) && hit.every((allow) => neverSent(c, allow)),
          );
          if (dead) context.report({ at: dead.key.span, messageId: 'key', data: { key: dead.key.value } });
        }
      }
    },
  }),
});

/** Whether all statements say who and what: otherwise anybody may be let in. */
function isKnown({ statements, complete }: Policy): boolean {
  return (
    complete &&
    statements.every(
      (s) =>
        s.effect !== undefined &&
        s.complete &&
        s.principals.length > 0 &&
        s.principals.every((p) => p.type !== undefined && !p.value.holes.length && !/[*?]./.test(p.value.value)) &&
        s.actions.every((a) => !a.holes.length) &&
        s.actions.length > 0,
    )
  );
}

const isEveryone = (p: { type: string | undefined; value: { value: string } }): boolean =>
  p.type === '*' || (p.type === 'AWS' && p.value.value === '*');

/** Whether some request that the Allow lets in may be one that the Deny speaks of. */
function overlap(deny: Statement, allow: Statement): boolean {
  if (!deny.assumes.some((action) => allow.assumes.includes(action))) return false;
  return deny.principals.some(
    (d) =>
      isEveryone(d) ||
      allow.principals.some((a) => {
        if (isEveryone(a)) return d.type === 'AWS' || d.type === '*';
        if (a.type !== d.type) return false;
        if (a.type !== 'AWS') return a.value.value === d.value.value;
        // An account holds its roles and sessions; two of one account may meet.
        const [one, two] = [accountOf(a.value), accountOf(d.value)];
        return one === undefined || two === undefined || one === two;
      }),
  );
}

function coversAll(deny: Statement, allow: Statement): boolean {
  return (
    allow.assumes.every((action) => deny.assumes.includes(action)) &&
    allow.principals.every((a) =>
      deny.principals.some((d) => isEveryone(d) || (d.type === a.type && d.value.value === a.value.value)),
    )
  );
}
