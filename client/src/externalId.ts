import * as vscode from 'vscode';
import type { Location, Position } from 'vscode-languageclient';
import type { TrustPolicyClient } from './client.ts';

/** *Find Where This External ID Is Used*: that at the cursor, or where a code action says. */
export async function findExternalId(client: TrustPolicyClient, uri: unknown, at: unknown): Promise<void> {
  const place = typeof uri === 'string' && isPosition(at) ? { uri, at } : atCursor(client);
  const found = place && (await client.execute('externalIdUses', place.uri, place.at));
  if (!found) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Put the cursor on an external ID, the value of sts:ExternalId.'),
    );
    return;
  }
  await vscode.commands.executeCommand(
    'editor.action.showReferences',
    vscode.Uri.parse(place.uri),
    toPosition(found.position),
    found.locations.map(toLocation),
  );
}

function atCursor(client: TrustPolicyClient): { readonly uri: string; readonly at: Position } | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !client.sees(editor.document)) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), at: { line, character } };
}

function toPosition({ line, character }: Position): vscode.Position {
  return new vscode.Position(line, character);
}

function toLocation({ uri, range: { start, end } }: Location): vscode.Location {
  return new vscode.Location(vscode.Uri.parse(uri), new vscode.Range(toPosition(start), toPosition(end)));
}

/** Any extension can run the command, with anything. */
function isPosition(given: unknown): given is Position {
  if (typeof given !== 'object' || given === null) return false;
  return (
    'line' in given && typeof given.line === 'number' && 'character' in given && typeof given.character === 'number'
  );
}
