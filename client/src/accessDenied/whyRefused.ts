import * as vscode from 'vscode';
import type { TrustPolicyClient } from '../client.ts';
import { PagePanel, type Message } from '../webview/pagePanel.ts';
import { openQuickFixes } from '../webview/quickFix.ts';
import { reveal } from '../webview/reveal.ts';
import { bodyOf, STYLE } from './body.ts';
import type { AccessDenied } from '../../../server/src/protocol.ts';

/** *Explain AssumeRole Error*: takes a pasted error and looks for its cause in the policy of the role it names, or the open one. */
export async function whyRefused(client: TrustPolicyClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const document = editor && client.sees(editor.document) ? editor.document : undefined;
  const pasted = await vscode.window.showInputBox({
    title: vscode.l10n.t('Explain AssumeRole Error'),
    prompt: vscode.l10n.t(
      'Paste the error from AWS. The cause is looked for in the policy of the role it names, or in the open policy.',
    ),
    placeHolder: 'An error occurred (AccessDenied) when calling the AssumeRole operation: …',
    ignoreFocusOut: true,
  });
  if (pasted === undefined || pasted.trim() === '') return;
  const { line, character } = editor?.selection.active ?? new vscode.Position(0, 0);
  const denied = await client.execute('whyRefused', pasted, document?.uri.toString() ?? null, { line, character });
  if (denied) RefusalPanel.show(denied, document && editor?.viewColumn);
  else
    void vscode.window.showInformationMessage(
      vscode.l10n.t("This doesn't look like an AWS error. Paste the full message, including the error code."),
    );
}

/** One panel a window: the next error takes the place of the last. */
class RefusalPanel {
  static #current: RefusalPanel | undefined;

  readonly #page: PagePanel;
  #denied: AccessDenied;
  /** Where the open policy was looked at. */
  #column: vscode.ViewColumn | undefined;

  static show(denied: AccessDenied, column: vscode.ViewColumn | undefined): void {
    const current = (RefusalPanel.#current ??= new RefusalPanel(denied));
    current.#denied = denied;
    current.#column = column;
    current.#page.panel.reveal();
    current.#page.show({
      title: vscode.l10n.t('AssumeRole Error'),
      style: STYLE,
      body: bodyOf(denied),
      about: JSON.stringify(denied),
    });
  }

  private constructor(denied: AccessDenied) {
    this.#denied = denied;
    const panel = vscode.window.createWebviewPanel(
      'iamTrustPolicy.refusal',
      vscode.l10n.t('AssumeRole Error'),
      vscode.ViewColumn.Beside,
      { enableScripts: true, localResourceRoots: [] },
    );
    this.#page = new PagePanel(panel, (message) => this.#run(message));
    panel.onDidDispose(() => {
      RefusalPanel.#current = undefined;
    });
  }

  async #run({ command, argument }: Message): Promise<void> {
    const { policy, causes, checks } = this.#denied;
    const index = Number(argument);
    if (command === 'copy') await this.#page.copy(checks[index]?.command ?? '');
    const range = command === 'showPolicy' ? policy?.location.range : causes[index]?.range;
    if (command === 'copy' || !policy || !range) return;
    const uri = vscode.Uri.parse(policy.location.uri);
    await reveal(uri, range, this.#page.panel, this.#column);
    if (command === 'fix') await openQuickFixes(uri, range);
  }
}
