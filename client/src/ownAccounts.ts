import * as vscode from 'vscode';

/** *Account … is ours*: asks for a name and adds the account to `trustPolicy.ownAccounts` in the workspace, or for the user. */
export async function addOwnAccount(account: unknown, uri: unknown): Promise<void> {
  if (typeof account !== 'string' || !/^\d{12}$/.test(account)) return;
  const scope = typeof uri === 'string' ? vscode.Uri.parse(uri) : undefined;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Account {0} is ours', account),
    prompt: vscode.l10n.t('A name for the account, for you and your colleagues. It is stored in the settings.'),
    placeHolder: 'prod',
    ignoreFocusOut: true,
  });
  if (name === undefined) return;
  const configuration = vscode.workspace.getConfiguration('trustPolicy', scope);
  const set = configuration.inspect<Record<string, string>>('ownAccounts');
  const inWorkspace = vscode.workspace.workspaceFolders !== undefined;
  const value = { ...(inWorkspace ? set?.workspaceValue : set?.globalValue), [account]: name };
  await configuration.update(
    'ownAccounts',
    value,
    inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
}
