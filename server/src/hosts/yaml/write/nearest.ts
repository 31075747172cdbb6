/** What was seen at places of a text, of which the nearest to another place counts. Noted in order. */
export class Nearest<Seen> {
  readonly #places: number[] = [];
  readonly #seen: Seen[] = [];

  note(at: number, seen: Seen): void {
    this.#places.push(at);
    this.#seen.push(seen);
  }

  get isEmpty(): boolean {
    return !this.#places.length;
  }

  to(offset: number): Seen | undefined {
    let best: number | undefined;
    let distance = Infinity;
    for (const [i, at] of this.#places.entries()) {
      if (Math.abs(at - offset) >= distance) continue;
      distance = Math.abs(at - offset);
      best = i;
    }
    return best === undefined ? undefined : this.#seen[best];
  }
}
