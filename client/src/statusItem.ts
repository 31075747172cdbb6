import * as vscode from 'vscode';
import { isWritable } from './documents.ts';
import type { ConfigStatus } from '../../server/src/protocol.ts';
import { countsOf, problems } from './counts.ts';
import type { PolicyFiles } from './policyFiles.ts';
import { showStatus } from './statusActions.ts';

const SHOW = 'iamTrustPolicy.showStatus';

/** The status bar item of documents with trust policies: what is found, which config file applies, and what can be done. */
export class StatusItem implements vscode.Disposable {
  readonly #isOurs: (document: vscode.TextDocument) => boolean;
  readonly #configOf: (document: vscode.TextDocument) => Promise<ConfigStatus | null>;
  readonly #policies: PolicyFiles;
  readonly #item = vscode.window.createStatusBarItem('iamTrustPolicy.status', vscode.StatusBarAlignment.Right, 100);
  readonly #listeners: readonly { dispose(): unknown }[];
  #state: 'running' | 'stopped' = 'stopped';
  #shown = false;
  /** What was last said of a document's config file, and counts what was asked: only the last answer is shown. */
  #config: { readonly uri: string; readonly status: ConfigStatus } | undefined;
  #asked = 0;
  /** The address of a document that the server found no trust policy in. */
  #empty: string | undefined;

  /**
   * @param isOurs whether the server looks at a document
   * @param configOf asks the server which config file applies to a document
   */
  constructor(
    isOurs: (document: vscode.TextDocument) => boolean,
    configOf: (document: vscode.TextDocument) => Promise<ConfigStatus | null>,
    policies: PolicyFiles,
  ) {
    this.#isOurs = isOurs;
    this.#configOf = configOf;
    this.#policies = policies;
    this.#item.name = 'IAM Trust Policy';
    this.#item.command = SHOW;
    const refresh = (): void => {
      this.refresh();
    };
    this.#listeners = [
      this.#item,
      vscode.commands.registerCommand(SHOW, () => showStatus(this.#state, this.#statusOf(active()), active())),
      vscode.window.onDidChangeActiveTextEditor(refresh),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const shown = active()?.uri.toString();
        if (uris.some((uri) => uri.toString() === shown)) refresh();
      }),
    ];
  }

  state(state: 'running' | 'stopped'): void {
    this.#state = state;
    this.refresh();
  }

  refresh(): void {
    const document = active();
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
      this.#item.hide();
      return;
    }
    const found = ownDiagnostics(document);
    const running = this.#state === 'running';
    const none = isWritable(document.uri.scheme)
      ? vscode.l10n.t('No problems')
      : vscode.l10n.t('Read-only, not checked');
    const text = running ? (problems(countsOf(found)) ?? none) : vscode.l10n.t('Server stopped');
    this.#item.text = `$(${running ? iconOf(found) : 'error'}) ${vscode.l10n.t('Trust policy: {0}', text)}`;
    this.#item.backgroundColor = running ? undefined : new vscode.ThemeColor('statusBarItem.errorBackground');
    const status = this.#statusOf(document);
    const config = status && configText(status);
    this.#item.tooltip = config === undefined ? `IAM Trust Policy: ${text}` : `IAM Trust Policy: ${text}\n${config}`;
    this.#item.show();
  }

  async #ask(document: vscode.TextDocument): Promise<void> {
    const asked = ++this.#asked;
    let status: ConfigStatus | null;
    try {
      status = await this.#configOf(document);
    } catch {
      return; // typed in meanwhile, or the server went away: both bring the next refresh
    }
    this.#policies.set(document.uri, status !== null);
    if (asked !== this.#asked) return;
    const uri = document.uri.toString();
    this.#config = status ? { uri, status } : undefined;
    this.#empty = status ? undefined : uri;
    if (active() === document) this.#show(document);
  }

  #statusOf(document: vscode.TextDocument | undefined): ConfigStatus | undefined {
    return this.#config?.uri === document?.uri.toString() ? this.#config?.status : undefined;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }
}

function active(): vscode.TextDocument | undefined {
  return vscode.window.activeTextEditor?.document;
}

function ownDiagnostics({ uri }: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((d) => d.source === 'iam-trust-policy');
}

function iconOf(found: readonly vscode.Diagnostic[]): string {
  const has = (severity: vscode.DiagnosticSeverity): boolean => found.some((d) => d.severity === severity);
  if (has(vscode.DiagnosticSeverity.Error)) return 'error';
  if (has(vscode.DiagnosticSeverity.Warning)) return 'warning';
  return has(vscode.DiagnosticSeverity.Information) ? 'info' : 'pass';
}

/** The config file that applies, its folder where that is not the workspace folder, and what it hides. */
function configText({ config, refused, silenced }: ConfigStatus): string | undefined {
  if (config === null) return undefined;
  const name = vscode.workspace.asRelativePath(vscode.Uri.parse(config));
  if (refused !== null) return `${name} ${refused}`;
  if (silenced === 0) return name;
  return silenced === 1
    ? vscode.l10n.t('{0}: 1 problem ignored', name)
    : vscode.l10n.t('{0}: {1} problems ignored', name, silenced);
}
