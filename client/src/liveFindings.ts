import * as vscode from 'vscode';

/** What the server finds in an open document. */
export interface Reported {
  readonly document: vscode.TextDocument;
  /** The version of the document that was asked about. */
  readonly version: number;
  readonly findings: readonly vscode.Diagnostic[];
}

/** The documents whose findings are shown as they are in the editor: those of the server that runs now. */
export class LiveFindings implements vscode.Disposable {
  readonly #reports = new Map<string, Reported>();
  readonly #reported = new vscode.EventEmitter<Reported>();
  readonly #ended = new vscode.EventEmitter<vscode.TextDocument>();
  /** Findings of a document have come. */
  readonly onDidReport = this.#reported.event;
  /** A document's findings are shown no more. */
  readonly onDidEnd = this.#ended.event;

  get all(): Iterable<Reported> {
    return this.#reports.values();
  }

  /** The last of a document. */
  of({ uri }: vscode.TextDocument): Reported | undefined {
    return this.#reports.get(uri.toString());
  }

  report(reported: Reported): void {
    this.#reports.set(reported.document.uri.toString(), reported);
    this.#reported.fire(reported);
  }

  end(document: vscode.TextDocument): void {
    if (this.#reports.delete(document.uri.toString())) this.#ended.fire(document);
  }

  /** Another server runs: it is asked anew, but only about what somebody sees. */
  endAll(): void {
    for (const { document } of [...this.#reports.values()]) this.end(document);
  }

  dispose(): void {
    this.#reported.dispose();
    this.#ended.dispose();
  }
}
