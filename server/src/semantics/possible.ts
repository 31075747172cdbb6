import type { Budget } from '../iam/wildcards.ts';
import { ALL_ADDRESSES } from './addresses.ts';
import { EVERY, type Allowed, type Line, type Values } from './allowed.ts';
import { Ranges } from './ranges.ts';
import type { Texts } from './texts.ts';
import { both, type Tristate } from './tristate.ts';

/**
 * Which values one key of a request can have, once all tests of it that are added are met: the core of what is concluded from
 * several tests. Its answers are sure ones: what can't be told, or would take too long, leaves a value possible.
 *
 *     const possible = new Possible(budget);
 *     for (const test of tests) possible.add(allowedBy(operator, key, values, single)); // and what is known of the callers
 *     possible.isEmpty          no request meets them all
 *     possible.isWithin(wanted) each request that meets them meets another test too
 */
export class Possible {
  readonly #budget: Budget;
  /** Whether the key may be missing. */
  absent: Tristate = 'yes';
  #none = false;
  /** What is still possible of each test that lists values; a value must be among those of each. */
  readonly #some: Texts[] = [];
  readonly #excluded: Texts[] = [];
  readonly #lines = new Map<Line, Ranges>();
  /** Of keys with several values, and where it is not known how many there are. */
  readonly #ofMany: Allowed[] = [];

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  add(allowed: Allowed): void {
    const { absent, values, of } = allowed;
    this.absent = both(this.absent, absent);
    if (values.kind === 'none')
      this.#none = true; // also where each or one of several must be among them
    else if (of !== 'one') this.#ofMany.push(allowed);
    else this.#narrow(values);
  }

  /** Whether surely no request is left: the key can neither be missing nor have any value. */
  get isEmpty(): boolean {
    return this.absent === 'no' && this.#hasNoValue;
  }

  /** Whether only requests without the key are left. */
  get isOnlyAbsent(): boolean {
    return this.#hasNoValue;
  }

  get #hasNoValue(): boolean {
    if (this.#none || this.#some.some((texts) => texts.isEmpty)) return true;
    for (const ranges of this.#lines.values()) if (ranges.isEmpty) return true;
    return false;
  }

  /** Whether a value that is still possible may be among others: sure where it says no. */
  mayBe(values: Values, budget = this.#budget): boolean {
    if (values.kind === 'none' || this.#hasNoValue) return false;
    if (values.kind !== 'some') return true;
    const { texts } = values;
    return (
      this.#some.every((some) => !texts.sharedWith(some, budget).isEmpty) &&
      this.#excluded.every((excluded) => !texts.isAmong(excluded, budget))
    );
  }

  /** What a line's points can be; undefined where nothing tells. */
  onLine(line: Line): Ranges | undefined {
    return this.#lines.get(line);
  }

  /** Whether every request that is left surely meets another test of the key as well. */
  isWithin({ absent, values, of }: Allowed, budget = this.#budget): boolean {
    if (this.absent !== 'no' && absent !== 'yes') return false;
    if (this.#hasNoValue || values.kind === 'every') return true;
    if (of !== 'one') return this.#ofMany.some((given) => this.#isListWithin(given, values, of, budget));
    return this.#areWithin(values, budget);
  }

  /** What is left once another test is met as well; these stay as they are. */
  with(allowed: Allowed, budget: Budget): Possible {
    const both = new Possible(budget);
    both.absent = this.absent;
    both.#none = this.#none;
    both.#some.push(...this.#some);
    both.#excluded.push(...this.#excluded);
    for (const [line, ranges] of this.#lines) both.#lines.set(line, ranges);
    both.#ofMany.push(...this.#ofMany);
    both.add(allowed);
    return both;
  }

  #narrow(values: Values): void {
    switch (values.kind) {
      case 'some': {
        let { texts } = values;
        for (const [i, other] of this.#some.entries()) {
          texts = texts.sharedWith(other, this.#budget);
          this.#some[i] = other.sharedWith(values.texts, this.#budget);
        }
        for (const excluded of this.#excluded) texts = texts.without(excluded, this.#budget);
        this.#some.push(texts);
        return;
      }
      case 'others':
        for (const [i, texts] of this.#some.entries()) this.#some[i] = texts.without(values.than, this.#budget);
        this.#excluded.push(values.than);
        return;
      case 'line': {
        const known = this.#lines.get(values.line);
        this.#lines.set(values.line, known ? known.and(values.ranges) : values.ranges);
        return;
      }
      case 'every':
      case 'none':
      case 'unknown':
    }
  }

  #areWithin(wanted: Values, budget: Budget): boolean {
    switch (wanted.kind) {
      case 'some':
        return this.#some.some((texts) => texts.isAmong(wanted.texts, budget));
      case 'others':
        return (
          this.#some.some((texts) => texts.sharedWith(wanted.than, budget).isEmpty) ||
          this.#excluded.some((excluded) => wanted.than.isAmong(excluded, budget))
        );
      case 'line': {
        const all = wanted.line === 'address' ? ALL_ADDRESSES : Ranges.all;
        return (this.#lines.get(wanted.line) ?? all).isWithin(wanted.ranges);
      }
      case 'every':
        return true;
      case 'none':
      case 'unknown':
        return false;
    }
  }

  /** Of a list: all values are within a wider set, or one of them is. Where the key is there, all of them are some. */
  #isListWithin(given: Allowed, values: Values, of: 'all' | 'any' | 'open', budget: Budget): boolean {
    if (given.of !== of && !(given.of === 'all' && of === 'any' && this.absent === 'no')) return false;
    const one = new Possible(budget);
    one.add({ ...given, of: 'one' });
    return one.isWithin({ absent: 'yes', values, of: 'one' });
  }
}

/** What is allowed where nothing is known of a key. */
export const ANYTHING: Allowed = { absent: 'yes', values: EVERY, of: 'one' };
