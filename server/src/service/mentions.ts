import type { FilePlace, Mentions, NamePlace } from '../hosts/host.ts';
import { memo } from '../text/memo.ts';
import type { PolicyDocument } from './document.ts';

/** The names in a document, and where it is. */
interface NamedDocument<Id> {
  readonly id: Id;
  readonly names: readonly NamePlace[];
}

/** A place of a name, and the document that it is in. */
interface PlacedName<Id> {
  readonly id: Id;
  readonly place: NamePlace;
}

const NONE: Mentions = { names: [], files: [] };

/** The names that a document gives and uses. */
export function namesIn(document: PolicyDocument): readonly NamePlace[] {
  return mentionsIn(document).names;
}

/** The files of their own that a document takes trust policies from. */
export function filesIn(document: PolicyDocument): readonly FilePlace[] {
  return mentionsIn(document).files;
}

const mentionsIn = memo(
  (document: PolicyDocument): Mentions => document.host.mentions?.(document, document.extraction) ?? NONE,
);

/** The name that stands at an offset. */
export function nameAt(names: readonly NamePlace[], offset: number): NamePlace | undefined {
  return names.find(({ span }) => span.start <= offset && offset <= span.end);
}

/**
 * Where a name gets its meaning and where it is used, in all documents that are read as one; nothing for a name that no trust
 * policy hangs on.
 */
export function placesOfName<Id>(name: string, documents: readonly NamedDocument<Id>[]): readonly PlacedName<Id>[] {
  const all = documents.flatMap(({ id, names }) => names.map((place): PlacedName<Id> => ({ id, place })));
  return trustedNames(all.map(({ place }) => place)).has(name) ? all.filter(({ place }) => place.name === name) : [];
}

/** The names that stand in trust policies, and those that they are made of. */
function trustedNames(places: readonly NamePlace[]): ReadonlySet<string> {
  const trusted = new Set<string>();
  const within = new Map<string, Set<string>>();
  for (const { name, isTrusted, within: whole } of places) {
    if (isTrusted) trusted.add(name);
    if (whole === undefined) continue;
    const parts = within.get(whole);
    if (parts) parts.add(name);
    else within.set(whole, new Set([name]));
  }
  for (const whole of trusted) for (const part of within.get(whole) ?? []) trusted.add(part);
  return trusted;
}
