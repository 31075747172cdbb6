import * as vscode from 'vscode';
import { page } from './html.ts';

/** What a panel shows. */
export interface Content {
  readonly title: string;
  readonly style: string;
  readonly body: string;
  /** What it is about: content about the same keeps what is opened in the page. */
  readonly about?: string;
  /** What brings the panel back after a reload of the window, where its kind is brought back. */
  readonly state?: unknown;
}

/** What somebody did in a page. */
export interface Message {
  readonly command?: unknown;
  readonly argument?: unknown;
}

/** A webview panel with a page of ours, whose content changes. */
export class PagePanel {
  readonly panel: vscode.WebviewPanel;
  #shown: Content | undefined;
  /** The style of the page that is loaded; none is while it is hidden. */
  #loaded: string | undefined;

  /** @param run does what somebody asks for in the page */
  constructor(panel: vscode.WebviewPanel, run: (message: Message) => unknown) {
    this.panel = panel;
    panel.webview.options = { enableScripts: true, localResourceRoots: [] };
    panel.webview.onDidReceiveMessage(run);
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.#loaded = undefined;
      else if (this.#loaded === undefined && this.#shown) this.#load(this.#shown);
    });
  }

  show(content: Content): void {
    const before = this.#shown;
    this.#shown = content;
    this.panel.title = content.title;
    if (this.#loaded !== content.style) this.#load(content);
    else if (before?.body !== content.body || before.title !== content.title || before.about !== content.about) {
      const { title, body, about, state } = content;
      void this.panel.webview.postMessage({ title, body, about, state });
    }
  }

  /** Has a text told to who hears the page and, in the status bar, to who sees the window. */
  say(text: string): void {
    vscode.window.setStatusBarMessage(text, 2000);
    void this.panel.webview.postMessage({ say: text });
  }

  /** Copies a text, and says so. */
  async copy(text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    this.say(vscode.l10n.t('Copied'));
  }

  #load(content: Content): void {
    this.#loaded = content.style;
    this.panel.webview.html = page({ language: vscode.env.language, ...content });
  }
}
