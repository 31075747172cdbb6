import * as vscode from 'vscode';

/** After this rest a word counts as typed, also when the cursor still stands in it. Milliseconds. */
const TYPED = 2000;

/** What the keys went into last, in one document. */
interface Typed {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly place: vscode.Position;
  readonly timer: ReturnType<typeof setTimeout>;
  /** What is kept back until the word is typed: ranges of findings, and whether there is anything else. */
  readonly held: vscode.Range[];
  keepsLens: boolean;
}

/**
 * Knows what is being typed, so that half a word is not called a mistake: what is asked of the server waits for a rest of the
 * keys, and what is said of the very word under the cursor until that is typed.
 */
export class Typing implements vscode.Disposable {
  readonly #typed = new Map<string, Typed>();
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #settled = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #listeners: readonly { dispose(): unknown }[];
  /** A document's word is typed, and something about it was kept back: now it may be shown. */
  readonly onDidSettle = this.#settled.event;

  constructor() {
    this.#listeners = [
      this.#settled,
      vscode.workspace.onDidSaveTextDocument((document) => {
        this.#settle(document);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor: { document } }) => {
        const held = this.#typed.get(keyOf(document))?.held ?? [];
        if (held.length && !held.some((range) => hasCursor(document, range))) this.#settle(document);
      }),
    ];
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    for (const { timer } of this.#typed.values()) clearTimeout(timer);
    this.#typed.clear();
  }

  /** A document changed. */
  changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const last = contentChanges.at(-1);
    if (!last || delayOf(document) === 0) return;
    const key = keyOf(document);
    clearTimeout(this.#typed.get(key)?.timer);
    this.#typed.set(key, {
      at: Date.now(),
      place: document.positionAt(last.rangeOffset + last.text.length),
      timer: setTimeout(() => {
        this.#settle(document);
      }, TYPED),
      held: [],
      keepsLens: false,
    });
  }

  closed(document: vscode.TextDocument): void {
    const key = keyOf(document);
    clearTimeout(this.#typed.get(key)?.timer);
    this.#typed.delete(key);
    this.#release(key);
  }

  /** Waits until the keys have rested for a while, or the document is saved. Throws a CancellationError when cancelled. */
  async rest(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<void> {
    const typed = this.#typed.get(keyOf(document));
    const left = typed ? typed.at + delayOf(document) - Date.now() : 0;
    if (left > 0) await this.#wait(keyOf(document), left, token);
    if (token.isCancellationRequested) throw new vscode.CancellationError();
  }

  /** Whether a finding is about the word that is being typed, and waits until it is. */
  holdsBack(document: vscode.TextDocument, range: vscode.Range): boolean {
    const typed = this.#typed.get(keyOf(document));
    if (!typed || !range.contains(typed.place) || !hasCursor(document, range)) return false;
    typed.held.push(range);
    return true;
  }

  /** Whether somebody types within a range; its lens then waits for the end of it. */
  isIn(document: vscode.TextDocument, range: vscode.Range): boolean {
    const typed = this.#typed.get(keyOf(document));
    if (!typed || !range.contains(typed.place)) return false;
    typed.keepsLens = true;
    return true;
  }

  #settle(document: vscode.TextDocument): void {
    const key = keyOf(document);
    const typed = this.#typed.get(key);
    if (!typed) return;
    clearTimeout(typed.timer);
    this.#typed.delete(key);
    this.#release(key);
    if (typed.held.length || typed.keepsLens) this.#settled.fire(document);
  }

  #wait(key: string, milliseconds: number, token: vscode.CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(key) ?? new Set();
      this.#waiting.set(key, waiting);
      const done = (): void => {
        clearTimeout(timer);
        cancelled.dispose();
        waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      const cancelled = token.onCancellationRequested(done);
      waiting.add(done);
    });
  }

  /** Lets all that waits for a rest of a document go on. */
  #release(key: string): void {
    for (const done of this.#waiting.get(key) ?? []) done();
    this.#waiting.delete(key);
  }
}

function keyOf(document: vscode.TextDocument): string {
  return document.uri.toString();
}

/** How long the keys rest before findings are asked for; 0: never waited for. Milliseconds. */
function delayOf(document: vscode.TextDocument): number {
  const delay = vscode.workspace.getConfiguration('trustPolicy', document.uri).get<unknown>('delay');
  return typeof delay === 'number' && delay >= 0 ? Math.min(delay, 10_000) : 400;
}

function hasCursor(document: vscode.TextDocument, range: vscode.Range): boolean {
  return vscode.window.visibleTextEditors.some(
    (editor) => editor.document === document && editor.selections.some(({ active }) => range.contains(active)),
  );
}
