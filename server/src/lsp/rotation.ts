import type { CancellationToken, ChangeAnnotation, CodeAction, TextDocumentEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { rotateIn, type Rotation } from '../service.ts';
import { canonical } from './address.ts';
import { stillWantedBy } from './cancellation.ts';
import { toDocumentEdit, toWireEdits } from './convert.ts';
import { placesOf } from './externalIds.ts';
import { laterRefactoring } from './laterEdits.ts';
import type { Judged, Session } from './session.ts';

/** Names the edits of other files, which a client has the user look at first. */
const OTHER_FILES = 'otherFiles';

const ANNOTATION: ChangeAnnotation = {
  label: 'Other files with this external ID',
  description: 'Roles that the same callers can assume',
  needsConfirmation: true,
};

/** An action with all that it changes, once it is known what that is in its own document. */
export async function withOtherFiles(
  action: CodeAction,
  judged: Judged,
  session: Session,
  token: CancellationToken,
): Promise<CodeAction> {
  const chosen = laterRefactoring(action.data, action.title, judged, judged.context);
  if (!chosen?.elsewhere) return action;
  const own = toDocumentEdit(judged.document, chosen.edits); // now: the document may change while others are read
  const others = await editsElsewhere(chosen.elsewhere, own.textDocument.uri, session, token);
  const marks = others.length > 0 && session.client.confirmsEdits;
  return {
    ...action,
    edit: {
      documentChanges: [own, ...(marks ? others.map(marked) : others)],
      ...(marks ? { changeAnnotations: { [OTHER_FILES]: ANNOTATION } } : {}),
    },
  };
}

function marked({ textDocument, edits }: TextDocumentEdit): TextDocumentEdit {
  return { textDocument, edits: edits.map((edit) => ({ ...edit, annotationId: OTHER_FILES })) };
}

/** What is changed in the other documents, as they are now: one that is gone meanwhile is left out. */
async function editsElsewhere(
  rotation: Rotation,
  own: string,
  session: Session,
  token: CancellationToken,
): Promise<readonly TextDocumentEdit[]> {
  const stillWanted = stillWantedBy(token);
  session.lookAgain();
  const places = await placesOf(rotation.id, session, token);
  const all: TextDocumentEdit[] = [];
  for (const uri of new Set(places.map(({ place }) => place.uri))) {
    if (canonical(uri) === canonical(own)) continue;
    stillWanted();
    session.reread(uri); // nobody may have told that it changed
    const scanned = await session.scanned.look(uri);
    if (scanned.kind !== 'document') continue;
    const open = session.open(uri);
    const document = open ?? TextDocument.create(uri, 'json', 0, scanned.document.text);
    const edits = toWireEdits(document, rotateIn(scanned.document, rotation));
    if (edits.length) all.push({ textDocument: { uri: document.uri, version: open?.version ?? null }, edits });
  }
  return all;
}
