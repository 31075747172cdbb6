import { matchesWithin, type Budget } from '../iam/wildcards.ts';
import type { Effect } from '../iam/vocabulary.ts';
import { groupedBy } from '../text/grouped.ts';
import type { Condition, Statement } from './model.ts';

/** A statement that another one makes needless. */
export interface Covered {
  readonly statement: Statement;
  /** The first one that says all that it says; of two that say the same the later one is needless. */
  readonly by: Statement;
  /** Whether both say the same. */
  readonly equal: boolean;
  /** The conditions that the other one does not have. */
  readonly extra: readonly Condition[];
}

/** The statements that others make needless, in order; none of which something is not known. */
export function coveredStatements(statements: readonly Statement[]): readonly Covered[] {
  const shared = sharing(statements);
  if (!shared.size) return [];
  const outlines = statements.flatMap((s, index) => (shared.has(s) ? (outlineOf(s, index) ?? []) : []));
  const classes = [...groupedBy(outlines, sayingOf).values()].map(classOf);
  const index = new Wider(classes);
  return classes
    .flatMap((own) => coveredOf(own, index))
    .sort((a, b) => a.own.index - b.own.index)
    .map(toCovered);
}

/** The statements that have a principal in common with another: few, and quickly told. */
function sharing(statements: readonly Statement[]): ReadonlySet<Statement> {
  const found = new Set<Statement>();
  if (statements.length < 2) return found;
  const first = new Map<string, Statement>();
  for (const statement of statements)
    for (const { type, value } of statement.principals) {
      const name = type === 'AWS' ? accountName(value.value) : value.value;
      const other = first.get(name);
      if (!other) first.set(name, statement);
      else if (other !== statement) found.add(other).add(statement);
    }
  return found;
}

/** A statement as sets that can be compared. */
interface Outline {
  readonly statement: Statement;
  readonly index: number;
  readonly effect: Effect;
  readonly principals: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
  /** The tests as texts: of two that are alike the texts are equal. */
  readonly tests: ReadonlyMap<string, Condition>;
}

/** Undefined where something of a statement is not known. */
function outlineOf(statement: Statement, index: number): Outline | undefined {
  const { principals, actions, conditions, effect, elements } = statement;
  if (effect === undefined || !statement.complete || statement.conditionsOpen || elements.get('NotAction'))
    return undefined;
  if (!principals.length || !actions.length || elements.unknown.length) return undefined;
  if ([...principals.map((p) => p.value), ...actions, ...conditions.map((c) => c.key)].some((t) => t.holes.length))
    return undefined;
  if (conditions.some((c) => c.open || c.values.some((v) => !v.text))) return undefined;
  const block = elements.get('Condition')?.value;
  const shown = new Set(conditions.map((c) => c.operatorMember)).size;
  if (block && (block.kind !== 'object' || block.members.length !== shown)) return undefined; // something in it was not read
  return {
    statement,
    index,
    effect,
    principals: new Set(
      principals.map((p) => `${p.negated ? 'not ' : ''}${p.type ?? ''} ${accountName(p.value.value)}`),
    ),
    actions: new Set(actions.map((a) => a.value.toLowerCase())),
    tests: testsOf(conditions),
  };
}

function testsOf(conditions: readonly Condition[]): ReadonlyMap<string, Condition> {
  const tests = new Map<string, Condition>();
  for (const condition of conditions) {
    const text = textOfCondition(condition);
    if (!tests.has(text)) tests.set(text, condition);
  }
  return tests;
}

/** An account's id and its root ARN are one principal. */
function accountName(principal: string): string {
  if (!principal.endsWith(':root')) return principal;
  return /^arn:[^:]+:iam::(\d{12}):root$/.exec(principal)?.[1] ?? principal;
}

function textOfCondition({ operatorMember, key, values }: Condition): string {
  const all = values.map((v) => v.text?.value ?? '');
  if (all.length > 1) all.sort();
  // Each with its length, so that no two lists read alike.
  return [operatorMember.key.value, key.value.toLowerCase(), ...all].map((text) => `${text.length}:${text}`).join('');
}

/** One text for all statements that say the same in the same words. */
function sayingOf({ effect, principals, actions, tests }: Outline): string {
  return JSON.stringify([effect, [...principals].sort(), [...actions].sort(), [...tests.keys()].sort()]);
}

/** Statements that say the same in the same words. */
interface Class {
  readonly members: readonly Outline[];
  readonly first: Outline;
  /** The actions with a wildcard. */
  readonly wild: readonly string[];
}

function classOf(members: readonly Outline[]): Class {
  const first = members[0] as Outline;
  return { members, first, wild: [...first.actions].filter((a) => /[*?]/.test(a)) };
}

interface Found {
  readonly own: Outline;
  readonly other: Outline;
  readonly equal: boolean;
}

function coveredOf(own: Class, index: Wider): readonly Found[] {
  let wider: Outline | undefined;
  let alike = own.first;
  for (const other of index.candidates(own)) {
    if (other === own || !index.covers(other, own)) continue;
    if (index.covers(own, other)) alike = earlier(alike, other.first);
    else wider = earlier(wider, other.first);
  }
  return own.members.flatMap((member): readonly Found[] => {
    const equal = alike.index < member.index && (!wider || alike.index < wider.index);
    const other = equal ? alike : wider;
    return other ? [{ own: member, other, equal }] : [];
  });
}

function earlier(a: Outline | undefined, b: Outline): Outline {
  return a && a.index < b.index ? a : b;
}

function toCovered({ own, other, equal }: Found): Covered {
  const extra = [...own.tests].flatMap(([text, condition]) => (other.tests.has(text) ? [] : [condition]));
  return { statement: own.statement, by: other.statement, equal, extra };
}

/** What statements may be compared in all, in characters: far more than hundreds of them need, however they are alike. */
const STEPS = 1 << 23;

/** Finds the statements that may cover another one: they have all its principals, and no test that it does not have. */
class Wider {
  /** By principal, then by the test that the fewest others have; by an empty text those without any. */
  readonly #byPrincipal = new Map<string, Map<string, Class[]>>();
  readonly #counts = new Map<string, number>();
  readonly #budget: Budget = { steps: STEPS };

  constructor(classes: readonly Class[]) {
    const tests = new Map<string, number>();
    for (const { first } of classes) {
      for (const text of first.tests.keys()) tests.set(text, (tests.get(text) ?? 0) + 1);
      for (const principal of first.principals) this.#counts.set(principal, (this.#counts.get(principal) ?? 0) + 1);
    }
    for (const one of classes) {
      const rarest = rarestOf(one.first.tests.keys(), tests) ?? '';
      for (const principal of one.first.principals) {
        const byTest = this.#byPrincipal.get(principal) ?? new Map<string, Class[]>();
        this.#byPrincipal.set(principal, byTest);
        const alike = byTest.get(rarest);
        if (alike) alike.push(one);
        else byTest.set(rarest, [one]);
      }
    }
  }

  *candidates({ first }: Class): Generator<Class> {
    const byTest = this.#byPrincipal.get(rarestOf(first.principals, this.#counts) ?? '');
    for (const text of ['', ...first.tests.keys()])
      for (const one of byTest?.get(text) ?? []) {
        if (this.#budget.steps < 0) return;
        yield one;
      }
  }

  /** Whether `wide` surely says all that `narrow` says. */
  covers(wide: Class, narrow: Class): boolean {
    this.#budget.steps--;
    const [a, b] = [wide.first, narrow.first];
    if (a.effect !== b.effect || a.principals.size < b.principals.size || a.tests.size > b.tests.size) return false;
    this.#budget.steps -= a.tests.size + b.principals.size + b.actions.size;
    return (
      [...a.tests.keys()].every((text) => b.tests.has(text)) &&
      [...b.principals].every((p) => a.principals.has(p)) &&
      [...b.actions].every(
        (action) => a.actions.has(action) || wide.wild.some((w) => matchesWithin(w, action, this.#budget)),
      )
    );
  }
}

function rarestOf(names: Iterable<string>, counts: ReadonlyMap<string, number>): string | undefined {
  let rarest: string | undefined;
  let least = Infinity;
  for (const name of names) {
    const count = counts.get(name) ?? 0;
    if (count < least) [rarest, least] = [name, count];
  }
  return rarest;
}
