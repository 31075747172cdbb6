import type { Context } from '../analysis/context.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { Contributions } from '../policy/contributions.ts';
import { KnownRoles } from '../policy/knownRoles.ts';
import { mergedNames, type KnownNames } from '../policy/knownNames.ts';
import type { Span } from '../text/span.ts';
import type { IndexedExternalId } from './externalIds.ts';
import { roleKey, type Indexed } from './roleIndex.ts';

/** Where something stands in a document. */
export type TextPlace<Place> = (span: Span) => Place;

/** An external ID in a document, and where. */
export type PlacedExternalId<Place> = IndexedExternalId & { readonly place: Place };

/**
 * What the documents of a workspace tell each other, kept up document by document. It knows no texts: a place is whatever its
 * owner finds a place in a document by.
 */
export class RoleDirectory<Place> {
  readonly #documents = new Map<string, { readonly tellsOfRoles: boolean; readonly seen: KnownNames }>();
  readonly #known = new KnownRoles();
  /** By ARN, or by the name of a role whose ARN is not said. */
  readonly #definitions = new Contributions<Place>();
  /** By name alone, whether the ARN is said or not. */
  readonly #names = new Contributions<Place>();
  readonly #references = new Contributions<Place>();
  readonly #externalIds = new Contributions<PlacedExternalId<Place>>();
  #seen: KnownNames | undefined;

  /** Puts what a document tells in place of what it told before. */
  set(document: string, { roles, principals, externalIds, seen }: Indexed, placeOf: TextPlace<Place>): void {
    this.#documents.set(document, { tellsOfRoles: roles.length > 0, seen });
    this.#known.set(
      document,
      roles.filter(({ arn }) => arn !== ''),
    );
    this.#definitions.set(
      document,
      roles.filter(({ isNamed }) => isNamed).map((role) => [roleKey(role), placeOf(role.span)]),
    );
    this.#names.set(
      document,
      roles.filter(({ isNamed }) => isNamed).map((role) => [role.name, placeOf(role.span)]),
    );
    this.#references.set(
      document,
      principals.flatMap(({ arn, span }) => keysOf(arn).map((key) => [key, placeOf(span)] as const)),
    );
    this.#externalIds.set(
      document,
      externalIds.map((used) => [used.id, { ...used, place: placeOf(used.span) }]),
    );
    this.#seen = undefined;
  }

  delete(document: string): void {
    if (!this.#documents.delete(document)) return;
    this.#known.delete(document);
    this.#definitions.delete(document);
    this.#names.delete(document);
    this.#references.delete(document);
    this.#externalIds.delete(document);
    this.#seen = undefined;
  }

  clear(): void {
    this.#documents.clear();
    this.#known.clear();
    this.#definitions.clear();
    this.#names.clear();
    this.#references.clear();
    this.#externalIds.clear();
    this.#seen = undefined;
  }

  /** The documents that tell of roles. */
  get tellers(): readonly string[] {
    return [...this.#documents].flatMap(([document, { tellsOfRoles }]) => (tellsOfRoles ? [document] : []));
  }

  /** Another number whenever other roles are told of. */
  get revision(): number {
    return this.#known.revision;
  }

  /** What a document is judged and completed with. */
  contextFor(document: string): Required<Pick<Context, 'roles' | 'seen'>> {
    return { roles: this.#known.beside(document), seen: () => this.#allSeen() };
  }

  /** Where a role is told of. @param role an ARN, or the key of one whose name alone is said */
  definitions(role: string): readonly Place[] {
    return keysOf(role).flatMap((key) => [...this.#definitions.about(key).values()].flat());
  }

  /** Where roles of a name are told of, in whatever account. */
  named(name: string): readonly Place[] {
    return [...this.#names.about(name).values()].flat();
  }

  /** Where principals name a role, by its ARN; one whose name alone is said may be any of that name. */
  references(role: string): readonly Place[] {
    return [...this.#references.about(role).values()].flat();
  }

  /** Where trust policies name an external ID, by document. */
  externalIds(id: string): ReadonlyMap<string, readonly PlacedExternalId<Place>[]> {
    return this.#externalIds.about(id);
  }

  #allSeen(): KnownNames {
    this.#seen ??= mergedNames([...this.#documents.values()].map(({ seen }) => seen));
    return this.#seen;
  }
}

/** What a principal is known by: its ARN, and the name in it where that of a role alone is said. */
function keysOf(arn: string): readonly string[] {
  const aws = parseAwsPrincipal({ value: arn, holes: [] });
  return aws.kind === 'role' ? [arn, roleKey({ arn: '', name: aws.name })] : [arn];
}
