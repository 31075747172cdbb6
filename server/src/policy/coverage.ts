import { matchesWithin, type Budget } from '../iam/wildcards.ts';
import type { Effect } from '../iam/vocabulary.ts';
import { groupedBy } from '../text/grouped.ts';
import { principalNames, EVERYONE, ownName } from '../semantics/principalNames.ts';
import { conditionsOn, guarantees } from './conditionGuarantees.ts';
import type { Condition, Principal, Statement } from './model.ts';
import { isSurelyMet, textTestOf, type TextTest } from './surelyMet.ts';
import { testsClock } from './times.ts';

/** A statement that another one makes needless. */
export interface Covered {
  readonly statement: Statement;
  /** One that says all that it says; of two that say the same the later one is needless. */
  readonly by: Statement;
  /** Whether both say the same. */
  readonly equal: boolean;
  /** A guard that the other one lacks, so that it guards nothing. */
  readonly lost: Condition | undefined;
}

/** The statements that others make needless, in order; none of which something is not known. */
export function coveredStatements(statements: readonly Statement[]): readonly Covered[] {
  const related = relatedIn(statements);
  if (!related.size) return [];
  const outlines = statements.flatMap((s, index) => (related.has(s) ? (outlineOf(s, index) ?? []) : []));
  const classes = [...groupedBy(outlines, sayingOf).values()];
  const search = new Search(classes.flatMap(([first]) => first ?? []));
  return classes
    .flatMap((members) => search.coveredOf(members))
    .sort((a, b) => a.own.index - b.own.index)
    .map(toCovered);
}

/** The statements that may cover each other, as a principal of one covers one of another: of most policies few, and quickly told. */
function relatedIn(statements: readonly Statement[]): ReadonlySet<Statement> {
  const related = new Set<Statement>();
  if (statements.length < 2) return related;
  const first = new Map<string, Statement>();
  for (const statement of statements)
    for (const principal of statement.principals) {
      const name = ownName(principal) ?? '';
      const other = first.get(name);
      if (!other) first.set(name, statement);
      else if (other !== statement) related.add(other).add(statement);
    }
  // What an Allow grants is granted by one of the same principal, or of everyone.
  const areAlike = !first.has(EVERYONE) && statements.every(({ effect }) => effect !== 'Deny');
  return areAlike || (!related.size && !isCovered(statements, first)) ? related : new Set(statements);
}

function isCovered(statements: readonly Statement[], byName: ReadonlyMap<string, Statement>): boolean {
  return statements.some((statement) =>
    statement.principals.some((principal) =>
      wideNames(principal, statement.effect).some((name) => (byName.get(name) ?? statement) !== statement),
    ),
  );
}

/** A statement as what can be compared. */
interface Outline {
  readonly statement: Statement;
  readonly index: number;
  readonly effect: Effect;
  readonly principals: ReadonlySet<string>;
  /** In lower case. */
  readonly actions: ReadonlySet<string>;
  /** Those of them with a wildcard. */
  readonly wild: readonly string[];
  /** The first of its tests that only one for the same text surely meets. */
  readonly textTest: TextTest | undefined;
}

/** Undefined where something of a statement is not known. */
function outlineOf(statement: Statement, index: number): Outline | undefined {
  const { principals, actions, conditions, effect, elements } = statement;
  if (effect === undefined || !statement.complete || statement.conditionsOpen || elements.get('NotAction'))
    return undefined;
  if (!principals.length || !actions.length || elements.unknown.length) return undefined;
  if ([...actions, ...conditions.map((c) => c.key)].some((text) => text.holes.length)) return undefined;
  if (conditions.some((c) => c.open || c.values.some((v) => !v.text))) return undefined;
  const block = elements.get('Condition')?.value;
  const shown = new Set(conditions.map((c) => c.operatorMember)).size;
  if (block && (block.kind !== 'object' || block.members.length !== shown)) return undefined; // something in it was not read
  const names = new Set<string>();
  for (const principal of principals) {
    const name = ownName(principal);
    if (name === undefined) return undefined;
    names.add(name);
  }
  const spelt = new Set(actions.map((a) => a.value.toLowerCase()));
  return {
    statement,
    index,
    effect,
    principals: names,
    actions: spelt,
    wild: [...spelt].filter((a) => /[*?]/.test(a)),
    textTest: conditions.map(textTestOf).find((test) => test !== undefined),
  };
}

/** One text for all statements that say the same in the same words. */
function sayingOf({ effect, principals, actions, statement: { conditions } }: Outline): string {
  const tests = new Set(conditions.map(textOfCondition));
  return [effect, listed(principals), listed(actions), listed(tests)].join('|');
}

/** Each with its length, so that no two lists read alike. */
function listed(texts: ReadonlySet<string>): string {
  let all = '';
  for (const text of texts.size > 1 ? [...texts].sort() : texts) all += `${text.length}:${text}`;
  return all;
}

function textOfCondition({ operatorMember, key, values }: Condition): string {
  const all = values.map((v) => v.text?.value ?? '');
  if (all.length > 1) all.sort();
  // Each with its length, so that no two lists read alike.
  return [operatorMember.key.value, key.value.toLowerCase(), ...all].map((text) => `${text.length}:${text}`).join('');
}

interface Found {
  readonly own: Outline;
  readonly other: Outline;
  readonly equal: boolean;
}

/** What statements may be compared in all: far more than those need that anybody writes. Characters. */
const STEPS = 1 << 21;
/** As many are compared one by one sooner than they are put in order. */
const FEW = 8;
/** Statements of one principal that are looked at for another one of it: nobody writes more that differ. */
const MOST = 30;

/** Statements of one principal, by a test that tells most of them apart. */
class Alike {
  readonly #others: Outline[] = [];
  readonly #byTest = new Map<string, Map<string, Outline[]>>();

  add(outline: Outline): void {
    const { textTest } = outline;
    if (!textTest) {
      push(this.#others, outline);
      return;
    }
    let byText = this.#byTest.get(textTest.name);
    if (!byText) this.#byTest.set(textTest.name, (byText = new Map<string, Outline[]>()));
    const alike = byText.get(textTest.text);
    if (alike) push(alike, outline);
    else byText.set(textTest.text, [outline]);
  }

  /** Lists of those that may cover a statement. */
  mayCover({ statement }: Outline): readonly (readonly Outline[])[] {
    const lists: (readonly Outline[])[] = [this.#others];
    for (const [name, byText] of this.#byTest) {
      const test = statement.conditions.find((c) => textTestOf(c)?.name === name);
      if (test && conditionsOn(statement, test.key.value).length === 1)
        lists.push(byText.get(textTestOf(test)?.text ?? '') ?? []);
      else lists.push([...byText.values()].slice(0, MOST).flat().slice(0, MOST));
    }
    return lists;
  }
}

function push(outlines: Outline[], outline: Outline): void {
  if (outlines.length < MOST) outlines.push(outline);
}

/** Finds what covers a statement among some that all say something else. */
class Search {
  /** All of them, where they are few. */
  readonly #few: readonly Outline[] | undefined;
  readonly #byPrincipal = new Map<string, Alike>();
  readonly #budget: Budget = { steps: STEPS };

  constructor(outlines: readonly Outline[]) {
    this.#few = outlines.length > FEW ? undefined : outlines;
    if (this.#few) return;
    for (const outline of outlines)
      for (const principal of outline.principals) {
        let alike = this.#byPrincipal.get(principal);
        if (!alike) this.#byPrincipal.set(principal, (alike = new Alike()));
        alike.add(outline);
      }
  }

  /** @param members statements that say the same in the same words */
  coveredOf(members: readonly Outline[]): readonly Found[] {
    const [first] = members;
    if (!first) return [];
    let alike = first;
    const wider: Outline[] = [];
    for (const other of this.#candidates(first)) {
      if (other === first || !this.#covers(other, first)) continue;
      if (!this.#covers(first, other)) wider.push(other);
      else if (other.index < alike.index) alike = other;
    }
    const other = wider.find(({ statement }) => lostBeside(first.statement, statement)) ?? wider[0];
    return members.flatMap((own): readonly Found[] => {
      if (other) return [{ own, other, equal: false }];
      return alike.index < own.index ? [{ own, other: alike, equal: true }] : [];
    });
  }

  /** Those that speak of its first principal too, or all of a few, in order. */
  #candidates(narrow: Outline): readonly Outline[] {
    if (this.#few) return this.#few;
    const [first] = narrow.statement.principals;
    const names = first ? wideNames(first, narrow.effect) : [];
    const lists = names.flatMap((name) => this.#byPrincipal.get(name)?.mayCover(narrow) ?? []);
    const [found = [], ...more] = lists.filter((list) => list.length);
    if (!more.length) return found;
    return [...new Set([...found, ...more.flat()])].sort((a, b) => a.index - b.index);
  }

  /** Whether `wide` surely says all that `narrow` says. */
  #covers(wide: Outline, narrow: Outline): boolean {
    const { conditions } = wide.statement;
    this.#budget.steps -= 1 + narrow.principals.size + narrow.actions.size;
    return (
      wide.effect === narrow.effect &&
      (isAmong(narrow.principals, wide.principals) ||
        narrow.statement.principals.every((p) => wideNames(p, wide.effect).some((n) => wide.principals.has(n)))) &&
      (isAmong(narrow.actions, wide.actions) ||
        [...narrow.actions].every(
          (action) => wide.actions.has(action) || wide.wild.some((w) => matchesWithin(w, action, this.#budget)),
        )) &&
      conditions.every((test) => isSurelyMet(test, narrow.statement, this.#budget)) &&
      this.#budget.steps >= 0
    );
  }
}

function isAmong(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const one of some) if (!others.has(one)) return false;
  return true;
}

function wideNames(principal: Principal, effect: Effect | undefined): readonly string[] {
  const names = principalNames(principal);
  return (effect === 'Allow' ? names?.granting : names?.covering) ?? [];
}

function toCovered({ own, other, equal }: Found): Covered {
  const lost = equal ? undefined : lostBeside(own.statement, other.statement);
  return { statement: own.statement, by: other.statement, equal, lost };
}

/** The first guard of a statement that another one, which covers it, does without. */
function lostBeside(narrow: Statement, wide: Statement): Condition | undefined {
  return narrow.conditions.find((c) => guarantees(c) === 'yes' && !isGuarded(wide, c));
}

/**
 * Whether a statement tests the value of a condition's key too, or lets in nobody who does not meet the condition. A test that is no
 * guard, as with IfExists, is a finding of its own.
 */
function isGuarded(statement: Statement, condition: Condition): boolean {
  const alike = testsClock(condition)
    ? statement.conditions.filter(testsClock)
    : conditionsOn(statement, condition.key.value);
  return alike.some((c) => c.operator?.family !== 'Null') || isSurelyMet(condition, statement, { steps: STEPS });
}
