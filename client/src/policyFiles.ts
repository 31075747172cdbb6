import * as vscode from 'vscode';

/** The files that are known to hold trust policies: by them menus offer *Treat as Trust Policy* or *Don't Treat as Trust Policy*. */
export class PolicyFiles {
  readonly #uris = new Set<string>();
  #telling = false;

  set(uri: vscode.Uri, isPolicy: boolean): void {
    const text = uri.toString();
    if (this.#uris.has(text) === isPolicy) return;
    if (isPolicy) this.#uris.add(text);
    else this.#uris.delete(text);
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      void vscode.commands.executeCommand('setContext', 'iamTrustPolicy.policies', [...this.#uris]);
    });
  }
}
