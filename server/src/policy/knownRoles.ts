import { componentsOf, type Component } from './components.ts';
import { Contributions } from './contributions.ts';
import { areSameRoles, type KnownRole } from './roles.ts';

/** The roles that the documents of a workspace tell of. Who reaches whom is worked out once for all documents that are judged. */
export class KnownRoles {
  readonly #documents = new Map<string, readonly KnownRole[]>();
  /** What each role trusts; of one told twice all trusts count. */
  readonly #trusts = new Contributions<readonly string[]>();
  /** By document, as long as none tells of other roles. */
  readonly #beside = new Map<string, RolesBeside>();
  #components: ReadonlyMap<string, Component> | undefined;
  #revision = 0;

  /** Another number whenever other roles are told of. */
  get revision(): number {
    return this.#revision;
  }

  /** Puts the roles that a document tells of in place of those it told of before. */
  set(document: string, roles: readonly KnownRole[]): void {
    if (areSameRoles(roles, this.#documents.get(document) ?? NONE)) return;
    this.#changed();
    this.#documents.set(document, roles);
    this.#trusts.set(
      document,
      roles.map(({ arn, trusts }) => [arn, trusts]),
    );
  }

  delete(document: string): void {
    if (!this.#documents.delete(document)) return;
    this.#changed();
    this.#trusts.delete(document);
  }

  clear(): void {
    if (!this.#documents.size) return;
    this.#changed();
    this.#documents.clear();
    this.#trusts.clear();
  }

  /** What the other documents tell; the same object as long as no document tells of other roles. */
  beside(document: string): RolesBeside {
    let beside = this.#beside.get(document);
    if (!beside) this.#beside.set(document, (beside = new RolesBeside(this, document)));
    return beside;
  }

  /** Whether a document other than this one tells of a role. */
  has(arn: string, document: string): boolean {
    const told = this.#trusts.about(arn);
    return told.size > (told.has(document) ? 1 : 0);
  }

  /** The components that roles are in, with a document's own roles as they are now; at least of those that its own reach. */
  components(document: string, own: readonly KnownRole[]): ReadonlyMap<string, Component> {
    if (!areSameRoles(own, this.#documents.get(document) ?? NONE)) {
      const now = new Contributions<readonly string[]>();
      now.set(
        document,
        own.map(({ arn, trusts }) => [arn, trusts]),
      );
      return componentsOf(now.keys, (arn) => this.#trusted(arn, document, now));
    }
    this.#components ??= componentsOf(this.#trusts.keys, (arn) => this.#trusted(arn, document, this.#trusts));
    return this.#components;
  }

  /** The known roles that a role trusts. @param now has what the document itself tells */
  #trusted(arn: string, document: string, now: Contributions<readonly string[]>): ReadonlySet<string> {
    const trusted = new Set<string>();
    const add = (told: readonly (readonly string[])[]): void => {
      for (const trusts of told)
        for (const other of trusts)
          if (other !== arn && (now.about(other).has(document) || this.has(other, document))) trusted.add(other);
    };
    const told = this.#trusts.about(arn);
    const own = now.about(arn).get(document) ?? [];
    for (const [teller, trusts] of told) add(teller === document ? own : trusts);
    if (!told.has(document)) add(own);
    return trusted;
  }

  #changed(): void {
    this.#revision++;
    this.#components = undefined;
    this.#beside.clear();
  }
}

/** The roles that a workspace knows, seen from one of its documents. */
export class RolesBeside {
  readonly #known: KnownRoles;
  readonly #document: string;

  constructor(known: KnownRoles, document: string) {
    this.#known = known;
    this.#document = document;
  }

  /** Whether another document tells of a role. */
  has(arn: string): boolean {
    return this.#known.has(arn, this.#document);
  }

  /** The components that roles are in, with the document's own roles as they are now; at least of those that its own reach. */
  components(own: readonly KnownRole[]): ReadonlyMap<string, Component> {
    return this.#known.components(this.#document, own);
  }
}

const NONE: readonly KnownRole[] = [];
