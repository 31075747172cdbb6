import type { TextDocumentEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { insertedPolicy, insertHere, loadCopied, type Answers, type TextEdit } from '../service.ts';
import type { InsertForms } from '../protocol.ts';
import { toDocumentEdit } from './convert.ts';
import { offsetOf, recordOf, textOf } from './given.ts';
import type { OpenDocument } from './openDocuments.ts';
import type { Session } from './session.ts';

/** @param given a place as a client sent it */
export async function insertForms(given: unknown, session: Session): Promise<InsertForms | null> {
  const place = await placeOf(given, session);
  const found = place && place.read.policyDocument.insertions(place.offset);
  if (!found) return null;
  if ('reason' in found) return { forms: [], reason: found.reason };
  return { forms: found.forms.map(({ id, label, detail }) => ({ id, label, detail })), reason: null };
}

/** @param given a place as a client sent it */
export async function insertAt(
  answers: Answers,
  given: unknown,
  form: string,
  session: Session,
): Promise<TextDocumentEdit | null> {
  const place = await placeOf(given, session);
  return place ? editAt(place, insertHere(place.read.policyDocument, answers, place.offset, form)) : null;
}

/** @param given a place as a client sent it */
export async function insertCopied(copied: string, given: unknown, session: Session): Promise<TextDocumentEdit | null> {
  const place = await placeOf(given, session);
  await loadCopied(copied);
  return place ? editAt(place, insertedPolicy(place.read.policyDocument, copied, place.offset)) : null;
}

function editAt({ read, isTold }: Place, edits: readonly TextEdit[] | undefined): TextDocumentEdit | null {
  if (!edits) return null;
  const edit = toDocumentEdit(read.document, edits);
  return isTold ? { ...edit, textDocument: { ...edit.textDocument, version: null } } : edit;
}

interface Place {
  readonly read: OpenDocument;
  readonly offset: number;
  /** The client sent the text along. */
  readonly isTold: boolean;
}

async function placeOf(given: unknown, session: Session): Promise<Place | undefined> {
  const { uri, position, text, languageId } = recordOf(given);
  const told = text === undefined ? undefined : TextDocument.create(textOf(uri), textOf(languageId), 0, textOf(text));
  const read = await session.policyDocumentOf(textOf(uri), told);
  return read && { read, offset: offsetOf(read.document, position), isTold: told !== undefined };
}
