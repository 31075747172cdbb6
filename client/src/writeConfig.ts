import * as vscode from 'vscode';
import type { TrustPolicyClient } from './client.ts';

interface Request {
  readonly uri: string;
  readonly kind: 'ignore' | 'disable' | 'ownAccount';
  readonly account?: string;
  readonly rule?: string;
}

/**
 * *Ignore …, because…*, *Disable the rule …* and *Account … is ours*: asks for the reason or the name, and writes
 * trust-policy.config.json. Nothing is written when the question is left with Escape.
 */
export async function writeConfig(client: TrustPolicyClient, given: unknown): Promise<void> {
  const request = given as Request | undefined;
  if (typeof request?.uri !== 'string') return;
  const text = await ask(request);
  if (text === undefined) return;
  const wire = await client.execute('configEdit', text === '' ? request : { ...request, text });
  if (wire === null || wire === undefined) {
    await vscode.window.showErrorMessage(vscode.l10n.t('trust-policy.config.json is broken. Mend it first.'));
    return;
  }
  const edit = await client.editOf(wire);
  if (!(await vscode.workspace.applyEdit(edit))) return;
  // Written as settings are: at once.
  for (const [uri] of edit.entries()) await (await vscode.workspace.openTextDocument(uri)).save();
}

async function ask({ kind, account, rule }: Request): Promise<string | undefined> {
  if (kind === 'ownAccount') {
    return vscode.window.showInputBox({
      title: vscode.l10n.t('Account {0} is ours', account ?? ''),
      prompt: vscode.l10n.t(
        'A name for the account. It is stored in trust-policy.config.json, for you and your colleagues.',
      ),
      placeHolder: 'prod',
      ignoreFocusOut: true,
    });
  }
  return vscode.window.showInputBox({
    title:
      kind === 'ignore'
        ? vscode.l10n.t('Ignore {0} here, because…', rule ?? '')
        : vscode.l10n.t('Disable {0}, because…', rule ?? ''),
    prompt: vscode.l10n.t('The reason. It is stored in trust-policy.config.json, for whoever asks next.'),
    ignoreFocusOut: true,
    validateInput: (value) =>
      kind === 'ignore' && value.trim() === '' ? vscode.l10n.t('Say why it is all right.') : undefined,
  });
}
