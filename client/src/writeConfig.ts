import * as vscode from 'vscode';
import type { TrustPolicyClient } from './client.ts';
import type { ConfigRequest } from '../../server/src/protocol.ts';

/**
 * *Ignore …, because…*, *Disable the rule …* and *Account … is ours*: asks for the reason or the name, and writes
 * trust-policy.config.json. Nothing is written when the question is left with Escape.
 */
export async function writeConfig(client: TrustPolicyClient, given: unknown): Promise<void> {
  if (!isConfigRequest(given)) return;
  const text = await ask(given);
  if (text === undefined) return;
  const wire = await client.execute('configEdit', text === '' ? given : { ...given, text });
  if (wire === null) {
    await vscode.window.showErrorMessage(vscode.l10n.t('trust-policy.config.json is broken. Mend it first.'));
    return;
  }
  const edit = await client.editOf(wire);
  if (!(await vscode.workspace.applyEdit(edit))) return;
  // Written as settings are: at once.
  for (const [uri] of edit.entries()) await (await vscode.workspace.openTextDocument(uri)).save();
}

async function ask({ kind, account, rule }: ConfigRequest): Promise<string | undefined> {
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

const KINDS: ReadonlySet<unknown> = new Set<ConfigRequest['kind']>(['ignore', 'disable', 'ownAccount']);

/** Any extension can run the command, with anything; the server looks at the rest. */
function isConfigRequest(given: unknown): given is ConfigRequest {
  if (typeof given !== 'object' || given === null) return false;
  return 'uri' in given && typeof given.uri === 'string' && 'kind' in given && KINDS.has(given.kind);
}
