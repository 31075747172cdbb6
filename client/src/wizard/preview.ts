import * as vscode from 'vscode';
import { changedLines } from './changedLines.ts';

const SCHEME = 'iam-trust-policy-preview';
/** JSON whose lines wrap: the lines that matter most are the longest. */
const LANGUAGE = 'iam-trust-policy-preview';

/** The policy as it grows, beside the wizard's questions: a document that nobody edits. */
export class Preview {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  // Of its own: VS Code keeps the text of a closed document for a while.
  readonly #uri = vscode.Uri.from({ scheme: SCHEME, path: '/preview.json', query: crypto.randomUUID() });
  readonly #mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('diffEditor.insertedLineBackground'),
    // Themes of high contrast have no background for it.
    borderWidth: '0 0 0 3px',
    borderStyle: 'solid',
    borderColor: new vscode.ThemeColor('editorGutter.addedBackground'),
  });
  readonly #listening: vscode.Disposable[] = [];
  #text = '';
  #before = '';
  #opening: Promise<unknown> | undefined;

  /** Shows the text beside the active editor; the questions keep the focus. */
  show(text: string | null): void {
    if (text === null || text === this.#text) return;
    this.#before = this.#text;
    this.#text = text;
    if (this.#opening) {
      this.#changed.fire(this.#uri);
      return;
    }
    this.#listening.push(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: () => this.#text,
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === this.#uri.toString()) this.#markChange();
      }),
    );
    this.#opening = this.#open();
  }

  async #open(): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#uri);
    await vscode.window.showTextDocument(await vscode.languages.setTextDocumentLanguage(document, LANGUAGE), {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
    this.#markChange();
  }

  /** What the last answer changed is marked and in sight. */
  #markChange(): void {
    const editor = vscode.window.visibleTextEditors.find((e) => e.document.uri.toString() === this.#uri.toString());
    // A later text is on its way.
    if (!editor || editor.document.getText() !== this.#text) return;
    const lines = this.#before === '' ? [] : changedLines(this.#before, this.#text);
    const ranges = lines.map((line) => new vscode.Range(line, 0, line, 0));
    editor.setDecorations(this.#mark, ranges);
    const [first] = ranges;
    if (first) editor.revealRange(first, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  async close(): Promise<void> {
    await this.#opening;
    const tabs = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter((tab) => tab.input instanceof vscode.TabInputText && tab.input.uri.scheme === SCHEME);
    if (this.#opening) await vscode.window.tabGroups.close(tabs);
    this.#opening = undefined;
    for (const disposable of this.#listening.splice(0)) disposable.dispose();
    this.#changed.dispose();
    this.#mark.dispose();
  }
}
