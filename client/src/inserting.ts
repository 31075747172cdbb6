import type * as vscode from 'vscode';
import type { TrustPolicyClient } from './client.ts';
import { isWritable } from './documents.ts';
import { isReadDocument } from '../../server/src/hosts/detect.ts';
import type { InsertPlace } from '../../server/src/protocol.ts';

/** Whether a policy may be inserted into a document, by its language; the server knows whether it can be. */
export function mayInsertInto({ languageId, uri }: vscode.TextDocument): boolean {
  return isReadDocument({ languageId, path: uri.path }) && isWritable(uri.scheme);
}

/** The cursor as the server is told of it: with the text of a document that it doesn't see. */
export function placeIn(client: TrustPolicyClient, { document, selection }: vscode.TextEditor): InsertPlace {
  return placeAt(client, document, selection.active);
}

export function placeAt(
  client: TrustPolicyClient,
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
): InsertPlace {
  const place = { uri: document.uri.toString(), position: { line, character } };
  return client.sees(document) ? place : { ...place, text: document.getText(), languageId: document.languageId };
}

/** The edit that inserts a copied policy at the cursor; undefined where it can't be inserted, or the document changed meanwhile. */
export async function insertionOf(
  client: TrustPolicyClient,
  editor: vscode.TextEditor,
  copied: string,
): Promise<vscode.WorkspaceEdit | undefined> {
  const { version } = editor.document;
  const edit = await client.execute('insertCopied', copied, placeIn(client, editor));
  return edit && editor.document.version === version ? client.editOf({ documentChanges: [edit] }) : undefined;
}
