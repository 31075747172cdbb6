import * as vscode from 'vscode';
import { plain } from './plain.ts';
import type { ConfigStatus } from '../../server/src/protocol.ts';

interface Action extends vscode.QuickPickItem {
  run(): unknown;
}

/** What a click on the status bar item offers. @param status of the document, where it is known */
export async function showStatus(
  state: 'running' | 'stopped',
  status: ConfigStatus | undefined,
  document: vscode.TextDocument | undefined,
): Promise<void> {
  const chosen = await vscode.window.showQuickPick(actionsOf(state, status, document), { title: 'IAM Trust Policy' });
  await chosen?.run();
}

function actionsOf(
  state: 'running' | 'stopped',
  status: ConfigStatus | undefined,
  document: vscode.TextDocument | undefined,
): readonly Action[] {
  const run = (command: string, ...given: unknown[]) => vscode.commands.executeCommand(command, ...given);
  const command = (label: string, name: string, ...given: unknown[]): Action => ({
    label,
    run: () => run(`iamTrustPolicy.${name}`, ...given),
  });
  const restart = command(vscode.l10n.t('Restart Server'), 'restartServer');
  const output = command(vscode.l10n.t('Show Output'), 'showOutput');
  if (state === 'stopped') return [restart, output];
  return [
    ...(status ? [configAction(status)] : []),
    { label: vscode.l10n.t('Show Problems'), run: () => run('workbench.actions.view.problems') },
    {
      label: vscode.l10n.t('Fix All Safe Problems in This File'),
      run: () => run('editor.action.fixAll', { kind: 'source.fixAll.iamTrustPolicy', apply: 'first' }),
    },
    command(vscode.l10n.t('Explain Who Can Assume This Role'), 'explain'),
    command(vscode.l10n.t('Check All Trust Policies'), 'checkAll'),
    command(vscode.l10n.t('Show Role Trust Map'), 'showRoleMap'),
    command(vscode.l10n.t('Set Rule Level…'), 'setRuleLevel'),
    command(vscode.l10n.t("Don't Treat as Trust Policy"), 'dontTreatAs', document?.uri),
    output,
    restart,
  ];
}

/** Says which config file applies, and opens it. */
function configAction({ config, refused, silenced }: ConfigStatus): Action {
  if (config === null)
    return {
      label: vscode.l10n.t('No config file applies'),
      description: vscode.l10n.t('Settings only'),
      run: () => vscode.commands.executeCommand('workbench.action.openSettings', 'trustPolicy'),
    };
  const uri = vscode.Uri.parse(config);
  const hidden = silenced === 1 ? vscode.l10n.t('1 problem ignored') : vscode.l10n.t('{0} problems ignored', silenced);
  return {
    label: vscode.l10n.t('Open {0}', plain(vscode.workspace.asRelativePath(uri))),
    ...(refused === null && silenced === 0 ? {} : { description: plain(refused ?? hidden) }),
    run: () => vscode.window.showTextDocument(uri),
  };
}
