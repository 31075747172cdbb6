import { keptNode, type NewValue } from '../tree/edit.ts';
import type { ValueNode } from '../tree/node.ts';
import { isSame, isSorted } from './sameValue.ts';

/** An item of a list to be: the one that stands there, as it is or with a new value, or a new one. */
export interface Step {
  readonly node: ValueNode | undefined;
  readonly value: NewValue;
}

/**
 * What of a list stays where it is to have other items; undefined where nothing does, or it would stand in another order. A new
 * item takes the place of one that goes.
 */
export function matched(items: readonly ValueNode[], wanted: readonly NewValue[]): readonly Step[] | undefined {
  const places = new Map(items.map((item, i) => [item, i]));
  const left = new Left(items);
  const same = wanted.map((value) => left.take(value));
  if (!isSorted(same.flatMap((node) => (node ? (places.get(node) ?? 0) : [])))) return undefined;
  let next = 0;
  const steps = wanted.map((value, i): Step => {
    const node = same[i] ?? left.takeOver(items[next]);
    if (node) next = (places.get(node) ?? 0) + 1;
    return { node, value };
  });
  return steps.some(({ node }) => node) ? steps : undefined;
}

/** The items that nothing takes the place of yet. */
class Left {
  readonly #items: Set<ValueNode>;
  readonly #texts = new Map<string, ValueNode[]>();

  constructor(items: readonly ValueNode[]) {
    this.#items = new Set(items);
    for (const item of items.toReversed()) {
      if (item.kind !== 'string') continue;
      const same = this.#texts.get(item.value);
      if (same) same.push(item);
      else this.#texts.set(item.value, [item]);
    }
  }

  /** The item that says what a value says. */
  take(value: NewValue): ValueNode | undefined {
    const kept = keptNode(value);
    let found: ValueNode | undefined;
    if (kept) found = this.#items.has(kept) ? kept : undefined;
    else if (typeof value === 'string') found = this.#texts.get(value)?.findLast((item) => this.#says(item, value));
    else found = [...this.#items].find((item) => isSame(item, value));
    return found && this.takeOver(found);
  }

  takeOver(item: ValueNode | undefined): ValueNode | undefined {
    return item && this.#items.delete(item) ? item : undefined;
  }

  #says(item: ValueNode, value: string): boolean {
    return this.#items.has(item) && isSame(item, value);
  }
}
