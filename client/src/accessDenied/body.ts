import * as vscode from 'vscode';
import { html } from '../webview/html.ts';
import type { AccessDenied, SuspectedPolicy } from '../../../server/src/protocol.ts';

/** What the panel shows of a call that was refused. */
export function bodyOf({ summary, policy, causes, checks }: AccessDenied): string {
  return [
    `<h1>${html(vscode.l10n.t('Why AWS denied the call'))}</h1><p>${html(summary)}</p>`,
    policy || causes.length ? `<h2>${html(vscode.l10n.t('In the trust policy'))}</h2>` : '',
    policy ? whereabouts(policy) : '',
    causes.length ? `<ul class="causes">${causes.map(causeItem).join('')}</ul>` : '',
    policy && policy.match !== 'other' && !causes.length
      ? `<p>${html(vscode.l10n.t('Nothing in this policy explains the error.'))}</p>`
      : '',
    checks.length
      ? `<h2>${html(vscode.l10n.t('What to check next'))}</h2><ol class="checks">${checks.map(checkItem).join('')}</ol>`
      : '',
  ].join('\n');
}

/** Which policy was looked at, and whether it is the right one. */
function whereabouts({ location, match, role }: SuspectedPolicy): string {
  const file = vscode.workspace.asRelativePath(vscode.Uri.parse(location.uri));
  const name = role === undefined ? '' : role.slice(role.lastIndexOf('/') + 1);
  const said: Readonly<Record<SuspectedPolicy['match'], string>> = {
    same: vscode.l10n.t('Checked the policy of role {0} in {1}.', name, file),
    unnamed: vscode.l10n.t('Checked the policy in {0}. The error names no role.', file),
    unsaid: vscode.l10n.t(
      "Checked the policy in {0}. We don't know whether it belongs to the role in the error.",
      file,
    ),
    other: vscode.l10n.t(
      'Not checked: the policy in {1} belongs to role {0}, and no file of this workspace has the role in the error.',
      name,
      file,
    ),
  };
  return `<p class="where">${html(said[match])} ${link('showPolicy', 0, vscode.l10n.t('Show'), vscode.l10n.t('Show: {0}', file))}</p>`;
}

function causeItem({ sure, text, range, fixes }: AccessDenied['causes'][number], i: number): string {
  const kind = sure ? vscode.l10n.t('This is the cause:') : vscode.l10n.t('Check:');
  const show = range ? ` ${link('show', i, vscode.l10n.t('Show'), vscode.l10n.t('Show: {0}', text))}` : '';
  const fix =
    range && fixes ? ` · ${link('fix', i, vscode.l10n.t('Quick Fix…'), vscode.l10n.t('Quick Fix: {0}', text))}` : '';
  return `<li class="${sure ? 'sure' : 'maybe'}"><strong>${html(kind)}</strong> ${html(text)}${show}${fix}</li>`;
}

function checkItem({ text, command }: AccessDenied['checks'][number], i: number): string {
  if (command === undefined) return `<li>${html(text)}</li>`;
  const label = html(vscode.l10n.t('Copy command: {0}', command));
  return (
    `<li>${html(text)}<pre>${html(command)}</pre>` +
    `<button id="copy${i}" class="action" data-command="copy" data-argument="${i}" aria-label="${label}">${html(vscode.l10n.t('Copy'))}</button></li>`
  );
}

function link(command: string, argument: number, text: string, label: string): string {
  return `<button id="${command}${argument}" class="link" data-command="${command}" data-argument="${argument}" aria-label="${html(label)}">${html(text)}</button>`;
}

export const STYLE = `
.causes{list-style:none;padding:0}
.causes li{padding-left:10px;border-left:3px solid var(--vscode-problemsInfoIcon-foreground)}
.causes .sure{border-color:var(--vscode-problemsErrorIcon-foreground)}
.checks li{margin:12px 0}
.checks pre{white-space:pre-wrap}
li{margin:6px 0}
`;
