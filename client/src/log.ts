import * as vscode from 'vscode';
import { printable } from '../../server/src/text/printable.ts';

/** The output channel: what runs, where, how long it takes, what goes wrong. No text of a policy is ever in it. */
export class Log implements vscode.Disposable {
  readonly channel = vscode.window.createOutputChannel('IAM Trust Policy', { log: true });
  readonly #listeners: readonly vscode.Disposable[];

  constructor(context: vscode.ExtensionContext) {
    this.info(environment(context));
    this.info(settingsInForce());
    this.#listeners = [
      vscode.workspace.onDidChangeConfiguration((e) => {
        if (e.affectsConfiguration('trustPolicy')) this.info(settingsInForce());
      }),
    ];
  }

  info(line: string): void {
    this.channel.info(printable(line));
  }

  warn(line: string): void {
    this.channel.warn(printable(line));
  }

  error(what: string, error: unknown): void {
    this.channel.error(printable(`${what}: ${error instanceof Error ? error.message : String(error)}`));
  }

  show(): void {
    this.channel.show(true);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.channel.dispose();
  }
}

/** A file's name: its path in the workspace. */
export function nameOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}

/** Which versions run, and where. */
function environment({ extension }: vscode.ExtensionContext): string {
  const { version } = extension.packageJSON as { version: string };
  const { appName, appHost, remoteName } = vscode.env;
  const where = [appHost, ...(remoteName === undefined ? [] : [`remote ${remoteName}`])].join(', ');
  const trust = vscode.workspace.isTrusted ? '' : ', workspace not trusted';
  return `IAM Trust Policy ${version} in ${appName} ${vscode.version} (${where}${trust})`;
}

/** The settings that say what is shown, and how many of each list: their texts may name accounts. */
function settingsInForce(): string {
  const settings = vscode.workspace.getConfiguration('trustPolicy');
  const plain = ['delay', 'codeLens', 'inlayHints', 'quota'].map((name) => `${name} ${String(settings.get(name))}`);
  const counted = ['files', 'rules', 'ownAccounts'].map(
    (name) => `${name} ${Object.keys(settings.get<object>(name) ?? {}).length}`,
  );
  return `Settings: ${[...plain, ...counted].join(', ')}`;
}
