import type * as vscode from 'vscode';
import { activateWith } from './activation.ts';

/** Entry of the browser's extension host. */
export function activate(context: vscode.ExtensionContext): void {
  activateWith(context, async () => (await import('./languageClient.browser.ts')).createClient);
}
