import * as vscode from 'vscode';
import type { InitializationOptions } from '../../server/src/protocol.ts';
import { rulePages } from './rulePage.ts';

/** What the server is told of VS Code when it starts. */
export function initializationOptions({ extensionUri }: vscode.ExtensionContext): InitializationOptions {
  // On the web the extension's own files are on a web site, which VS Code opens in the browser.
  const isLocal = !extensionUri.scheme.startsWith('http');
  return {
    jsonSyntaxReportedFor: jsonSyntaxReportedFor(),
    explainCommand: 'iamTrustPolicy.explain',
    foldsJson: true,
    keepsLenses: true,
    checksByCommand: true,
    followsChanges: true,
    configCommand: 'iamTrustPolicy.writeConfig',
    rulePageCommand: 'iamTrustPolicy.openRulePage',
    ...(isLocal ? { rulePages: rulePages(extensionUri).toString() } : {}),
    readsFiles: true,
  };
}

/** Languages whose plain syntax errors VS Code's own JSON support shows. */
function jsonSyntaxReportedFor(): string[] {
  const builtIn = vscode.extensions.getExtension('vscode.json-language-features') !== undefined;
  return builtIn && vscode.workspace.getConfiguration('json').get<boolean>('validate.enable') !== false ? ['json'] : [];
}
