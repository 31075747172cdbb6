import * as vscode from 'vscode';
import type { Range } from 'vscode-languageclient';
import type { TrustPolicyClient } from '../client.ts';
import { page } from '../webview/html.ts';
import { bodyOf, emptyBody, STYLE } from './body.ts';
import type { Report } from '../../../server/src/protocol.ts';
import { Following } from './following.ts';

/** While somebody types, the server is asked at most this often. Milliseconds. */
const EVERY = 200;

/** *Explain Who Can Assume This Role*: one panel a window, beside the policy, that follows its text. */
export class ExplainPanel {
  static #current: ExplainPanel | undefined;

  readonly #client: TrustPolicyClient;
  readonly #panel: vscode.WebviewPanel;
  readonly #listeners: readonly { dispose(): unknown }[];
  #document: vscode.TextDocument;
  #position: vscode.Position;
  #report: Report | undefined;
  #asked = 0;
  readonly #following: Following;
  /** What the page shows. */
  #body: string | undefined;
  /** The page has the style of pictures. */
  #styled = false;

  /** Shows the policy at a position; without one, at the cursor of the active editor. */
  static async show(client: TrustPolicyClient, given: unknown, position: unknown): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const document =
      typeof given === 'string' ? await vscode.workspace.openTextDocument(vscode.Uri.parse(given)) : editor?.document;
    if (!document || !client.sees(document)) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Open a trust policy first: there is nothing to explain here.'),
      );
      return;
    }
    const at =
      positionOf(position) ?? (editor?.document === document ? editor.selection.active : new vscode.Position(0, 0));
    if (ExplainPanel.#current) {
      ExplainPanel.#current.#document = document;
      ExplainPanel.#current.#position = at;
      ExplainPanel.#current.#panel.reveal(undefined, true);
    } else {
      ExplainPanel.#current = new ExplainPanel(client, document, at);
    }
    await ExplainPanel.#current.#refresh();
  }

  private constructor(client: TrustPolicyClient, document: vscode.TextDocument, position: vscode.Position) {
    this.#client = client;
    this.#document = document;
    this.#position = position;
    this.#panel = vscode.window.createWebviewPanel(
      'iamTrustPolicy.explain',
      vscode.l10n.t('Who Can Assume This Role'),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [] },
    );
    this.#following = new Following(
      { state: () => this.#state(), isSeen: () => this.#panel.visible, make: () => this.#refresh() },
      EVERY,
    );
    const follow = (changed: vscode.TextDocument): void => {
      if (changed === this.#document) this.#following.changed();
    };
    this.#listeners = [
      {
        dispose: () => {
          this.#following.hidden();
        },
      },
      this.#panel.webview.onDidReceiveMessage((message: { command?: unknown; argument?: unknown }) =>
        this.#run(message),
      ),
      this.#panel.onDidChangeViewState(() => {
        if (this.#panel.visible) {
          this.#following.changed();
        } else {
          this.#following.hidden();
          this.#body = undefined; // a page that was hidden begins anew
        }
      }),
      vscode.workspace.onDidChangeTextDocument(({ document: changed }) => {
        follow(changed);
      }),
      // What else the answer depends on may have changed: then the server has the findings asked for again.
      client.live.onDidReport(({ document: reported }) => {
        follow(reported);
      }),
    ];
    this.#panel.onDidDispose(() => {
      ExplainPanel.#current = undefined;
      for (const listener of this.#listeners) listener.dispose();
    });
  }

  /** What the page is made of: as long as it is the same, there is nothing to ask. */
  #state(): string {
    return [this.#document.uri, this.#document.version, this.#client.generation].join(' ');
  }

  async #refresh(): Promise<void> {
    const mine = ++this.#asked;
    const state = this.#state();
    const at = { line: this.#position.line, character: this.#position.character };
    const report = await this.#client.execute('explain', this.#document.uri.toString(), at);
    if (mine !== this.#asked || ExplainPanel.#current !== this) return; // a later question is under way, or it was closed
    if (!this.#panel.visible) return; // asked again when it is shown
    this.#following.made(state);
    const first = this.#panel.webview.html === '' || (report !== null && !this.#styled);
    this.#report = report ?? undefined;
    const file = vscode.workspace.asRelativePath(this.#document.uri);
    const body = report ? bodyOf(report, file) : emptyBody();
    if (body === this.#body) return; // written again, it would take the focus from who reads by keyboard
    this.#body = body;
    if (first) {
      this.#styled = report !== null;
      const style = (report?.picture.style ?? '') + STYLE;
      this.#panel.webview.html = page({ language: vscode.env.language, title: this.#panel.title, style, body });
    } else {
      await this.#panel.webview.postMessage({ body });
    }
  }

  async #run({ command, argument }: { command?: unknown; argument?: unknown }): Promise<void> {
    const report = this.#report;
    if (!report) return;
    switch (command) {
      case 'showStatement':
        return this.#reveal(report.statements[Number(argument)]?.range);
      case 'showRisk':
        return this.#reveal(report.risks[Number(argument)]?.range);
      case 'openRule':
        await vscode.commands.executeCommand('iamTrustPolicy.openRulePage', argument);
        return;
      case 'copyMermaid':
        return copy(report.picture.mermaid);
      case 'copyCallerPolicy':
        return copy(report.callers.policy ?? '');
      case 'saveSvg':
        return save(this.#document, report.picture.file);
    }
  }

  async #reveal(range: Range | undefined): Promise<void> {
    if (!range) return;
    const { start, end } = range;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    await vscode.window.showTextDocument(this.#document, { viewColumn: vscode.ViewColumn.One, selection });
  }
}

function positionOf(given: unknown): vscode.Position | undefined {
  const { line, character } = (given ?? {}) as { line?: unknown; character?: unknown };
  return typeof line === 'number' && typeof character === 'number' ? new vscode.Position(line, character) : undefined;
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 2000);
}

async function save(document: vscode.TextDocument, svg: string): Promise<void> {
  const name = document.uri.path.replace(/\.\w+$/, '.svg');
  const target = await vscode.window.showSaveDialog({
    ...(document.isUntitled ? {} : { defaultUri: document.uri.with({ path: name }) }),
    filters: { SVG: ['svg'] },
  });
  if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(svg));
}
