/** Edges of a graph of numbered nodes: to which nodes each one leads. */
export type Edges = readonly (readonly number[])[];

/**
 * Finds shortest ways through a graph. It searches from both ends at once and turns to the end that cost less so far, so that
 * a way, or that there is none, is known as soon as the cheaper end knows it.
 */
export class ShortestWays {
  readonly #forward: Edges;
  readonly #back: Edges;
  /** The node before each one that was reached from the start; -1 where none was. Empty again after each search. */
  readonly #before: Int32Array;
  /** How far each node is from the end; -1 where it was not reached. Empty again after each search. */
  readonly #away: Int32Array;

  constructor(edges: Edges) {
    this.#forward = edges;
    this.#back = reversed(edges);
    this.#before = new Int32Array(edges.length).fill(-1);
    this.#away = new Int32Array(edges.length).fill(-1);
  }

  /**
   * The shortest way between two nodes, both included; of several the one whose first edge stands first, then its second.
   * @param leads whether a node may stand on the way; holds for the ends too
   */
  between(start: number, end: number, leads?: (node: number) => boolean): readonly number[] | undefined {
    if (leads && !(leads(start) && leads(end))) return undefined;
    const before = this.#before;
    const away = this.#away;
    const reached = [start];
    const reaching = [end];
    before[start] = start;
    away[end] = 0;
    let meets = start === end;
    /** Of each end: where its last layer begins, and the edges it looked at. */
    let [from, forwards] = [0, 0];
    let [to, backwards] = [0, 0];
    while (!meets && from < reached.length && to < reaching.length) {
      if (forwards <= backwards) {
        const layer = reached.length;
        for (; from < layer; from++) {
          const node = reached[from] ?? start;
          const edges = this.#forward[node] ?? [];
          forwards += edges.length;
          for (const next of edges) {
            if (before[next] !== -1 || leads?.(next) === false) continue;
            before[next] = node;
            reached.push(next);
            if (away[next] !== -1) meets = true;
          }
        }
      } else {
        const layer = reaching.length;
        for (; to < layer; to++) {
          const node = reaching[to] ?? end;
          const edges = this.#back[node] ?? [];
          backwards += edges.length;
          for (const next of edges) {
            if (away[next] !== -1 || leads?.(next) === false) continue;
            away[next] = (away[node] ?? 0) + 1;
            reaching.push(next);
            if (before[next] !== -1) meets = true;
          }
        }
      }
    }
    const way = meets ? this.#way(reached.slice(from)) : undefined;
    for (const node of reached) before[node] = -1;
    for (const node of reaching) away[node] = -1;
    return way;
  }

  /** Both searches met in the last layer from the start, which stands in the order of the ways to it. */
  #way(layer: readonly number[]): readonly number[] {
    const middle = layer.find((node) => this.#away[node] !== -1) ?? -1;
    const way = [middle];
    for (let node = middle; this.#before[node] !== node;) way.push((node = this.#before[node] ?? node));
    way.reverse();
    for (let node = middle, left = this.#away[middle] ?? 0; left > 0; left--) {
      node = this.#forward[node]?.find((next) => this.#away[next] === left - 1) ?? node;
      way.push(node);
    }
    return way;
  }
}

function reversed(edges: Edges): Edges {
  const back = edges.map((): number[] => []);
  edges.forEach((to, from) => {
    for (const node of to) back[node]?.push(from);
  });
  return back;
}
