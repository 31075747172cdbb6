import * as vscode from 'vscode';

/** The language status item of documents that the server looks at. */
export class StatusItem implements vscode.Disposable {
  readonly #isOurs: (document: vscode.TextDocument) => boolean;
  readonly #listeners: vscode.Disposable[];
  #item: vscode.LanguageStatusItem | undefined;
  #state: 'running' | 'stopped' = 'stopped';
  #shown = false;

  /** @param isOurs whether the server looks at a document */
  constructor(isOurs: (document: vscode.TextDocument) => boolean) {
    this.#isOurs = isOurs;
    const refresh = (): void => {
      this.refresh();
    };
    this.#listeners = [
      vscode.window.onDidChangeActiveTextEditor(refresh),
      vscode.languages.onDidChangeDiagnostics(refresh),
    ];
  }

  state(state: 'running' | 'stopped'): void {
    this.#state = state;
    this.refresh();
  }

  refresh(): void {
    const document = vscode.window.activeTextEditor?.document;
    const ours = document !== undefined && this.#isOurs(document);
    if (ours !== this.#shown) {
      this.#shown = ours;
      void vscode.commands.executeCommand('setContext', 'iamTrustPolicy.active', ours);
    }
    if (!ours) {
      this.#item?.dispose();
      this.#item = undefined;
      return;
    }
    this.#item ??= vscode.languages.createLanguageStatusItem('iamTrustPolicy', [
      { language: 'json' },
      { language: 'jsonc' },
    ]);
    const own = vscode.languages.getDiagnostics(document.uri).filter((d) => d.source === 'iam-trust-policy');
    const worst = own.some((d) => d.severity === vscode.DiagnosticSeverity.Error)
      ? vscode.LanguageStatusSeverity.Error
      : own.some((d) => d.severity === vscode.DiagnosticSeverity.Warning)
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
    const running = this.#state === 'running';
    this.#item.name = 'IAM Trust Policy';
    this.#item.text = vscode.l10n.t('IAM trust policy');
    this.#item.detail = running
      ? own.length
        ? vscode.l10n.t('{0} findings', own.length)
        : vscode.l10n.t('nothing to say')
      : vscode.l10n.t('the server is not running');
    this.#item.severity = running ? worst : vscode.LanguageStatusSeverity.Error;
    this.#item.command = running
      ? { title: vscode.l10n.t('Show Output'), command: 'iamTrustPolicy.showOutput' }
      : { title: vscode.l10n.t('Restart'), command: 'iamTrustPolicy.restartServer' };
  }

  dispose(): void {
    this.#item?.dispose();
    for (const listener of this.#listeners) listener.dispose();
  }
}
