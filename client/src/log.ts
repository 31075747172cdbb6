import * as vscode from 'vscode';
import { LSPErrorCodes } from 'vscode-languageclient';
import { printable } from '../../server/src/text/printable.ts';

/** A request that takes longer is named. Milliseconds. */
const SLOW = 500;
/** What ends a request that nobody waits for any more. */
const NO_FAULT: ReadonlySet<unknown> = new Set([
  LSPErrorCodes.RequestCancelled,
  LSPErrorCodes.ContentModified,
  LSPErrorCodes.ServerCancelled,
  -32097, // the server went away, which has a line of its own
]);

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

  /** Says of a request that takes long, or fails, what was asked. */
  watch<T>(asked: string, answer: Promise<T>): Promise<T> {
    const begun = performance.now();
    answer.then(
      () => {
        const took = Math.round(performance.now() - begun);
        if (took > SLOW) this.info(`Slow: ${asked} took ${took} ms`);
      },
      (error: unknown) => {
        const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
        if (!NO_FAULT.has(code)) this.error(`${asked} failed`, error);
      },
    );
    return answer;
  }

  show(): void {
    this.channel.show(true);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.channel.dispose();
  }
}

/** What a request asks: its method, the command it runs, the document it is about. Arguments may be policies, and are left out. */
export function askedBy(type: string | { readonly method: string }, params: unknown): string {
  const { command, textDocument } = (params ?? {}) as { command?: unknown; textDocument?: { uri?: unknown } };
  const asked = typeof command === 'string' ? command : typeof type === 'string' ? type : type.method;
  const uri = textDocument?.uri;
  return typeof uri === 'string' ? `${asked} of ${nameOf(vscode.Uri.parse(uri))}` : asked;
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
