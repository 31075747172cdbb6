import * as vscode from 'vscode';
import type { TrustPolicyClient } from '../client.ts';
import { html, page } from '../webview/html.ts';
import type { AccessDenied } from '../../../server/src/protocol.ts';

/** *Why Was AssumeRole Refused?*: takes a pasted error and looks for its cause in the open policy. */
export async function whyRefused(client: TrustPolicyClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const document = editor && client.sees(editor.document) ? editor.document : undefined;
  const pasted = await vscode.window.showInputBox({
    title: vscode.l10n.t('Why Was AssumeRole Refused?'),
    prompt: document
      ? vscode.l10n.t('Paste the error of AWS; the cause is looked for in the open policy.')
      : vscode.l10n.t('Paste the error of AWS. With the trust policy open, its cause is looked for there.'),
    placeHolder: 'An error occurred (AccessDenied) when calling the AssumeRole operation: …',
    ignoreFocusOut: true,
  });
  if (pasted === undefined || pasted.trim() === '') return;
  const at = editor?.selection.active ?? new vscode.Position(0, 0);
  const accessDenied = await client.execute('whyRefused', pasted, document?.uri.toString() ?? null, {
    line: at.line,
    character: at.character,
  });
  if (!accessDenied) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('This is no error of AWS about a role: paste the whole message, with its code.'),
    );
    return;
  }
  show(accessDenied, document);
}

function show(accessDenied: AccessDenied, document: vscode.TextDocument | undefined): void {
  const panel = vscode.window.createWebviewPanel(
    'iamTrustPolicy.refusal',
    vscode.l10n.t('Why Was AssumeRole Refused?'),
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    { enableScripts: true, localResourceRoots: [] },
  );
  panel.webview.onDidReceiveMessage(async ({ command, argument }: { command?: unknown; argument?: unknown }) => {
    const index = Number(argument);
    if (command === 'copy') await vscode.env.clipboard.writeText(accessDenied.checks[index]?.command ?? '');
    const range = command === 'show' ? accessDenied.causes[index]?.range : undefined;
    if (range && document) {
      const { start, end } = range;
      const selection = new vscode.Range(start.line, start.character, end.line, end.character);
      await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, selection });
    }
  });
  panel.webview.html = page({
    language: vscode.env.language,
    title: panel.title,
    style: STYLE,
    body: bodyOf(accessDenied, document !== undefined),
  });
}

function bodyOf({ summary, causes, checks }: AccessDenied, withPolicy: boolean): string {
  const causeItems = causes.map(
    ({ sure, text, range }, i) =>
      `<li class="${sure ? 'sure' : 'maybe'}"><strong>${html(sure ? vscode.l10n.t('This is it:') : vscode.l10n.t('Check:'))}</strong> ${html(text)}` +
      (range
        ? ` <button id="show${i}" class="link" data-command="show" data-argument="${i}">${html(vscode.l10n.t('Show'))}</button>`
        : '') +
      '</li>',
  );
  const checkItems = checks.map(
    ({ text, command }, i) =>
      `<li>${html(text)}` +
      (command === undefined
        ? ''
        : `<pre tabindex="0">${html(command)}</pre><button id="copy${i}" class="action" data-command="copy" data-argument="${i}">${html(vscode.l10n.t('Copy'))}</button>`) +
      '</li>',
  );
  return [
    `<h1>${html(vscode.l10n.t('Why was AssumeRole refused?'))}</h1><p>${html(summary)}</p>`,
    withPolicy ? `<h2>${html(vscode.l10n.t('In the open policy'))}</h2>` : '',
    causeItems.length
      ? `<ul>${causeItems.join('')}</ul>`
      : withPolicy
        ? `<p>${html(vscode.l10n.t('Nothing in it explains the error.'))}</p>`
        : '',
    checkItems.length
      ? `<h2>${html(vscode.l10n.t('What to check next'))}</h2><ol class="checks">${checkItems.join('')}</ol>`
      : '',
  ].join('\n');
}

const STYLE = `
.sure strong{color:var(--vscode-editorError-foreground)}
.checks li{margin:12px 0}
li{margin:6px 0}
`;
