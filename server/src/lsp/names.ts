import {
  DocumentHighlightKind,
  type CancellationToken,
  type DocumentHighlight,
  type Location,
  type Position,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { loadHost, nameAt, namesIn, placesOfName, PolicyDocument, type NamePlace, type SaidValue } from '../service.ts';
import { canonical } from './address.ts';
import { stillWantedBy } from './cancellation.ts';
import { positionsIn, toRange } from './convert.ts';
import { pathOf } from './folders.ts';
import type { Session } from './session.ts';

/** A name in an open document. */
export interface LocatedNames {
  /** What it is there. */
  readonly is: NamePlace['is'];
  /** All its places, in whatever file. */
  readonly places: readonly (Location & { readonly place: NamePlace })[];
}

/**
 * All places of the name at a position of an open document, in the files that are read as one with it; undefined where none stands
 * that a trust policy hangs on.
 */
export async function namesAt(
  uri: string,
  position: Position,
  session: Session,
  token: CancellationToken,
): Promise<LocatedNames | undefined> {
  const read = await session.policyDocumentOf(uri);
  const found = read && nameAt(namesIn(read.policyDocument), read.document.offsetAt(position));
  if (!found) return undefined;
  const stillWanted = stillWantedBy(token);
  const documents = [{ uri, policyDocument: read.policyDocument }];
  for (const other of await session.modules.neighbours(canonical(uri))) {
    stillWanted();
    const policyDocument = await policyDocumentOf(other, session);
    if (policyDocument) documents.push({ uri: other, policyDocument });
  }
  const named = documents.map((id) => ({ id, names: namesIn(id.policyDocument) }));
  const places = placesOfName(found.name, named).map(({ id, place }) => ({
    uri: id.uri,
    range: toRange(positionsIn(id.uri, id.policyDocument.text), place.span),
    place,
  }));
  return places.length ? { is: found.is, places } : undefined;
}

/** A file as it is open, or on disk. */
async function policyDocumentOf(uri: string, session: Session): Promise<PolicyDocument | undefined> {
  const opened = session.open(uri) && (await session.policyDocumentOf(uri));
  if (opened) return opened.policyDocument;
  const text = await session.textOf(uri);
  if (text === undefined) return undefined;
  const origin = { languageId: undefined, path: pathOf(uri, session.folders), text };
  await loadHost(origin);
  return new PolicyDocument(text, undefined, false, { ...origin, beside: await session.modules.beside(uri) });
}

/** The value of a name, where one place gives it one. */
export function saidOf(named: LocatedNames | undefined): SaidValue | undefined {
  const [first, ...more] = (named?.places ?? []).filter(({ place }) => place.is === 'definition');
  return more.length ? undefined : first?.place.said;
}

/** The same name wherever a document has it; null where none stands that a trust policy of the document hangs on. */
export function nameHighlights(
  document: TextDocument,
  policyDocument: PolicyDocument,
  offset: number,
): DocumentHighlight[] | null {
  const names = namesIn(policyDocument);
  const name = nameAt(names, offset)?.name;
  const places = name === undefined ? [] : placesOfName(name, [{ id: document.uri, names }]);
  if (!places.length) return null;
  return places.map(({ place: { span, is } }) => ({
    range: toRange(document, span),
    kind: is === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}
