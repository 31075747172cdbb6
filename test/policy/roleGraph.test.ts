import assert from 'node:assert/strict';
import fc from 'fast-check';
import { KnownRoles } from '../../server/src/policy/knownRoles.ts';
import { RoleGraph } from '../../server/src/policy/roleGraph.ts';
import type { KnownRole } from '../../server/src/policy/roles.ts';

/** What the graph is to say, by a plain search for each question. */
class PlainGraph {
  readonly #trusts = new Map<string, Set<string>>();
  readonly #here: ReadonlySet<string>;

  constructor(here: readonly KnownRole[], elsewhere: readonly KnownRole[]) {
    const roles = [...elsewhere, ...here];
    this.#here = new Set(here.map((r) => r.arn));
    for (const { arn } of roles) this.#trusts.set(arn, new Set());
    for (const { arn, trusts } of roles)
      for (const other of trusts) if (this.#trusts.has(other) && other !== arn) this.#trusts.get(arn)?.add(other);
  }

  trusts(own: string, other: string): boolean {
    return this.#trusts.get(own)?.has(other) === true;
  }

  loop(own: string, other: string): readonly string[] | undefined {
    const way = this.trusts(own, other) ? this.way(other, own) : undefined;
    return way?.some((arn) => this.#here.has(arn) && arn < own) ? undefined : way;
  }

  way(from: string, to: string): readonly string[] | undefined {
    const ways = [[from]];
    const reached = new Set([from]);
    for (const way of ways)
      for (const next of this.#trusts.get(way.at(-1) ?? '') ?? []) {
        if (next === to) return [...way, to];
        if (reached.has(next)) continue;
        reached.add(next);
        ways.push([...way, next]);
      }
    return undefined;
  }
}

/** PROPERTY_RUNS=20000 for a long look. */
const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 1000) };

const NAMES = Array.from({ length: 9 }, (_, i) => `r${i}`);
const name = fc.constantFrom(...NAMES);
/** Names outside of them, and a role's own, are trusted too; a document may tell of a role twice. */
const rolesOf = (most: number): fc.Arbitrary<readonly KnownRole[]> =>
  fc.array(
    fc.record({
      arn: name,
      trusts: fc.uniqueArray(fc.oneof({ weight: 6, arbitrary: name }, fc.constant('x')), { maxLength: 3 }),
    }),
    { maxLength: most },
  );
const documents = fc.array(rolesOf(4), { minLength: 1, maxLength: 5 });

function knownOf(all: readonly (readonly KnownRole[])[]): KnownRoles {
  const known = new KnownRoles();
  all.forEach((roles, i) => {
    known.set(String(i), roles);
  });
  return known;
}

function assertAlike(graph: RoleGraph, plain: PlainGraph, own: readonly KnownRole[]): void {
  for (const { arn, trusts } of own)
    for (const other of trusts) {
      const told = `${arn} trusts ${other}`;
      assert.equal(graph.trusts(arn, other), plain.trusts(arn, other), told);
      const way = plain.trusts(arn, other) ? plain.way(other, arn) : undefined;
      assert.equal(graph.isLoop(arn, other), way !== undefined, told);
      assert.deepEqual(graph.loop(arn, other), plain.loop(arn, other), told);
    }
}

describe('who trusts whom, asked of one graph for all documents', () => {
  it('says what a plain search says, for a document as the others know it', () => {
    fc.assert(
      fc.property(documents, (all) => {
        const known = knownOf(all);
        const own = all.at(-1) ?? [];
        const graph = RoleGraph.of(own, known.beside(String(all.length - 1)));
        assertAlike(graph, new PlainGraph(own, all.slice(0, -1).flat()), own);
      }),
      RUNS,
    );
  });

  it('and for one that was changed since', () => {
    fc.assert(
      fc.property(documents, rolesOf(6), (all, own) => {
        const graph = RoleGraph.of(own, knownOf(all).beside(String(all.length - 1)));
        assertAlike(graph, new PlainGraph(own, all.slice(0, -1).flat()), own);
      }),
      RUNS,
    );
  });
});
