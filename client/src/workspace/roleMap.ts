import * as vscode from 'vscode';
import type { Location } from 'vscode-languageclient';
import type { TrustPolicyClient } from '../client.ts';
import { Throttle } from '../explain/throttle.ts';
import { PagePanel, type Message } from '../webview/pagePanel.ts';
import { reveal } from '../webview/reveal.ts';
import type { RoleMap, RolesToShow } from '../../../server/src/protocol.ts';
import { bodyOf, STYLE } from './roleMapBody.ts';

/** While files change, the server is asked at most this often. Milliseconds. */
const EVERY = 1000;
/** The same while somebody types what to search for. */
const EVERY_KEY = 200;

/** *Show Role Trust Map*: one panel a window, with who can assume which role of the workspace; it follows the files. */
export async function showRoleMap(client: TrustPolicyClient): Promise<void> {
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Reading the roles of the workspace') },
    () => RoleMapPanel.show(client),
  );
}

class RoleMapPanel {
  static #current: RoleMapPanel | undefined;

  readonly #client: TrustPolicyClient;
  readonly #page: PagePanel;
  readonly #following = new Throttle(() => this.#follow(), EVERY);
  readonly #filtering = new Throttle(() => this.#follow(), EVERY_KEY);
  #shown: RolesToShow = {};
  #map: RoleMap | undefined;
  #isOld = true;
  #generation = 0;
  #asked = 0;

  static async show(client: TrustPolicyClient): Promise<void> {
    const current = (RoleMapPanel.#current ??= new RoleMapPanel(client));
    current.#page.panel.reveal();
    await current.#ask();
  }

  private constructor(client: TrustPolicyClient) {
    this.#client = client;
    const panel = vscode.window.createWebviewPanel(
      'iamTrustPolicy.roleMap',
      vscode.l10n.t('Role Trust Map'),
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: [] },
    );
    this.#page = new PagePanel(panel, (message) => this.#run(message));
    const listeners = [
      client.on('iamTrustPolicy/changed', ({ roleMap }) => {
        if (!roleMap) return;
        this.#isOld = true;
        this.#following.ask();
      }),
      client.live.onDidReport(() => {
        if (client.generation === this.#generation) return; // else another server runs, which tells of no change yet
        this.#isOld = true;
        this.#following.ask();
      }),
      panel.onDidChangeViewState(() => {
        if (panel.visible) this.#following.ask();
      }),
    ];
    panel.onDidDispose(() => {
      RoleMapPanel.#current = undefined;
      for (const throttle of [this.#following, this.#filtering]) throttle.stop();
      for (const listener of listeners) listener.dispose();
    });
  }

  /** Brings the page up to date, where somebody sees it. */
  async #follow(): Promise<void> {
    if (!this.#isOld || !this.#page.panel.visible) return;
    try {
      await this.#ask();
    } catch {
      this.#isOld = true; // the server went away, which is in the log: asked again when the panel is next looked at
    }
  }

  /** Only the last of several questions counts. */
  async #ask(): Promise<void> {
    const asked = ++this.#asked;
    this.#isOld = false;
    this.#generation = this.#client.generation;
    const map = await this.#client.request('iamTrustPolicy/roleMap', this.#shown);
    if (asked !== this.#asked) return;
    this.#map = map;
    this.#page.show({
      title: vscode.l10n.t('Role Trust Map'),
      style: map.picture.style + STYLE,
      body: bodyOf(map, this.#shown),
    });
  }

  async #run({ command, argument }: Message): Promise<void> {
    const map = this.#map;
    const index = Number(argument);
    switch (command) {
      case 'showRole':
        return this.#reveal(map?.roles[index]?.location);
      case 'showCaller':
        return this.#reveal(map?.callers[index]);
      case 'copyMermaid':
        return map && this.#page.copy(map.picture.mermaid);
      case 'saveSvg':
        return map && saveSvg(map.picture.file);
      case 'search': {
        this.#filter({ text: String(argument) });
        return;
      }
      case 'outside': {
        this.#filter({ outside: argument === 'true' });
        return;
      }
      case 'risky': {
        this.#filter({ risky: argument === 'true' });
        return;
      }
    }
  }

  #filter(more: RolesToShow): void {
    this.#shown = { ...this.#shown, ...more };
    this.#isOld = true;
    this.#filtering.ask();
  }

  async #reveal(location: Location | undefined): Promise<void> {
    if (location) await reveal(vscode.Uri.parse(location.uri), location.range, this.#page.panel);
  }
}

async function saveSvg(svg: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, 'role-trust-map.svg') } : {}),
    filters: { SVG: ['svg'] },
  });
  if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(svg));
}
