import * as vscode from 'vscode';
import { FileChangeType } from 'vscode-languageclient';
import type { CheckedFile, CheckProgress } from '../../../server/src/protocol.ts';
import type { TrustPolicyClient } from '../client.ts';
import { isConfigFile } from '../documents.ts';
import type { PolicyFiles } from '../policyFiles.ts';
import { FileFindings } from './fileFindings.ts';
import { summaryOf, type Found } from './summary.ts';

/** Settings that findings depend on. */
const JUDGED_BY = ['files', 'ownAccounts', 'rules', 'quota'].map((name) => `trustPolicy.${name}`);

/** *Check All Trust Policies*: findings of files that are not open too, kept up with what changes. */
export class CheckAll implements vscode.Disposable {
  readonly #client: TrustPolicyClient;
  readonly #policies: PolicyFiles;
  readonly #collection = vscode.languages.createDiagnosticCollection('iam-trust-policy-all');
  readonly #findings: FileFindings<vscode.Diagnostic>;
  readonly #listeners: readonly { dispose(): unknown }[];
  #running: Promise<void> | undefined;

  constructor(client: TrustPolicyClient, policies: PolicyFiles) {
    this.#client = client;
    this.#policies = policies;
    this.#findings = new FileFindings<vscode.Diagnostic>(
      (found) => {
        this.#collection.set(found.map(([uri, findings]) => [vscode.Uri.parse(uri), findings]));
      },
      async (uris) => this.#read(await client.request('iamTrustPolicy/checkAll', { uris })),
    );
    for (const { document } of client.live.all) this.#findings.opened(document.uri.toString());
    this.#listeners = [this.#collection, ...this.#followDocuments(), ...this.#followFiles()];
  }

  /** Checks all files; the same check for all who ask while it goes on. */
  run(): Promise<void> {
    return (this.#running ??= this.#run().finally(() => (this.#running = undefined)));
  }

  /** *Check Trust Policies in This File*: the same for some files. */
  async check(uris: readonly vscode.Uri[]): Promise<void> {
    const found = await this.#read(
      await this.#client.request('iamTrustPolicy/checkAll', { uris: uris.map((uri) => uri.toString()) }),
    );
    this.#findings.add(found, false, []);
    await this.#tell(found, summaryOf(found, { done: uris.length, total: uris.length }, true));
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  /** What an editor shows goes before what is on disk. */
  #followDocuments(): vscode.Disposable[] {
    const { live } = this.#client;
    const keep = (document: vscode.TextDocument): void => {
      const last = live.of(document);
      if (!document.isDirty && last?.version === document.version)
        this.#findings.saved(document.uri.toString(), last.findings);
    };
    const closed = ({ uri }: vscode.TextDocument): void => {
      this.#findings.closed(uri.toString());
    };
    return [
      live.onDidReport(({ document }) => {
        keep(document);
        this.#findings.opened(document.uri.toString());
      }),
      vscode.workspace.onDidSaveTextDocument(keep),
      live.onDidEnd(closed),
      vscode.workspace.onDidCloseTextDocument(closed), // also while the server is away
    ];
  }

  #followFiles(): vscode.Disposable[] {
    const all = vscode.workspace.createFileSystemWatcher('**', false, true); // of a folder's files little is said
    return [
      all,
      all.onDidCreate((uri) => {
        this.#findings.folderCreated(uri.toString());
      }),
      all.onDidDelete((uri) => {
        this.#findings.deleted(uri.toString());
      }),
      this.#client.onDidChangeFile(({ uri: given, type }) => {
        const uri = vscode.Uri.parse(given);
        if (isConfigFile(uri)) this.#findings.changed(this.#findings.files);
        else if (type !== FileChangeType.Deleted) this.#findings.changed([uri.toString()]);
      }),
      vscode.workspace.onDidChangeConfiguration((e) => {
        if (JUDGED_BY.some((setting) => e.affectsConfiguration(setting))) this.#findings.changed(this.#findings.files);
      }),
    ];
  }

  async #run(): Promise<void> {
    const changed = new Set<string>();
    const watching = this.#client.onDidChangeFile(({ uri }) => changed.add(vscode.Uri.parse(uri).toString()));
    try {
      const { found, progress, isWhole } = await this.#checkAll();
      const edited = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.toString());
      this.#findings.add(found, isWhole, [...changed, ...edited]);
      await this.#tell(found, summaryOf(found, progress, isWhole));
    } finally {
      watching.dispose();
    }
  }

  /** What all files hold, or those until it was cancelled. */
  async #checkAll(): Promise<{ found: Found; progress: CheckProgress; isWhole: boolean }> {
    return vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Checking all trust policies'),
        cancellable: true,
      },
      async (shown, token) => {
        let progress: CheckProgress = { done: 0, total: 0 };
        const listener = this.#client.on('iamTrustPolicy/checkAll/progress', (now) => {
          const { done, total } = now;
          const increment = total > 0 ? (100 * (done - progress.done)) / total : 0;
          shown.report({ message: vscode.l10n.t('{0} of {1} files', done, total), increment });
          progress = now;
        });
        try {
          const found = await this.#read(await this.#client.request('iamTrustPolicy/checkAll', {}, token));
          return { found, progress, isWhole: !token.isCancellationRequested };
        } finally {
          listener.dispose();
        }
      },
    );
  }

  async #read(checked: readonly CheckedFile[]): Promise<Found> {
    const found = new Map<string, readonly vscode.Diagnostic[]>();
    for (const { uri: written, diagnostics } of checked) {
      const uri = vscode.Uri.parse(written);
      found.set(uri.toString(), await this.#client.diagnosticsOf(diagnostics));
      this.#policies.set(uri, true);
    }
    return found;
  }

  /** Says in one line what was found, and opens Problems; a person who is typing keeps the focus. */
  async #tell(found: Found, summary: string): Promise<void> {
    this.#client.log.info(summary);
    void vscode.window.showInformationMessage(summary);
    if ([...found.values()].flat().some(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint))
      await vscode.commands.executeCommand('workbench.panel.markers.view.focus', { preserveFocus: true });
  }
}
