import * as vscode from 'vscode';
import type { Location } from 'vscode-languageclient';
import type { TrustPolicyClient } from '../client.ts';
import { html, page } from '../webview/html.ts';
import type { RoleMap } from '../../../server/src/protocol.ts';

/** *Show Who Trusts Whom*: the roles of the workspace as a picture and a list. */
export async function showRoleMap(client: TrustPolicyClient): Promise<void> {
  const map = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Reading the roles of the workspace') },
    () => client.request('iamTrustPolicy/roleMap', {}),
  );
  const panel = vscode.window.createWebviewPanel(
    'iamTrustPolicy.roleMap',
    vscode.l10n.t('Who Trusts Whom'),
    vscode.ViewColumn.Active,
    { enableScripts: true, localResourceRoots: [] },
  );
  panel.webview.onDidReceiveMessage(async ({ command, argument }: { command?: unknown; argument?: unknown }) => {
    if (command === 'copyMermaid') await vscode.env.clipboard.writeText(map.picture.mermaid);
    if (command === 'showRole') await reveal(map.roles[Number(argument)]?.location);
  });
  panel.webview.html = page({
    language: vscode.env.language,
    title: panel.title,
    style: map.picture.style + STYLE,
    body: bodyOf(map),
  });
}

function bodyOf({ picture, left, roles }: RoleMap): string {
  const heading = `<h1>${html(vscode.l10n.t('Who trusts whom'))}</h1>`;
  if (!roles.length)
    return `${heading}<p>${html(
      vscode.l10n.t(
        'No file of the workspace tells of roles. Save what `aws iam get-role`, `list-roles` or `get-account-authorization-details` prints as JSON, and they show here.',
      ),
    )}</p>`;
  const items = roles.map(
    ({ name, arn, sentences }, i) =>
      `<li><button id="role${i}" class="link" data-command="showRole" data-argument="${i}">${html(name)}</button> <code>${html(arn)}</code><ul>${sentences.map((s) => `<li>${html(s)}.</li>`).join('')}</ul></li>`,
  );
  return [
    heading,
    `<p>${html(vscode.l10n.t('An arrow leads from a role to each role that it may assume.'))}</p>`,
    `<div class="picture">${picture.svg}</div>`,
    left ? `<p>${html(vscode.l10n.t('{0} more roles are left out of the picture.', left))}</p>` : '',
    `<button id="copyMermaid" class="action" data-command="copyMermaid">${html(vscode.l10n.t('Copy as Mermaid'))}</button>`,
    `<h2>${html(vscode.l10n.t('All roles ({0})', roles.length))}</h2><ul class="roles">${items.join('')}</ul>`,
  ].join('\n');
}

async function reveal(location: Location | undefined): Promise<void> {
  if (!location) return;
  const { start, end } = location.range;
  await vscode.window.showTextDocument(vscode.Uri.parse(location.uri), {
    viewColumn: vscode.ViewColumn.Beside,
    selection: new vscode.Range(start.line, start.character, end.line, end.character),
  });
}

const STYLE = `
.picture{overflow:auto;border:1px solid var(--vscode-editorWidget-border,var(--vscode-contrastBorder,transparent));border-radius:4px;background:var(--vscode-editor-background)}
.roles{list-style:none;padding:0}
.roles>li{margin:10px 0}
`;
