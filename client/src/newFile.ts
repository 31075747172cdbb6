import * as vscode from 'vscode';
import type { TrustPolicyClient } from './client.ts';
import type { Documents } from './documents.ts';

/**
 * *New File… → IAM Trust Policy*: an untitled document that is a trust policy from its first character, and the list of whole
 * policies to fill it with.
 */
export async function newFile(documents: Documents, client: TrustPolicyClient): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'json' });
  documents.remember(document.uri, true);
  await vscode.window.showTextDocument(document);
  await client.review();
  await vscode.commands.executeCommand('editor.action.triggerSuggest');
}
