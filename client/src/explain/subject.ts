import * as vscode from 'vscode';
import type { TrustPolicyClient } from '../client.ts';
import { plain } from '../plain.ts';
import { columnFor } from '../webview/reveal.ts';
import type { FoundPolicy } from '../../../server/src/protocol.ts';

/** A place in a document whose policy is to be explained. */
export interface Subject {
  readonly uri: vscode.Uri;
  readonly position: vscode.Position;
  /** Where the document was looked at. */
  readonly column: vscode.ViewColumn | undefined;
}

/**
 * What *Explain* is about: a file that a menu names, the open policy at the cursor, or one of the workspace that somebody picks.
 * Says so where there is nothing.
 * @param panel the one that shows what is explained, if there is one
 */
export async function subjectOf(
  client: TrustPolicyClient,
  given: unknown,
  panel: vscode.WebviewPanel | undefined,
): Promise<Subject | undefined> {
  const editor = vscode.window.activeTextEditor;
  const uri = given instanceof vscode.Uri ? given : undefined;
  const isActive = editor && (uri === undefined || uri.toString() === editor.document.uri.toString());
  if (isActive && client.sees(editor.document)) return atCursor(editor);
  if (uri === undefined) return pick(client, panel);
  const document = await vscode.workspace.openTextDocument(uri);
  await client.open(document);
  if (client.sees(document)) {
    const viewColumn = columnFor(uri, panel);
    return atCursor(await vscode.window.showTextDocument(document, { viewColumn }));
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} has no trust policy. If it should, use Treat as Trust Policy.',
      plain(vscode.workspace.asRelativePath(uri)),
    ),
  );
  return undefined;
}

export function atCursor({ document: { uri }, selection, viewColumn }: vscode.TextEditor): Subject {
  return { uri, position: selection.active, column: viewColumn };
}

async function pick(client: TrustPolicyClient, panel: vscode.WebviewPanel | undefined): Promise<Subject | undefined> {
  const policies = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Reading the trust policies of the workspace') },
    () => client.request('iamTrustPolicy/trustPolicies', {}),
  );
  if (!policies.length) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No trust policies found in this workspace. Open one, or generate one.'),
    );
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(policies.map(itemOf), {
    title: vscode.l10n.t('Explain Who Can Assume This Role'),
    placeHolder: vscode.l10n.t('Select a role or a trust policy'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) return undefined;
  const { range } = picked.location;
  const uri = vscode.Uri.parse(picked.location.uri);
  const start = new vscode.Position(range.start.line, range.start.character);
  return atCursor(
    await vscode.window.showTextDocument(uri, {
      viewColumn: columnFor(uri, panel),
      selection: new vscode.Range(start, start),
    }),
  );
}

function itemOf({ role, outcome, location }: FoundPolicy): vscode.QuickPickItem & Pick<FoundPolicy, 'location'> {
  const path = vscode.workspace.asRelativePath(vscode.Uri.parse(location.uri));
  const file = path.slice(path.lastIndexOf('/') + 1);
  return { label: plain(role ?? file), description: plain(path), detail: plain(outcome), location };
}
