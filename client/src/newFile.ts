import * as vscode from 'vscode';
import type { Documents } from './documents.ts';

const SKELETON = [
  '{',
  '  "Version": "2012-10-17",',
  '  "Statement": [',
  '    {',
  '      "Effect": "Allow",',
  '      "Principal": {',
  '        "${1|Service,AWS,Federated|}": "${2:ec2.amazonaws.com}"',
  '      },',
  '      "Action": "${3|sts:AssumeRole,sts:AssumeRoleWithWebIdentity,sts:AssumeRoleWithSAML|}"',
  '    }',
  '  ]',
  '}',
  '$0',
];

/** *New File… → IAM Trust Policy*: an untitled document that is taken for a trust policy from its first character. */
export async function newFile(documents: Documents, review: () => Promise<void>): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'json' });
  documents.remember(document.uri, true);
  const editor = await vscode.window.showTextDocument(document);
  await review();
  await editor.insertSnippet(new vscode.SnippetString(SKELETON.join('\n')));
}
