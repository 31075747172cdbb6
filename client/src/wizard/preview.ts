import * as vscode from 'vscode';

const SCHEME = 'iam-trust-policy-preview';

/** The policy as it grows, beside the wizard's questions: a document that nobody edits. */
export class Preview {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  // Of its own: VS Code keeps the text of a closed document for a while.
  readonly #uri = vscode.Uri.from({ scheme: SCHEME, path: '/preview.json', query: crypto.randomUUID() });
  #registration: vscode.Disposable | undefined;
  #text = '';
  #opening: Promise<unknown> = Promise.resolve();

  /** Shows the text beside the active editor; the questions keep the focus. */
  show(text: string | null): void {
    if (text === null || text === this.#text) return;
    this.#text = text;
    if (this.#registration) {
      this.#changed.fire(this.#uri);
      return;
    }
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: () => this.#text,
    });
    this.#opening = this.#open();
  }

  async #open(): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#uri);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  async close(): Promise<void> {
    if (!this.#registration) return;
    await this.#opening;
    const tabs = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter((tab) => tab.input instanceof vscode.TabInputText && tab.input.uri.scheme === SCHEME);
    await vscode.window.tabGroups.close(tabs);
    this.#registration.dispose();
    this.#registration = undefined;
    this.#changed.dispose();
  }
}
