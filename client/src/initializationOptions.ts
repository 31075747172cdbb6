import * as vscode from 'vscode';
import type { InitializationOptions } from '../../server/src/protocol.ts';
import { rulePages } from './rulePage.ts';

/** What the server is told of VS Code when it starts. */
export function initializationOptions({ extensionUri }: vscode.ExtensionContext): InitializationOptions {
  // On the web the extension's own files are on a web site, which VS Code opens in the browser.
  const isLocal = !extensionUri.scheme.startsWith('http');
  return {
    jsonSyntaxReportedFor: jsonSyntaxReportedFor(),
    namesOfferedFor: namesOfferedFor(),
    explainCommand: 'iamTrustPolicy.explain',
    foldsJson: true,
    keepsLenses: true,
    checksByCommand: true,
    followsChanges: true,
    configCommand: 'iamTrustPolicy.writeConfig',
    rulePageCommand: 'iamTrustPolicy.openRulePage',
    externalIdCommand: 'iamTrustPolicy.findExternalId',
    ...(isLocal ? { rulePages: rulePages(extensionUri).toString() } : {}),
    readsFiles: true,
  };
}

/** Languages whose plain syntax errors VS Code's own JSON support shows. */
function jsonSyntaxReportedFor(): string[] {
  const builtIn = vscode.extensions.getExtension('vscode.json-language-features') !== undefined;
  return builtIn && vscode.workspace.getConfiguration('json').get<boolean>('validate.enable') !== false ? ['json'] : [];
}

/** Extensions with a language server for Terraform: their language, and the setting that turns the server off. */
const TERRAFORM = [
  { extension: 'hashicorp.terraform', language: 'terraform', server: 'terraform.languageServer.enable' },
  { extension: 'opentofu.vscode-opentofu', language: 'opentofu', server: 'opentofu.languageServer.enable' },
];

/** Languages in which another extension completes names, and leads from a name to its place. */
function namesOfferedFor(): string[] {
  const offers = ({ extension, server }: (typeof TERRAFORM)[number]): boolean =>
    vscode.extensions.getExtension(extension) !== undefined &&
    vscode.workspace.getConfiguration().get<boolean>(server) !== false;
  return TERRAFORM.filter(offers).map(({ language }) => language);
}
