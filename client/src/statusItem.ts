import * as vscode from 'vscode';
import type { ConfigStatus } from '../../server/src/protocol.ts';

/** The language status item of documents that the server looks at. */
export class StatusItem implements vscode.Disposable {
  readonly #isOurs: (document: vscode.TextDocument) => boolean;
  readonly #configOf: (document: vscode.TextDocument) => Promise<ConfigStatus | null>;
  readonly #listeners: vscode.Disposable[];
  #item: vscode.LanguageStatusItem | undefined;
  #state: 'running' | 'stopped' = 'stopped';
  #shown = false;
  /** What was last said of a document's config file, and counts what was asked: only the last answer is shown. */
  #config: { readonly uri: string; readonly text: string | undefined } | undefined;
  #asked = 0;
  /** The address of a document that the server found no trust policy in. */
  #empty: string | undefined;

  /**
   * @param isOurs whether the server looks at a document
   * @param configOf asks the server which config file rules a document
   */
  constructor(
    isOurs: (document: vscode.TextDocument) => boolean,
    configOf: (document: vscode.TextDocument) => Promise<ConfigStatus | null>,
  ) {
    this.#isOurs = isOurs;
    this.#configOf = configOf;
    const refresh = (): void => {
      this.refresh();
    };
    this.#listeners = [
      vscode.window.onDidChangeActiveTextEditor(refresh),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const active = vscode.window.activeTextEditor?.document.uri.toString();
        if (uris.some((uri) => uri.toString() === active)) refresh();
      }),
    ];
  }

  state(state: 'running' | 'stopped'): void {
    this.#state = state;
    this.refresh();
  }

  refresh(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document && this.#state === 'running' && this.#isOurs(document)) void this.#ask(document);
    else this.#empty = undefined;
    this.#show(document);
  }

  #show(document: vscode.TextDocument | undefined): void {
    const ours = document !== undefined && this.#isOurs(document) && document.uri.toString() !== this.#empty;
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
    const own = ownDiagnostics(document);
    const worst = own.some((d) => d.severity === vscode.DiagnosticSeverity.Error)
      ? vscode.LanguageStatusSeverity.Error
      : own.some((d) => d.severity === vscode.DiagnosticSeverity.Warning)
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
    const running = this.#state === 'running';
    this.#item.name = 'IAM Trust Policy';
    this.#item.text = vscode.l10n.t('IAM trust policy');
    this.#item.detail = this.#detail(document);
    this.#item.severity = running ? worst : vscode.LanguageStatusSeverity.Error;
    this.#item.command = running
      ? { title: vscode.l10n.t('Show Output'), command: 'iamTrustPolicy.showOutput' }
      : { title: vscode.l10n.t('Restart'), command: 'iamTrustPolicy.restartServer' };
  }

  async #ask(document: vscode.TextDocument): Promise<void> {
    const asked = ++this.#asked;
    let status: ConfigStatus | null;
    try {
      status = await this.#configOf(document);
    } catch {
      return; // typed in meanwhile, or the server went away: both bring the next refresh
    }
    if (asked !== this.#asked) return;
    this.#config = { uri: document.uri.toString(), text: status ? configText(status) : undefined };
    this.#empty = status ? undefined : document.uri.toString();
    if (vscode.window.activeTextEditor?.document === document) this.#show(document);
  }

  #detail(document: vscode.TextDocument): string {
    if (this.#state !== 'running') return vscode.l10n.t('the server is not running');
    const count = ownDiagnostics(document).length;
    const uri = document.uri.toString();
    const config = this.#config?.uri === uri ? this.#config.text : undefined;
    const found = count ? vscode.l10n.t('{0} findings', count) : vscode.l10n.t('nothing to say');
    return config === undefined ? found : `${found} · ${config}`;
  }

  dispose(): void {
    this.#item?.dispose();
    for (const listener of this.#listeners) listener.dispose();
  }
}

function ownDiagnostics({ uri }: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((d) => d.source === 'iam-trust-policy');
}

/** The config file's name, its folder where that is not the workspace folder, and what follows from it. */
function configText({ config, refused, silenced }: ConfigStatus): string | undefined {
  if (config === null) return undefined;
  const path = vscode.workspace.asRelativePath(vscode.Uri.parse(config));
  const end = path.lastIndexOf('/');
  const file = path.slice(end + 1);
  const name = end > 0 ? `${file} (${plain(path.slice(0, end))})` : file;
  if (refused !== null) return `${name} ${refused}`;
  if (silenced === 1) return vscode.l10n.t('{0}: 1 finding silenced', name);
  return vscode.l10n.t('{0}: {1} findings silenced', name, silenced);
}

/** The item shows links and icons in its text; the name of a folder is neither. */
function plain(text: string): string {
  return text.replace(/[\]$]/g, '$&\u200b');
}
