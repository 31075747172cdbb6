import { ShortestWays } from './shortestWay.ts';

/** Roles of which each can be reached from each other along whom they trust: a strongly connected component of more than one. */
export class Component {
  readonly #arns: readonly string[];
  readonly #trusts: readonly (readonly number[])[];
  #numbers: ReadonlyMap<string, number> | undefined;
  #ways: ShortestWays | undefined;
  #key: string | undefined;

  /** @param trusts the roles of the component that each one trusts, by their numbers */
  constructor(arns: readonly string[], trusts: readonly (readonly number[])[]) {
    this.#arns = arns;
    this.#trusts = trusts;
  }

  /** Who trusts whom in it: components with the same key have the same ways. */
  get key(): string {
    return (this.#key ??= this.#arns
      .map((arn, i) => JSON.stringify([arn, ...(this.#trusts[i] ?? []).map((other) => this.#arns[other])]))
      .sort()
      .join());
  }

  /** The shortest way from one role to another along whom each trusts, both included. @param leads whether it may lead over a role */
  way(from: string, to: string, leads?: (arn: string) => boolean): readonly string[] | undefined {
    this.#numbers ??= new Map(this.#arns.map((arn, i) => [arn, i]));
    this.#ways ??= new ShortestWays(this.#trusts);
    const [start, end] = [this.#numbers.get(from), this.#numbers.get(to)];
    if (start === undefined || end === undefined) return undefined;
    const arnOf = (node: number): string => this.#arns[node] ?? '';
    return this.#ways.between(start, end, leads && ((node) => leads(arnOf(node))))?.map(arnOf);
  }
}

/**
 * The component of each role that is in one, as far as the roots reach: Tarjan's algorithm, with a stack of its own, as loops
 * may be longer than calls can be nested.
 * @param trustsOf the known roles that a role trusts, each once; asked once for each role
 */
export function componentsOf(
  roots: Iterable<string>,
  trustsOf: (arn: string) => Iterable<string>,
): ReadonlyMap<string, Component> {
  const found = new Map<string, Component>();
  const nodes = new Map<string, Node>();
  /** Visited, and in no component yet. */
  const open: Node[] = [];
  /** From the root down to the role whose trusts are looked at, with the next one of each. */
  const way: { readonly node: Node; next: number }[] = [];
  let visits = 0;
  for (const root of roots) {
    if (nodeOf(root).visit < 0) visit(nodeOf(root));
    for (let at = way.at(-1); at; at = way.at(-1)) {
      const { node } = at;
      const next = node.trusts[at.next++];
      if (!next) {
        way.pop();
        const above = way.at(-1)?.node;
        if (above) above.earliest = Math.min(above.earliest, node.earliest);
        if (node.earliest === node.visit) close(node);
      } else if (next.visit < 0) visit(next);
      else if (!next.component) node.earliest = Math.min(node.earliest, next.visit);
    }
  }
  return found;

  function nodeOf(arn: string): Node {
    let node = nodes.get(arn);
    if (!node) nodes.set(arn, (node = { arn, trusts: [], visit: -1, earliest: -1, component: undefined, place: 0 }));
    return node;
  }

  function visit(node: Node): void {
    node.visit = node.earliest = visits++;
    node.trusts = Array.from(trustsOf(node.arn), nodeOf);
    open.push(node);
    way.push({ node, next: 0 });
  }

  /** All that were visited after a role from which no earlier one is reached make up its component. */
  function close(first: Node): void {
    const members = open.splice(open.lastIndexOf(first));
    members.forEach((node, place) => {
      node.component = members;
      node.place = place;
    });
    if (members.length < 2) return;
    const component = new Component(
      members.map((node) => node.arn),
      members.map((node) => node.trusts.filter((t) => t.component === members).map((t) => t.place)),
    );
    for (const { arn } of members) found.set(arn, component);
  }
}

interface Node {
  readonly arn: string;
  trusts: readonly Node[];
  /** When it was visited; -1 before. */
  visit: number;
  /** The first visited one that it is known to reach. */
  earliest: number;
  component: readonly Node[] | undefined;
  place: number;
}
