import * as vscode from 'vscode';
import type { Range } from 'vscode-languageclient';
import type { TrustPolicyClient } from '../client.ts';
import { PagePanel, type Message } from '../webview/pagePanel.ts';
import { columnFor, reveal } from '../webview/reveal.ts';
import { bodyOf, emptyBody, STYLE } from './body.ts';
import type { Report } from '../../../server/src/protocol.ts';
import { Following } from './following.ts';
import { documentOf, isSame, isWithin, positionOf, uriOf } from './places.ts';
import { atCursor, subjectOf, type Subject } from './subject.ts';

/** While somebody types or moves about, the server is asked at most this often. Milliseconds. */
const EVERY = 200;

/**
 * *Explain Who Can Assume This Role*: one panel a window, beside the policy. It follows the active editor, the role at the cursor
 * and the text; locked it follows the text alone.
 */
export class ExplainPanel {
  static #current: ExplainPanel | undefined;

  readonly #client: TrustPolicyClient;
  readonly #page: PagePanel;
  readonly #following: Following;
  #subject: Subject;
  /** Somebody asked for this very document, so that its having no policy is an answer too. */
  #wasAskedFor = true;
  #isLocked = false;
  /** What was last told, and of which file. */
  #told: { readonly uri: vscode.Uri; readonly report: Report | undefined } | undefined;
  #asked = 0;
  /** The editor that had the focus last: none has it while the panel has. */
  #editor = vscode.window.activeTextEditor;

  /** @param given a document as a lens or a menu names it; the open policy or one that is picked where left out */
  static async show(client: TrustPolicyClient, given: unknown, position: unknown): Promise<void> {
    // Who clicks on a lens goes on reading the policy; who runs a command wants to be in the panel.
    const isLens = typeof given === 'string';
    const before = ExplainPanel.#current;
    const subject = isLens
      ? await subjectOfLens(client, given, position)
      : await subjectOf(client, given, before && before.#page.panel);
    if (!subject) return;
    const current = ExplainPanel.#current;
    if (current) {
      current.#page.panel.reveal(undefined, isLens);
      await current.#ask(subject);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      'iamTrustPolicy.explain',
      vscode.l10n.t('Who Can Assume This Role'),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: isLens },
      { enableScripts: true, localResourceRoots: [] },
    );
    await new ExplainPanel(client, panel, subject).#refresh();
  }

  /** Brings the panel back after a reload of the window. @param state what its page kept */
  static async restore(client: TrustPolicyClient, panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const {
      uri: kept,
      position,
      isLocked,
    } = (state ?? {}) as { uri?: unknown; position?: unknown; isLocked?: unknown };
    const uri = uriOf(kept);
    if (!uri || ExplainPanel.#current) {
      panel.dispose();
      return;
    }
    const subject = { uri, position: positionOf(position), column: undefined };
    const restored = new ExplainPanel(client, panel, subject);
    restored.#lock(isLocked === true);
    try {
      await client.open(await vscode.workspace.openTextDocument(subject.uri));
    } catch {
      // There is no such file any more: the panel says that it is closed.
    }
    await restored.#refresh();
  }

  /** Has the panel follow the active editor, or not. */
  static lock(isLocked: boolean): void {
    const current = ExplainPanel.#current;
    if (current) current.#lock(isLocked);
  }

  private constructor(client: TrustPolicyClient, panel: vscode.WebviewPanel, subject: Subject) {
    ExplainPanel.#current = this;
    this.#client = client;
    this.#subject = subject;
    panel.iconPath = new vscode.ThemeIcon('organization');
    this.#page = new PagePanel(panel, (message) => this.#run(message));
    this.#following = new Following(
      { state: () => this.#state(), isSeen: () => panel.visible, make: () => this.#refresh() },
      EVERY,
    );
    const changed = ({ uri }: Pick<vscode.TextDocument, 'uri'>): void => {
      if (isSame(uri, this.#subject.uri)) this.#following.changed();
      else this.#follow();
    };
    const listeners = [
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor) this.#editor = editor;
        this.#follow();
      }),
      vscode.window.onDidChangeTextEditorSelection(() => {
        this.#follow();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        changed(document);
      }),
      vscode.workspace.onDidOpenTextDocument(changed),
      vscode.workspace.onDidCloseTextDocument(changed),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        this.#rename(files);
      }),
      // What else the answer depends on may have changed: then the server has the findings asked for again.
      client.live.onDidReport(({ document }) => {
        changed(document);
      }),
      client.live.onDidEnd(changed),
      panel.onDidChangeViewState(() => {
        if (panel.visible) this.#following.changed();
        else this.#following.hidden();
      }),
    ];
    panel.onDidDispose(() => {
      ExplainPanel.#current = undefined;
      this.#following.hidden();
      this.#lock(false);
      for (const listener of listeners) listener.dispose();
    });
  }

  /** Shows what somebody asked for, also where it was locked. */
  #ask(subject: Subject): Promise<void> {
    this.#subject = subject;
    this.#wasAskedFor = true;
    return this.#refresh();
  }

  /** Goes where the active editor is, if that shows a policy. */
  #follow(editor = vscode.window.activeTextEditor): void {
    if (this.#isLocked || !editor || !this.#client.sees(editor.document)) return;
    if (!isSame(editor.document.uri, this.#subject.uri)) this.#wasAskedFor = false;
    this.#subject = atCursor(editor);
    this.#following.changed();
  }

  #lock(isLocked: boolean): void {
    this.#isLocked = isLocked;
    void vscode.commands.executeCommand('setContext', 'iamTrustPolicy.explainLocked', isLocked);
    if (ExplainPanel.#current !== this) return;
    this.#show();
    this.#follow(vscode.window.visibleTextEditors.find((editor) => editor === this.#editor));
  }

  #rename(files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[]): void {
    const renamed = (uri: vscode.Uri): vscode.Uri => {
      const file = files.find(({ oldUri }) => isSame(uri, oldUri) || uri.path.startsWith(`${oldUri.path}/`));
      return file ? uri.with({ path: file.newUri.path + uri.path.slice(file.oldUri.path.length) }) : uri;
    };
    this.#subject = { ...this.#subject, uri: renamed(this.#subject.uri) };
    if (this.#told) this.#told = { ...this.#told, uri: renamed(this.#told.uri) };
    this.#show();
    this.#following.changed();
  }

  /** What the page is made of: as long as it is the same, there is nothing to ask. */
  #state(
    version = documentOf(this.#subject.uri)?.version,
    generation = this.#client.generation,
    { uri, position } = this.#subject,
  ): string {
    const about = this.#told && isSame(this.#told.uri, uri) ? this.#told.report?.about : undefined;
    return JSON.stringify([uri, version, generation, about && isWithin(about, position) ? about : position]);
  }

  async #refresh(): Promise<void> {
    const mine = ++this.#asked;
    const subject = this.#subject;
    const { uri, position } = subject;
    const { generation } = this.#client;
    const document = documentOf(uri);
    let version = document?.version;
    if (document && this.#client.sees(document)) {
      const at = { line: position.line, character: position.character };
      const report = (await this.#client.execute('explain', uri.toString(), at)) ?? undefined;
      if (mine !== this.#asked || ExplainPanel.#current !== this) return; // a later question is under way, or it was closed
      if (report || this.#wasAskedFor || !this.#told) this.#told = { uri, report };
      version = report?.version ?? version;
    } else if (document && this.#client.mayBePolicy(document)) {
      return; // the server is about to see it, which brings the next question
    } else if (document || !this.#told) {
      this.#told = { uri, report: undefined };
    }
    if (!this.#page.panel.visible) return; // asked again when it is shown
    // Of what was asked about: the cursor may have moved on meanwhile, which is the next question.
    this.#following.made(this.#state(version, generation, subject));
    this.#show();
  }

  /** Shows what was last told, and of which file it is. */
  #show(): void {
    if (!this.#told) return;
    const { uri, report } = this.#told;
    const path = vscode.workspace.asRelativePath(uri);
    const standing = { file: path, isOpen: documentOf(uri) !== undefined, isLocked: this.#isLocked };
    const { line, character } = this.#subject.position;
    this.#page.show({
      title: titleOf(report?.role, path, this.#isLocked),
      style: (report?.picture.style ?? '') + STYLE,
      body: report ? bodyOf(report, standing) : emptyBody(standing),
      about: `${uri.toString()} ${report?.role ?? ''}`,
      state: { uri: uri.toString(), position: { line, character }, isLocked: this.#isLocked },
    });
  }

  async #run({ command, argument }: Message): Promise<void> {
    if (command === 'unlock') this.#lock(false);
    if (!this.#told) return;
    const { uri, report } = this.#told;
    if (command === 'openFile')
      await vscode.window.showTextDocument(uri, { viewColumn: columnFor(uri, this.#page.panel) });
    if (!report) return;
    switch (command) {
      case 'showStatement':
        return this.#reveal(uri, report.statements[Number(argument)]?.range);
      case 'showRisk':
        return this.#reveal(uri, report.risks[Number(argument)]?.range);
      case 'openRule':
        await vscode.commands.executeCommand('iamTrustPolicy.openRulePage', argument);
        return;
      case 'copyMermaid':
        return this.#page.copy(report.picture.mermaid);
      case 'copyCallerPolicy':
        return this.#page.copy(report.callers.policy ?? '');
      case 'saveSvg':
        return save(uri, report.picture.file);
    }
  }

  async #reveal(uri: vscode.Uri, range: Range | undefined): Promise<void> {
    if (range) await reveal(uri, range, this.#page.panel, this.#subject.column);
  }
}

async function subjectOfLens(client: TrustPolicyClient, given: string, position: unknown): Promise<Subject> {
  const uri = vscode.Uri.parse(given);
  await client.open(await vscode.workspace.openTextDocument(uri));
  return { uri, position: positionOf(position), column: vscode.window.activeTextEditor?.viewColumn };
}

function titleOf(role: string | undefined, path: string, isLocked: boolean): string {
  const title =
    role === undefined
      ? vscode.l10n.t('Explain {0}', path.slice(path.lastIndexOf('/') + 1))
      : vscode.l10n.t('Role {0}', role.slice(role.lastIndexOf('/') + 1));
  return isLocked ? vscode.l10n.t('{0} (locked)', title) : title;
}

async function save(uri: vscode.Uri, svg: string): Promise<void> {
  const name = uri.path.replace(/\.\w+$/, '.svg');
  const target = await vscode.window.showSaveDialog({
    ...(uri.scheme === 'untitled' ? {} : { defaultUri: uri.with({ path: name }) }),
    filters: { SVG: ['svg'] },
  });
  if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(svg));
}
