import type { Collection, Part } from './layout.ts';
import type { Sheet } from './sheet.ts';

/** What is new between the parts of a mapping or list. */
export interface Fresh {
  /** The part that it comes behind, by its index; -1 for the start. */
  readonly after: number;
  /** @param column that it begins in */
  readonly write: (column: number) => string;
}

/** What becomes of several mappings and lists: a mapping's members may come from others. */
export class Changes {
  readonly #sheet: Sheet;
  readonly #changes = new Map<Collection, ContainerChange>();

  constructor(sheet: Sheet) {
    this.#sheet = sheet;
  }

  get all(): readonly ContainerChange[] {
    return [...this.#changes.values()];
  }

  remove(part: Part | undefined): void {
    if (part) this.#of(part.within).removed.add(part.index);
    else this.#sheet.decline();
  }

  /** @param where behind the part of an index, or at an end; what is beside a part of another mapping comes last */
  add(collection: Collection | undefined, where: number | 'first' | 'last' | object, write: Fresh['write']): void {
    if (!collection) {
      this.#sheet.decline();
      return;
    }
    const after = typeof where === 'number' ? where : where === 'first' ? -1 : collection.parts.length - 1;
    this.#of(collection).fresh.push({ after, write });
  }

  #of(collection: Collection): ContainerChange {
    let change = this.#changes.get(collection);
    if (!change) this.#changes.set(collection, (change = new ContainerChange(collection)));
    return change;
  }
}

/** What becomes of the parts of a mapping or list. */
export class ContainerChange {
  readonly collection: Collection;
  readonly removed = new Set<number>();
  readonly fresh: Fresh[] = [];

  constructor(collection: Collection) {
    this.collection = collection;
  }

  /** The parts that stay. */
  get stays(): readonly Part[] {
    return this.collection.parts.filter(({ index }) => !this.removed.has(index));
  }

  /** What is new behind each of the parts that stay, and at the start: -1. */
  get freshBehind(): ReadonlyMap<number, readonly Fresh[]> {
    const { stays } = this;
    const groups = new Map<number, Fresh[]>();
    for (const fresh of this.fresh) {
      const anchor = stays.findLast(({ index }) => index <= fresh.after)?.index ?? -1;
      const group = groups.get(anchor);
      if (group) group.push(fresh);
      else groups.set(anchor, [fresh]);
    }
    return groups;
  }
}
