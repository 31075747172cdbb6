import * as vscode from 'vscode';
import { html } from '../webview/html.ts';
import type { Report } from '../../../server/src/protocol.ts';

/** What the panel shows of a report. */
export function bodyOf(report: Report, file: string): string {
  return [
    `<h1>${html(vscode.l10n.t('Who can assume this role'))}</h1>`,
    `<p class="file">${html(report.role ?? file)}</p>`,
    statements(report),
    `<h2 id="picture">${html(vscode.l10n.t('The trust as a picture'))}</h2>`,
    `<div class="picture">${report.picture.svg}</div>`,
    action('saveSvg', vscode.l10n.t('Save as SVG…')),
    action('copyMermaid', vscode.l10n.t('Copy as Mermaid')),
    risks(report),
    callers(report),
    `<h2>${html(vscode.l10n.t('When you take the trust away'))}</h2>`,
    list(report.revoking),
  ].join('\n');
}

/** When there is nothing to explain. */
export function emptyBody(): string {
  return `<h1>${html(vscode.l10n.t('Who can assume this role'))}</h1><p>${html(
    vscode.l10n.t('This document holds no trust policy that can be read.'),
  )}</p>`;
}

function statements({ statements: all, statementsLeft }: Report): string {
  const items = all.map(
    ({ name, sentence, effect, guards }, i) => `<article class="${effect.replace(' ', '-')}">
<h3><button id="statement${i}" class="link" data-command="showStatement" data-argument="${i}">${html(name)}</button></h3>
<p class="sentence">${html(sentence)}.</p>
${guards.length ? `<details><summary>${html(vscode.l10n.t('Conditions ({0})', guards.length))}</summary><ul>${guards.map(({ phrase, test }) => `<li>${html(phrase)}<br><code>${html(test)}</code></li>`).join('')}</ul></details>` : ''}
</article>`,
  );
  return `<section aria-label="${html(vscode.l10n.t('Statements'))}">${items.join('')}${more(statementsLeft)}</section>`;
}

/** Of very many the server tells the first. */
function more(left: number): string {
  return left ? `<p>${html(vscode.l10n.t('… and {0} more', left.toLocaleString('en-US')))}</p>` : '';
}

function risks({ risks: all, risksLeft }: Report): string {
  const heading = `<h2>${html(vscode.l10n.t('Risks found'))}</h2>`;
  if (!all.length) return `${heading}<p>${html(vscode.l10n.t('None.'))}</p>`;
  const names: Readonly<Record<string, string>> = {
    error: vscode.l10n.t('Error'),
    warning: vscode.l10n.t('Warning'),
    information: vscode.l10n.t('Note'),
  };
  const items = all.map(
    ({ level, message, ruleId }, i) =>
      `<li class="${level}"><strong>${html(names[level] ?? level)}:</strong> ${html(message)} ` +
      `<button id="risk${i}" class="link" data-command="showRisk" data-argument="${i}">${html(vscode.l10n.t('Show'))}</button> · ` +
      `<button id="rule${i}" class="link" data-command="openRule" data-argument="${html(ruleId)}">${html(ruleId)}</button></li>`,
  );
  return `${heading}<ul class="risks">${items.join('')}</ul>${more(risksLeft)}`;
}

function callers({ callers: { notes, policy } }: Report): string {
  if (!notes.length) return '';
  return (
    `<h2>${html(vscode.l10n.t('What the callers need besides'))}</h2>${list(notes)}` +
    (policy === undefined
      ? ''
      : `<pre tabindex="0">${html(policy)}</pre>${action('copyCallerPolicy', vscode.l10n.t('Copy this policy'))}`)
  );
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${html(item)}</li>`).join('')}</ul>`;
}

function action(command: string, label: string): string {
  return `<button id="${command}" class="action" data-command="${command}">${html(label)}</button>`;
}

export const STYLE = `
.file{opacity:.85;font-family:var(--vscode-editor-font-family)}
article{border-left:3px solid var(--vscode-charts-green);padding:6px 12px;margin:12px 0;background:var(--vscode-editorWidget-background)}
article.keeps-out{border-color:var(--vscode-charts-red)}
article.nothing{border-color:var(--vscode-descriptionForeground)}
.sentence{font-size:1.05em}
details{margin-top:4px}
.picture{overflow:auto;border:1px solid var(--vscode-editorWidget-border,var(--vscode-contrastBorder,transparent));border-radius:4px;background:var(--vscode-editor-background)}
.risks li{margin:4px 0}
.risks .error strong{color:var(--vscode-editorError-foreground)}
.risks .warning strong{color:var(--vscode-editorWarning-foreground)}
.risks .information strong{color:var(--vscode-editorInfo-foreground)}
`;
