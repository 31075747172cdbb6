import { firstIndex } from '../../../text/search.ts';

interface Seen<Thing> {
  readonly at: number;
  readonly thing: Thing;
}

/** What was seen at places of a text, of which the nearest to another place counts. */
export class Nearest<Thing> {
  readonly #seen: Seen<Thing>[] = [];
  #isSorted = true;

  note(at: number, thing: Thing): void {
    this.#seen.push({ at, thing });
    this.#isSorted = false;
  }

  get isEmpty(): boolean {
    return !this.#seen.length;
  }

  to(offset: number): Thing | undefined {
    if (!this.#isSorted) this.#seen.sort((a, b) => a.at - b.at);
    this.#isSorted = true;
    const next = firstIndex(this.#seen, ({ at }) => at > offset);
    const [before, behind] = [this.#seen[next - 1], this.#seen[next]];
    if (!before || !behind) return (before ?? behind)?.thing;
    return (offset - before.at <= behind.at - offset ? before : behind).thing;
  }
}
