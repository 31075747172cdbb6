import { isPositive } from '../semantics/absent.ts';
import type { Budget } from '../iam/wildcards.ts';
import { namesCaller } from '../policy/callerBounds.ts';
import { deniesOver } from '../policy/deniedBy.ts';
import { neverSent, sendersOf } from '../policy/keyFacts.ts';
import { missingElementSpan } from '../policy/missingElementSpan.ts';
import type { Condition, Policy, Principal, Statement } from '../policy/model.ts';
import { isNeverMet } from '../policy/surelyMet.ts';
import { isUniqueId } from '../semantics/covering.ts';
import { principalNames } from '../semantics/principalNames.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'deny-ineffective',
    title: 'Deny statement that denies no one or everyone',
    level: 'warning',
    messages: {
      everybody: 'No one can assume this role: this Deny covers everything that the Allow statements allow.',
      nobody: 'This Deny has no effect: no statement allows these principals.',
      value: 'This Deny has no effect: no principal that the Allow statements trust matches this condition on {{key}}.',
      key: 'This condition never matches, so the Deny has no effect: no allowed principal sends {{key}}.',
    },
    yieldsOnlyTo: [
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
      const shutOut = deniesOverAll(allows, context.isPast);
      for (const deny of policy.denies) {
        if (!deny.assumes.length || deny.conditionsOpen || deny.elements.get('NotPrincipal')) continue;
        const at = deny.elements.get('Principal')?.member.key.span ?? missingElementSpan(deny.node);
        const hit = callers.hitBy(deny);
        if (!hit.size) {
          context.report({ at, messageId: 'nobody', about: deny.actions.map((a) => a.span) });
        } else if (shutOut.has(deny)) {
          context.report({ at, messageId: 'everybody' });
        } else {
          const dead = deny.conditions.find(
            (c) => c.operator && isPositive(c.operator) && [...hit].every((allow) => neverSent(c, allow)),
          );
          const unmet = dead ?? unmetBy(callers, deny);
          const messageId = dead ? 'key' : 'value';
          if (unmet) context.report({ at: unmet.key.span, messageId, data: { key: unmet.key.value } });
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

/** The Denies each of which covers all of some Allows. */
function deniesOverAll(allows: readonly Statement[], isPast: (instant: number) => boolean): ReadonlySet<Statement> {
  const [first, ...others] = allows;
  let left = new Set(first ? deniesOver(first, isPast) : []);
  for (const allow of others) {
    if (!left.size) break;
    const denies = deniesOver(allow, isPast);
    left = new Set(denies.filter((deny) => left.has(deny)));
  }
  return left;
}

function isEveryone({ type, value }: Principal): boolean {
  return type === '*' || (type === 'AWS' && value.value === '*');
}

/** The test of a Deny that asks for callers whom none of the Allows lets in. */
function unmetBy(callers: Callers, deny: Statement): Condition | undefined {
  const tests = deny.conditions.filter((c) => c.operator && isPositive(c.operator) && namesCaller(c));
  const allows = tests.length ? callers.fewHitBy(deny) : [];
  const budget: Budget = { steps: STEPS };
  return allows.length ? tests.find((c) => allows.every((allow) => isNeverMet(c, allow, budget))) : undefined;
}

/** What may be compared for one Deny: more than any that a person writes needs. Characters. */
const STEPS = 1 << 14;
/** Allows that are looked at for one Deny: nobody writes more. */
const MOST = 30;

/** Whom the Allows let in. */
class Callers {
  /** By assume action, and by what two statements that meet have in common. */
  readonly #byAction = new Map<string, Map<string, Alike>>();

  constructor(allows: readonly Statement[]) {
    const alike = new Map<string, Statement>();
    for (const allow of allows) {
      const senders = sendersOf(allow);
      const one = alike.get(senders) ?? allow;
      alike.set(senders, one);
      const names = new Set(['', ...allow.principals.flatMap(marksOf)]);
      for (const action of allow.assumes)
        for (const name of names) {
          const { senders, first } = this.#at(action, name);
          senders.add(one);
          if (first.length <= MOST) first.push(allow);
        }
    }
  }

  /** Those whose requests the Deny may speak of; one for all that send the same keys. */
  hitBy(deny: Statement): ReadonlySet<Statement> {
    const found = new Set<Statement>();
    for (const { senders } of this.#hitBy(deny)) for (const allow of senders) found.add(allow);
    return found;
  }

  /** All of them; none where they are many. */
  fewHitBy(deny: Statement): readonly Statement[] {
    if (deny.assumes.length * marksHitBy(deny).size > MOST) return [];
    const found = new Set(this.#hitBy(deny).flatMap(({ first }) => first));
    return found.size > MOST ? [] : [...found];
  }

  #hitBy(deny: Statement): readonly Alike[] {
    const marks = marksHitBy(deny);
    const found: Alike[] = [];
    for (const action of deny.assumes) {
      const byName = this.#byAction.get(action);
      if (!byName) continue;
      for (const mark of marks) {
        const alike = byName.get(mark);
        if (alike) found.push(alike);
      }
    }
    return found;
  }

  #at(action: string, name: string): Alike {
    let byName = this.#byAction.get(action);
    if (!byName) this.#byAction.set(action, (byName = new Map<string, Alike>()));
    let found = byName.get(name);
    if (!found) byName.set(name, (found = { senders: new Set(), first: [] }));
    return found;
  }
}

/** Allows that have an action and a mark in common. */
interface Alike {
  /** One for all whose callers send the same keys. */
  readonly senders: Set<Statement>;
  /** The first of all. */
  readonly first: Statement[];
}

/** What a Deny may meet. */
function marksHitBy({ principals }: Statement): ReadonlySet<string> {
  const marks = new Set<string>();
  for (const principal of principals) for (const mark of metBy(principal)) marks.add(mark);
  return marks;
}

/**
 * What an allowed principal is found by, when a denied one may mean the same callers: they meet where one covers the other, and where
 * it is not known whom one of them means.
 */
function marksOf(principal: Principal): readonly string[] {
  const names = principalNames(principal);
  if (!names || isEveryone(principal)) return ['anybody'];
  return [
    ...names.own.map((name) => `is ${name}`),
    ...names.covering.map((name) => `within ${name}`),
    ...(principal.type === 'AWS' ? [isUniqueId(principal) ? 'untold' : 'AWS'] : []),
  ];
}

/** The marks of those whom a denied principal meets; the empty one is everybody's. */
function metBy(principal: Principal): readonly string[] {
  const names = principalNames(principal);
  if (!names || isEveryone(principal)) return [''];
  return [
    'anybody',
    ...names.covering.map((name) => `is ${name}`),
    ...names.own.map((name) => `within ${name}`),
    ...(principal.type === 'AWS' ? (isUniqueId(principal) ? ['AWS', 'untold'] : ['untold']) : []),
  ];
}
