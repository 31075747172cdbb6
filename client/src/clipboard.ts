import * as vscode from 'vscode';
import type { TrustPolicyClient } from './client.ts';
import { insertionOf, mayInsertInto } from './inserting.ts';
import type { PolicyForm } from '../../server/src/protocol.ts';
import { isBlankJson } from '../../server/src/text/cut.ts';

/** Copies the policy at the cursor in a form that other tools take. */
export async function copyPolicy(client: TrustPolicyClient, form: PolicyForm): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !client.sees(editor.document)) {
    nothingToCopy();
    return;
  }
  const { line, character } = editor.selection.active;
  const policy = await client.execute('policyAs', editor.document.uri.toString(), { line, character }, form);
  const text = policy?.text ?? undefined;
  if (text === undefined) {
    nothingToCopy(policy?.reason);
    return;
  }
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Policy copied'), 2000);
}

/** @param reason what the server says of a policy that is there */
function nothingToCopy(reason?: string | null): void {
  void vscode.window.showInformationMessage(reason ?? vscode.l10n.t('There is no trust policy here.'));
}

/**
 * Pastes a policy that was copied in any of the forms: in Terraform as it is written there, else as JSON that is laid out for
 * reading.
 */
export async function pastePolicy(client: TrustPolicyClient): Promise<void> {
  // In a browser the person may not let anybody read it.
  const copied = await vscode.env.clipboard.readText().then(
    (read) => read,
    () => '',
  );
  const text = await client.execute('policyFrom', copied);
  if (text === null) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no policy on the clipboard, or a part of it is only known at deployment.'),
    );
    return;
  }
  const editor = vscode.window.activeTextEditor;
  if (editor && mayInsertInto(editor.document)) {
    const edit = await insertionOf(client, editor, copied);
    if (edit && (await vscode.workspace.applyEdit(edit))) return;
  }
  if (editor && isBlankJson(editor.document.getText())) {
    const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
    await editor.edit((edit) => {
      edit.replace(editor.document.validateRange(whole), text);
    });
    return;
  }
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'json', content: text }));
}
