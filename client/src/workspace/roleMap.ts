import * as vscode from 'vscode';
import type { Location } from 'vscode-languageclient';
import type { TrustPolicyClient } from '../client.ts';
import { Throttle } from '../explain/throttle.ts';
import { html, page } from '../webview/html.ts';
import type { RoleMap } from '../../../server/src/protocol.ts';

/** While files change, the server is asked at most this often. Milliseconds. */
const EVERY = 1000;

/** *Show Who Trusts Whom*: the roles of the workspace as a picture and a list, which follow the files. */
export async function showRoleMap(client: TrustPolicyClient): Promise<void> {
  const map = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Reading the roles of the workspace') },
    () => client.request('iamTrustPolicy/roleMap', {}),
  );
  new RoleMapPanel(client, map);
}

class RoleMapPanel {
  readonly #client: TrustPolicyClient;
  readonly #panel: vscode.WebviewPanel;
  #map: RoleMap;
  #isOld = false;

  constructor(client: TrustPolicyClient, map: RoleMap) {
    this.#client = client;
    this.#map = map;
    this.#panel = vscode.window.createWebviewPanel(
      'iamTrustPolicy.roleMap',
      vscode.l10n.t('Who Trusts Whom'),
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: [] },
    );
    const following = new Throttle(() => this.#follow(), EVERY);
    const listeners = [
      client.on('iamTrustPolicy/changed', ({ roleMap }) => {
        if (!roleMap) return;
        this.#isOld = true;
        following.ask();
      }),
      this.#panel.onDidChangeViewState(() => {
        if (!this.#panel.visible) return;
        void this.#panel.webview.postMessage({ body: bodyOf(this.#map) }); // a page that was hidden begins anew
        following.ask();
      }),
      this.#panel.webview.onDidReceiveMessage((message: { command?: unknown; argument?: unknown }) =>
        this.#run(message),
      ),
    ];
    this.#panel.onDidDispose(() => {
      following.stop();
      for (const listener of listeners) listener.dispose();
    });
    this.#panel.webview.html = page({
      language: vscode.env.language,
      title: this.#panel.title,
      style: map.picture.style + STYLE,
      body: bodyOf(map),
    });
  }

  /** Brings the page up to date, where somebody sees it. */
  async #follow(): Promise<void> {
    if (!this.#isOld || !this.#panel.visible) return;
    this.#isOld = false;
    try {
      this.#map = await this.#client.request('iamTrustPolicy/roleMap', {});
    } catch {
      this.#isOld = true; // the server went away, which is in the log: asked again when the panel is next looked at
      return;
    }
    await this.#panel.webview.postMessage({ body: bodyOf(this.#map) });
  }

  async #run({ command, argument }: { command?: unknown; argument?: unknown }): Promise<void> {
    if (command === 'copyMermaid') await vscode.env.clipboard.writeText(this.#map.picture.mermaid);
    if (command === 'showRole') await reveal(this.#map.roles[Number(argument)]?.location);
  }
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
