import type { Component } from './components.ts';
import { KnownRoles, type RolesBeside } from './knownRoles.ts';
import { areSameRoles, type KnownRole } from './roles.ts';

/** Whom the roles of a document trust among all that are known, as it is when the document is judged. */
export class RoleGraph {
  static readonly EMPTY = new RoleGraph([], new KnownRoles().beside(''));
  readonly #own: readonly KnownRole[];
  readonly #beside: RolesBeside;
  /** Of each own role the known roles that it trusts. */
  readonly #trusts: ReadonlyMap<string, ReadonlySet<string>>;
  /** The first of the own roles by name: it speaks for every loop that it stands in. */
  readonly #first: string;
  readonly #components: ReadonlyMap<string, Component>;
  #key: string | undefined;

  /** @param known the graph of the document's last version, which stands as long as its roles and the others stay */
  static of(own: readonly KnownRole[], beside = RoleGraph.EMPTY.#beside, known = RoleGraph.EMPTY): RoleGraph {
    if (!own.length) return RoleGraph.EMPTY; // only a role whose ARN is known can be in a loop
    return known.#beside === beside && areSameRoles(known.#own, own) ? known : new RoleGraph(own, beside);
  }

  private constructor(own: readonly KnownRole[], beside: RolesBeside) {
    this.#own = own;
    this.#beside = beside;
    const trusts = new Map(own.map(({ arn }) => [arn, new Set<string>()]));
    let any = false;
    for (const { arn, trusts: trusted } of own)
      for (const other of trusted) {
        if (other === arn || !(trusts.has(other) || beside.has(other))) continue;
        trusts.get(arn)?.add(other);
        any = true;
      }
    this.#trusts = trusts;
    this.#first = [...trusts.keys()].reduce((first, arn) => (arn < first ? arn : first), own[0]?.arn ?? '');
    this.#components = any ? beside.components(own) : new Map<string, Component>();
  }

  /** Whether an own role trusts another role that is known. */
  trusts(own: string, other: string): boolean {
    return this.#trusts.get(own)?.has(other) === true;
  }

  /** Whether a way along whom each trusts leads from a role that an own one trusts back to it. */
  isLoop(own: string, other: string): boolean {
    const component = this.trusts(own, other) ? this.#components.get(own) : undefined;
    return component !== undefined && component === this.#components.get(other);
  }

  /**
   * The shortest way from a role back to the own role that trusts it, along whom each trusts, where the own role is to tell of
   * the loop: of those that stand in this document one speaks for all, those of other documents can not.
   */
  loop(own: string, other: string): readonly string[] | undefined {
    if (!this.isLoop(own, other)) return undefined;
    const component = this.#components.get(own);
    if (own === this.#first) return component?.way(other, own);
    const speaksFor = (arn: string): boolean => !this.#trusts.has(arn) || arn >= own;
    // Most loops are told by another role, and this shows it before the whole way is searched.
    if (!component?.way(other, own, speaksFor)) return undefined;
    const way = component.way(other, own);
    return way?.every(speaksFor) ? way : undefined;
  }

  /** Whether another graph says the same of each role of a document. */
  saysAs(other: RoleGraph): boolean {
    return this === other || this.key === other.key;
  }

  /** All that the answers depend on. */
  get key(): string {
    if (this.#key === undefined) {
      const components = new Set<Component>();
      const trusts = [...this.#trusts].map(([arn, trusted]) => {
        const component = this.#components.get(arn);
        if (component) components.add(component);
        return [arn, [...trusted].map((other) => [other, this.isLoop(arn, other)])];
      });
      this.#key = JSON.stringify([trusts, [...components].map((c) => c.key).sort()]);
    }
    return this.#key;
  }
}
