import * as vscode from 'vscode';
import { CONFIG_FILE } from '../../server/src/hosts/fileNames.ts';
import type { TrustPolicyClient } from './client.ts';
import { plain } from './plain.ts';
import type { ConfigRequest } from '../../server/src/protocol.ts';

/**
 * *Ignore …, because…*, *Disable rule …* and *Account … is ours*: asks for the reason or the name, and writes
 * trust-policy.config.json. Nothing is written when the question is left with Escape.
 */
export async function writeConfig(client: TrustPolicyClient, given: unknown): Promise<void> {
  if (!isConfigRequest(given)) return;
  const text = await ask(given);
  if (text === undefined) return;
  await changeConfig(client, text === '' ? given : { ...given, text });
}

/** Writes a change into trust-policy.config.json as settings are written: at once. */
export async function changeConfig(client: TrustPolicyClient, request: ConfigRequest): Promise<void> {
  const wire = await client.execute('configEdit', request);
  if (wire === null) {
    await vscode.window.showErrorMessage(vscode.l10n.t('{0} has errors. Fix them first.', CONFIG_FILE));
    return;
  }
  const edit = await client.editOf(wire);
  if (!(await vscode.workspace.applyEdit(edit))) return;
  const [[uri] = []] = edit.entries();
  if (!uri) return;
  await (await vscode.workspace.openTextDocument(uri)).save();
  void tell(request, uri);
}

/** Says what was written where, and opens it. */
async function tell({ kind, rule = '', level, account = '' }: ConfigRequest, config: vscode.Uri): Promise<void> {
  const file = plain(vscode.workspace.asRelativePath(config));
  const messages: Readonly<Record<ConfigRequest['kind'], string>> = {
    ignore: vscode.l10n.t('{0} is ignored here. The reason is in {1}.', plain(rule), file),
    disable: vscode.l10n.t('{0} is off for all files that {1} applies to.', plain(rule), file),
    level: vscode.l10n.t('The level of {0} is now {1}, set in {2}.', plain(rule), level ?? '', file),
    ownAccount: vscode.l10n.t('{0} is now one of your own accounts, listed in {1}.', plain(account), file),
  };
  const open = vscode.l10n.t('Open');
  if ((await vscode.window.showInformationMessage(messages[kind], open)) === open)
    await vscode.window.showTextDocument(config);
}

async function ask({ kind, account, rule }: ConfigRequest): Promise<string | undefined> {
  if (kind === 'ownAccount') {
    return vscode.window.showInputBox({
      title: vscode.l10n.t('Account {0} is ours', account ?? ''),
      prompt: vscode.l10n.t(
        'A name for the account. It is stored in trust-policy.config.json, which your team shares.',
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
    prompt: vscode.l10n.t('The reason. It is stored in trust-policy.config.json, for everyone who reads it later.'),
    ignoreFocusOut: true,
    validateInput: (value) => (kind === 'ignore' && value.trim() === '' ? vscode.l10n.t('Enter a reason.') : undefined),
  });
}

const KINDS: ReadonlySet<unknown> = new Set<ConfigRequest['kind']>(['ignore', 'disable', 'ownAccount']);

/** Any extension can run the command, with anything; the server looks at the rest. */
function isConfigRequest(given: unknown): given is ConfigRequest {
  if (typeof given !== 'object' || given === null) return false;
  return 'uri' in given && typeof given.uri === 'string' && 'kind' in given && KINDS.has(given.kind);
}
