import * as vscode from 'vscode';
import { html } from '../webview/html.ts';
import type { MappedRole, RoleMap, RolesToShow } from '../../../server/src/protocol.ts';

/** What the panel shows of the roles of a workspace. */
export function bodyOf(map: RoleMap, shown: RolesToShow): string {
  const heading = `<h1>${html(vscode.l10n.t('Role trust map'))}</h1>`;
  if (!map.total)
    return `${heading}<p>${html(
      vscode.l10n.t(
        'No roles found in this workspace. Save the JSON output of aws iam get-role, list-roles or get-account-authorization-details, or open a folder with CloudFormation templates in JSON.',
      ),
    )}</p>`;
  return [
    heading,
    `<p>${html(vscode.l10n.t('An arrow leads from a caller to each role that it can assume.'))}</p>`,
    filters(shown),
    map.roles.length ? found(map) : `<p>${html(vscode.l10n.t('No role matches these filters.'))}</p>`,
  ].join('\n');
}

function filters({ text = '', outside = false, risky = false }: RolesToShow): string {
  const search = vscode.l10n.t('Search roles, files and callers');
  return (
    `<div class="filters" role="search"><input id="search" type="search" data-input="search" value="${html(text)}" placeholder="${html(search)}" aria-label="${html(search)}">` +
    tick('outside', vscode.l10n.t('Only roles that outsiders can assume'), outside) +
    tick('risky', vscode.l10n.t('Only roles with errors or warnings'), risky) +
    '</div>'
  );
}

function tick(id: string, label: string, isTicked: boolean): string {
  return `<label><input id="${id}" type="checkbox" data-input="${id}"${isTicked ? ' checked' : ''}> ${html(label)}</label>`;
}

function found({ picture, left, total, roles }: RoleMap): string {
  const items = roles.map((role, i) => item(role, i));
  const count =
    roles.length === total
      ? vscode.l10n.t('All roles ({0})', total)
      : vscode.l10n.t('Roles ({0} of {1})', roles.length, total);
  return [
    `<div id="scrolled" class="picture" role="region" aria-label="${html(vscode.l10n.t('Diagram'))}" tabindex="0">${picture.svg}</div>`,
    left ? `<p>${html(vscode.l10n.t('Roles not in the picture: {0}.', left))}</p>` : '',
    action('saveSvg', vscode.l10n.t('Save as SVG…')),
    action('copyMermaid', vscode.l10n.t('Copy as Mermaid')),
    `<h2>${html(count)}</h2><ul class="roles">${items.join('')}</ul>`,
  ].join('\n');
}

function item({ name, arn, sentences, risks, location }: MappedRole, i: number): string {
  const file = vscode.workspace.asRelativePath(vscode.Uri.parse(location.uri));
  const told = [
    ...sentences.map((sentence) => `<li>${html(sentence)}.</li>`),
    ...risks.map(({ level, message }) => `<li>${html(levelName(level))}: ${html(message)}</li>`),
  ];
  // Roles of several files may have one name: who hears the buttons alone hears which.
  const label = [name, file, arn].filter((part) => part !== '').join(', ');
  return (
    `<li><button id="role${i}" class="link" aria-label="${html(label)}" data-command="showRole" data-argument="${i}">${html(name)}</button> ` +
    `<span class="where">${html(file)}</span>${arn === '' ? '' : ` <code>${html(arn)}</code>`}<ul>${told.join('')}</ul></li>`
  );
}

function levelName(level: MappedRole['risks'][number]['level']): string {
  switch (level) {
    case 'error':
      return vscode.l10n.t('Error');
    case 'warning':
      return vscode.l10n.t('Warning');
    case 'information':
    case 'hint':
      return vscode.l10n.t('Note');
  }
}

function action(command: string, label: string): string {
  return `<button id="${command}" class="action" data-command="${command}">${html(label)}</button>`;
}

export const STYLE = `
.filters{display:flex;flex-wrap:wrap;align-items:center;gap:6px 16px;margin:10px 0}
.filters input[type=search]{flex:1 1 220px;max-width:360px;font:inherit;color:var(--vscode-input-foreground);background:var(--vscode-input-background);border:1px solid var(--vscode-input-border,var(--vscode-contrastBorder,var(--vscode-editorWidget-border,transparent)));border-radius:2px;padding:3px 6px}
.filters input::placeholder{color:var(--vscode-input-placeholderForeground);opacity:1}
.filters input[type=checkbox]{accent-color:var(--vscode-button-background);vertical-align:middle}
.where{opacity:.85}
.roles{list-style:none;padding:0}
.roles>li{margin:10px 0}
`;
