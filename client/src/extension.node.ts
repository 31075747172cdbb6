import type * as vscode from 'vscode';
import { activateWith } from './activation.ts';

/** Entry of the desktop and of remote extension hosts. */
export function activate(context: vscode.ExtensionContext): void {
  activateWith(context, async () => (await import('./languageClient.node.ts')).createClient);
}
