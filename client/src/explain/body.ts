import * as vscode from 'vscode';
import { html } from '../webview/html.ts';
import type { Report } from '../../../server/src/protocol.ts';
import { keysOf } from './keys.ts';

/** How it is about what the panel shows. */
export interface Standing {
  /** The file's path, as people know it. */
  readonly file: string;
  readonly isOpen: boolean;
  /** The panel doesn't follow the active editor. */
  readonly isLocked: boolean;
}

/** What the panel shows of a report. */
export function bodyOf(report: Report, standing: Standing): string {
  const { role } = report;
  return [
    heading(),
    role === undefined ? '' : `<p class="owner">${html(role)}</p>`,
    notes(standing, html(standing.file)),
    `<p id="outcome">${html(report.outcome)}</p>`,
    statements(report),
    `<h2 id="picture">${html(vscode.l10n.t('Diagram'))}</h2>`,
    `<div id="scrolled" class="picture" role="region" aria-labelledby="picture" tabindex="0">${report.picture.svg}</div>`,
    action('saveSvg', vscode.l10n.t('Save as SVG…')),
    action('copyMermaid', vscode.l10n.t('Copy as Mermaid')),
    risks(report),
    callers(report),
    `<h2>${html(vscode.l10n.t('Revoking access'))}</h2>`,
    list(report.revoking),
  ].join('\n');
}

/** When there is nothing to explain. */
export function emptyBody(standing: Standing): string {
  const text = standing.isOpen ? `<p>${html(vscode.l10n.t('{0} has no trust policy.', standing.file))}</p>` : '';
  return [heading(), notes(standing, html(standing.file)), text].join('\n');
}

function heading(): string {
  return `<h1>${html(vscode.l10n.t('Who can assume this role'))}</h1>`;
}

/** Which file it is about, and what keeps the panel from showing what the active editor has. */
function notes({ isOpen, isLocked }: Standing, file: string): string {
  const closed = `${html(vscode.l10n.t('The file is closed.'))} ${link('openFile', vscode.l10n.t('Open it'))}`;
  const locked = `${html(vscode.l10n.t('Locked: this panel keeps showing this policy.'))} ${link('unlock', vscode.l10n.t('Unlock'))}`;
  return [
    `<p class="file">${file}</p>`,
    isOpen ? '' : `<p class="note">${closed}</p>`,
    isLocked ? `<p class="note">${locked}</p>` : '',
  ].join('\n');
}

function statements({ statements: all, statementsLeft }: Report): string {
  const keys = keysOf(all.map(({ name }) => name));
  const items = all.map(
    ({ name, sentence, effect, guards }, i) => `<article class="${effect}">
<h3><button id="statement-${keys[i]}" class="link" data-command="showStatement" data-argument="${i}">${html(name)}</button></h3>
<p class="sentence">${html(sentence)}.</p>
${guards.length ? `<details id="conditions-${keys[i]}"><summary id="summary-${keys[i]}">${html(vscode.l10n.t('Conditions ({0})', guards.length))}</summary><ul>${guards.map(({ phrase, test }) => `<li>${html(phrase)}<br><code>${html(test)}</code></li>`).join('')}</ul></details>` : ''}
</article>`,
  );
  return `<h2>${html(vscode.l10n.t('Statements'))}</h2>${items.join('')}${more(statementsLeft)}`;
}

/** Of very many the server tells the first. */
function more(left: number): string {
  return left ? `<p>${html(vscode.l10n.t('… and {0} more', left.toLocaleString('en-US')))}</p>` : '';
}

function risks({ risks: all, risksLeft }: Report): string {
  const title = `<h2>${html(vscode.l10n.t('Problems'))}</h2>`;
  if (!all.length) return `${title}<p>${html(vscode.l10n.t('No problems found.'))}</p>`;
  const names: Readonly<Record<string, string>> = {
    error: vscode.l10n.t('Error'),
    warning: vscode.l10n.t('Warning'),
    information: vscode.l10n.t('Note'),
  };
  const keys = keysOf(all.map(({ ruleId }) => ruleId));
  const show = vscode.l10n.t('Show');
  const items = all.map(
    ({ level, message, ruleId }, i) =>
      `<li class="${level}"><strong>${html(names[level] ?? level)}:</strong> ${html(message)} ` +
      `<button id="show-${keys[i]}" class="link" data-command="showRisk" data-argument="${i}" aria-label="${html(`${show}: ${message}`)}">${html(show)}</button> · ` +
      `<button id="rule-${keys[i]}" class="link" data-command="openRule" data-argument="${html(ruleId)}" aria-label="${html(vscode.l10n.t('Rule page: {0}', ruleId))}">${html(ruleId)}</button></li>`,
  );
  return `${title}<ul class="risks">${items.join('')}</ul>${more(risksLeft)}`;
}

function callers({ callers: { notes: told, policy } }: Report): string {
  if (!told.length) return '';
  const title = html(vscode.l10n.t('What callers need on their side'));
  return (
    `<h2>${title}</h2>${list(told)}` +
    (policy === undefined
      ? ''
      : `<pre id="callerPolicy" role="region" aria-label="${html(vscode.l10n.t('Policy for the callers'))}" tabindex="0">${html(policy)}</pre>${action('copyCallerPolicy', vscode.l10n.t('Copy This Policy'))}`)
  );
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${html(item)}</li>`).join('')}</ul>`;
}

function action(command: string, label: string): string {
  return `<button id="${command}" class="action" data-command="${command}">${html(label)}</button>`;
}

function link(command: string, label: string): string {
  return `<button id="${command}" class="link" data-command="${command}">${html(label)}</button>`;
}

export const STYLE = `
.owner{font-weight:600}
.file,.owner{font-family:var(--vscode-editor-font-family)}
.note{border-left:3px solid var(--vscode-focusBorder);padding-left:10px;margin:8px 0}
#outcome{font-size:1.15em;margin:12px 0}
article{border-left:3px solid var(--vscode-charts-green);padding:6px 12px;margin:12px 0;background:var(--vscode-editorWidget-background)}
article.denies{border-color:var(--vscode-charts-red)}
article.denied,article.nothing{border-left-style:dashed;border-color:var(--vscode-descriptionForeground)}
.sentence{font-size:1.05em}
details{margin-top:4px}
.risks{list-style:none;padding:0}
.risks li{margin:6px 0;padding-left:10px;border-left:3px solid var(--vscode-problemsInfoIcon-foreground)}
.risks .error{border-color:var(--vscode-problemsErrorIcon-foreground)}
.risks .warning{border-color:var(--vscode-problemsWarningIcon-foreground)}
`;
