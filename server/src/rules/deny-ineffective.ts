import { isPositive } from '../iam/operators.ts';
import { accountOf } from '../iam/account.ts';
import { neverSent, sendersOf } from '../policy/keyFacts.ts';
import { missingElementSpan } from '../policy/missingElementSpan.ts';
import type { Policy, Principal, Statement } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'deny-ineffective',
    title: 'Deny statement that denies no one or everyone',
    level: 'warning',
    messages: {
      everybody: 'No one can assume this role: this Deny has no condition and covers every allowed principal.',
      nobody: 'This Deny has no effect: no statement allows these principals.',
      key: 'This condition never matches, so the Deny has no effect: no allowed principal sends {{key}}.',
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
    why: 'A Deny restricts what the Allow statements grant. A Deny for callers that no Allow covers changes nothing, and one without conditions for all of them makes the role unusable.',
    howToFix: 'Check the principal and the conditions of the Deny, or remove the statement.',
    whenToIgnore: 'When the Deny is a precaution for Allow statements that someone may add later.',
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
      const callers = new Callers(allows);
      for (const deny of policy.denies) {
        if (!deny.assumes.length || deny.conditionsOpen || deny.elements.get('NotPrincipal')) continue;
        const at = deny.elements.get('Principal')?.member.key.span ?? missingElementSpan(deny.node);
        const hit = callers.hitBy(deny);
        if (!hit.size) {
          context.report({ at, messageId: 'nobody', about: deny.actions.map((a) => a.span) });
        } else if (!deny.elements.get('Condition')) {
          if (callers.allCoveredBy(deny)) context.report({ at, messageId: 'everybody' });
        } else {
          const dead = deny.conditions.find(
            (c) => c.operator && isPositive(c.operator) && [...hit].every((allow) => neverSent(c, allow)),
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

function isEveryone({ type, value }: Principal): boolean {
  return type === '*' || (type === 'AWS' && value.value === '*');
}

/** Whom the Allows let in: one statement stands for all whose callers send the same keys. */
class Callers {
  /** By assume action and by what two statements that meet have in common. */
  readonly #allows = new Map<string, Set<Statement>>();
  readonly #actions = new Set<string>();
  readonly #names = new Set<string>();

  constructor(allows: readonly Statement[]) {
    const alike = new Map<string, Statement>();
    for (const allow of allows) {
      const senders = sendersOf(allow);
      const one = alike.get(senders) ?? allow;
      alike.set(senders, one);
      const names = new Set(['', ...allow.principals.flatMap(marksOf)]);
      for (const action of allow.assumes) {
        this.#actions.add(action);
        for (const name of names) this.#at(action, name).add(one);
      }
      for (const principal of allow.principals) this.#names.add(nameOf(principal));
    }
  }

  /** Those whose requests the Deny may speak of. */
  hitBy(deny: Statement): ReadonlySet<Statement> {
    const names = new Set(deny.principals.flatMap(metBy));
    const found = new Set<Statement>();
    for (const action of deny.assumes)
      for (const name of names) for (const allow of this.#allows.get(`${action} ${name}`) ?? NOBODY) found.add(allow);
    return found;
  }

  /** Whether the Deny speaks of all their requests. */
  allCoveredBy({ assumes, principals }: Statement): boolean {
    if (![...this.#actions].every((action) => assumes.includes(action))) return false;
    if (principals.some(isEveryone)) return true;
    const denied = new Set(principals.map(nameOf));
    return this.#names.size <= denied.size && [...this.#names].every((name) => denied.has(name));
  }

  #at(action: string, name: string): Set<Statement> {
    const key = `${action} ${name}`;
    let found = this.#allows.get(key);
    if (!found) this.#allows.set(key, (found = new Set()));
    return found;
  }
}

const NOBODY: ReadonlySet<Statement> = new Set();

function nameOf({ type, value }: Principal): string {
  return `${type ?? ''} ${value.value}`;
}

/** What an allowed principal can be met by: an account holds its roles and sessions, and two of one account may meet. */
function marksOf(principal: Principal): readonly string[] {
  if (isEveryone(principal)) return ['everyone'];
  return principal.type === 'AWS' ? ['AWS', `account ${accountOf(principal.value) ?? ''}`] : [nameOf(principal)];
}

/** The marks of those whom a denied principal meets; the empty one is everybody's. */
function metBy(principal: Principal): readonly string[] {
  if (isEveryone(principal)) return [''];
  if (principal.type !== 'AWS') return [nameOf(principal)];
  const account = accountOf(principal.value);
  return account === undefined ? ['everyone', 'AWS'] : ['everyone', 'account ', `account ${account}`];
}
