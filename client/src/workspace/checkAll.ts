import * as vscode from 'vscode';
import type { CheckedFile } from '../../../server/src/protocol.ts';
import type { TrustPolicyClient } from '../client.ts';

/** *Check All Trust Policies*: findings of files that are not open too, until they are opened or changed. */
export class CheckAll implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('iam-trust-policy-all');
  readonly #listeners: vscode.Disposable[];

  constructor() {
    const drop = (uri: vscode.Uri): void => {
      this.#collection.delete(uri);
    };
    // An open document has live findings; of a file that changed ours are old.
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.{json,jsonc}');
    this.#listeners = [
      vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        drop(uri);
      }),
      watcher,
      watcher.onDidChange(drop),
      watcher.onDidDelete(drop),
    ];
  }

  async run(client: TrustPolicyClient): Promise<void> {
    const checked = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Checking all trust policies'),
        cancellable: true,
      },
      async (progress, token) => {
        let before = 0;
        const listener = client.on('iamTrustPolicy/checkAll/progress', ({ done, total }) => {
          const percent = (100 * done) / total;
          progress.report({ message: vscode.l10n.t('{0} of {1} files', done, total), increment: percent - before });
          before = percent;
        });
        try {
          return await client.request('iamTrustPolicy/checkAll', {}, token);
        } catch (error) {
          if (token.isCancellationRequested) return undefined;
          throw error;
        } finally {
          listener.dispose();
        }
      },
    );
    if (checked) await this.#show(client, checked);
  }

  async #show(client: TrustPolicyClient, checked: readonly CheckedFile[]): Promise<void> {
    this.#collection.clear();
    const open = new Set(vscode.workspace.textDocuments.map((d) => d.uri.toString()));
    const all: vscode.Diagnostic[] = [];
    for (const { uri, diagnostics } of checked) {
      const shown = await client.diagnosticsOf(diagnostics);
      all.push(...shown);
      const parsed = vscode.Uri.parse(uri);
      if (!open.has(parsed.toString())) this.#collection.set(parsed, shown);
    }
    const count = (severity: vscode.DiagnosticSeverity): number => all.filter((d) => d.severity === severity).length;
    const show = vscode.l10n.t('Show Problems');
    const choice = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} files with trust policies. Errors: {1}, warnings: {2}.',
        checked.length,
        count(vscode.DiagnosticSeverity.Error),
        count(vscode.DiagnosticSeverity.Warning),
      ),
      show,
    );
    if (choice === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
  }

  dispose(): void {
    this.#collection.dispose();
    for (const listener of this.#listeners) listener.dispose();
  }
}
