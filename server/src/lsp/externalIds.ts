import {
  DocumentHighlightKind,
  type CancellationToken,
  type DocumentHighlight,
  type Location,
  type Position,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  externalIdAt,
  externalIdsOf,
  type ExternalIdUsage,
  type PlacedExternalId,
  type PolicyDocument,
} from '../service.ts';
import { canonical } from './address.ts';
import { whileWanted } from './cancellation.ts';
import { toRange } from './convert.ts';
import type { Session } from './session.ts';

/** Where a trust policy names an external ID. */
export type ExternalIdPlace = PlacedExternalId<Location>;

/** Where trust policies name an external ID: open documents as they are shown, the other files of the workspace as they were read. */
export async function placesOf(
  id: string,
  session: Session,
  token: CancellationToken,
): Promise<readonly ExternalIdPlace[]> {
  const open = new Map<string, readonly ExternalIdPlace[]>();
  for (const { uri } of session.documents.all()) {
    const read = await session.policyDocumentOf(uri);
    if (read) open.set(canonical(uri), placesIn(read.document, read.policyDocument, id));
  }
  await whileWanted(session.roles.build(), token);
  const indexed = await session.roles.externalIds(id);
  return [...open.values(), ...[...indexed].flatMap(([uri, places]) => (open.has(uri) ? [] : [places]))].flat();
}

/** The external ID at a position of an open document. */
export function idAt(
  uri: string,
  position: Position,
  session: Session,
  token: CancellationToken,
): Promise<string | undefined> {
  return session.read(uri, token, (document, policyDocument) =>
    externalIdAt(policyDocument, document.offsetAt(position)),
  );
}

/** What there is to say of an external ID: of how many roles it is one, and who is to send it. */
export async function usageOf(id: string, session: Session, token: CancellationToken): Promise<ExternalIdUsage> {
  const places = await placesOf(id, session, token);
  return {
    roles: new Set(places.map(({ place, policy }) => `${policy} ${place.uri}`)).size,
    accounts: [...new Set(places.flatMap(({ accounts }) => accounts))],
  };
}

function placesIn(document: TextDocument, policyDocument: PolicyDocument, id: string): readonly ExternalIdPlace[] {
  return externalIdsOf(policyDocument).flatMap((used) =>
    used.id === id ? [{ ...used, place: { uri: document.uri, range: toRange(document, used.span) } }] : [],
  );
}

/** The same external ID wherever a document names it; null where none stands. */
export function highlights(
  document: TextDocument,
  policyDocument: PolicyDocument,
  offset: number,
): DocumentHighlight[] | null {
  const id = externalIdAt(policyDocument, offset);
  if (id === undefined) return null;
  return placesIn(document, policyDocument, id).map(({ place: { range } }) => ({
    range,
    kind: DocumentHighlightKind.Text,
  }));
}
