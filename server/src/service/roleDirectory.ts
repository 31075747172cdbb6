import type { Context } from '../analysis/context.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { Contributions } from '../policy/contributions.ts';
import { KnownRoles } from '../policy/knownRoles.ts';
import { mergedNames, type KnownNames } from '../policy/knownNames.ts';
import type { Span } from '../text/span.ts';
import type { Indexed, IndexedRole } from './roleIndex.ts';

/** Where something stands in a document. */
export type TextPlace<Place> = (span: Span) => Place;

/**
 * What the documents of a workspace tell each other, kept up document by document. It knows no texts: a place is whatever its
 * owner finds a place in a document by.
 */
export class RoleDirectory<Place> {
  readonly #documents = new Map<string, { readonly tellsOfRoles: boolean; readonly seen: KnownNames }>();
  readonly #known = new KnownRoles();
  /** By ARN, or by the name of a role whose ARN is not said. */
  readonly #definitions = new Contributions<Place>();
  readonly #references = new Contributions<Place>();
  #seen: KnownNames | undefined;

  /** Puts what a document tells in place of what it told before. */
  set(document: string, { roles, principals, seen }: Indexed, placeOf: TextPlace<Place>): void {
    this.#documents.set(document, { tellsOfRoles: roles.length > 0, seen });
    this.#known.set(
      document,
      roles.filter(({ arn }) => arn !== ''),
    );
    this.#definitions.set(
      document,
      roles.filter(({ isNamed }) => isNamed).map((role) => [keyOf(role), placeOf(role.span)]),
    );
    this.#references.set(
      document,
      principals.map(({ arn, span }) => [arn, placeOf(span)]),
    );
    this.#seen = undefined;
  }

  delete(document: string): void {
    if (!this.#documents.delete(document)) return;
    this.#known.delete(document);
    this.#definitions.delete(document);
    this.#references.delete(document);
    this.#seen = undefined;
  }

  clear(): void {
    this.#documents.clear();
    this.#known.clear();
    this.#definitions.clear();
    this.#references.clear();
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

  /** Where the role that an ARN names is told of. */
  definitions(arn: string): readonly Place[] {
    const aws = parseAwsPrincipal({ value: arn, holes: [] });
    const keys = aws.kind === 'role' ? [arn, keyOf({ arn: '', name: aws.name })] : [arn];
    return keys.flatMap((key) => [...this.#definitions.about(key).values()].flat());
  }

  /** Where principals name an ARN. */
  references(arn: string): readonly Place[] {
    return [...this.#references.about(arn).values()].flat();
  }

  #allSeen(): KnownNames {
    this.#seen ??= mergedNames([...this.#documents.values()].map(({ seen }) => seen));
    return this.#seen;
  }
}

function keyOf({ arn, name }: Pick<IndexedRole, 'arn' | 'name'>): string {
  return arn === '' ? `name ${name}` : arn;
}
