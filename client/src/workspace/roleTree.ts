import * as vscode from 'vscode';
import type { TrustPolicyClient } from '../client.ts';
import { Throttle } from '../explain/throttle.ts';
import { problems, type Counts } from '../counts.ts';
import type { PolicyFiles } from '../policyFiles.ts';
import type { MappedRole } from '../../../server/src/protocol.ts';

/** While files change, the server is asked at most this often: where the view is seen, and where only its badge is. Milliseconds. */
const EVERY = 2000;
const EVERY_UNSEEN = 30_000;

type Item = RoleItem | RiskItem;

/** The view *IAM Roles*: the roles of the workspace with what is found in their trust policies. It follows the files. */
export class RoleTree implements vscode.TreeDataProvider<Item>, vscode.Disposable {
  readonly #client: TrustPolicyClient;
  readonly #policies: PolicyFiles;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<Item>;
  readonly #following = new Throttle(() => this.#follow(), EVERY);
  readonly #unseen = new Throttle(() => this.#follow(), EVERY_UNSEEN);
  readonly #listeners: readonly { dispose(): unknown }[];
  #roles: readonly RoleItem[] = [];
  #isOld = true;
  #generation = 0;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(client: TrustPolicyClient, policies: PolicyFiles) {
    this.#client = client;
    this.#policies = policies;
    this.#view = vscode.window.createTreeView('iamTrustPolicy.roles', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#listeners = [
      this.#changed,
      this.#view,
      client.on('iamTrustPolicy/changed', ({ roleMap }) => {
        if (roleMap) this.#changedSince();
      }),
      client.live.onDidReport(() => {
        if (client.generation !== this.#generation) this.#changedSince(); // another server runs, which tells of no change yet
      }),
      this.#view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.#following.ask();
      }),
    ];
  }

  /** Reads the roles, once somebody works with trust policies; from then on they are kept up. */
  refresh(): void {
    this.#isOld = true;
    this.#following.ask();
  }

  getTreeItem(item: Item): vscode.TreeItem {
    return item;
  }

  getChildren(item?: Item): Item[] {
    if (!item) return [...this.#roles];
    return item instanceof RoleItem ? [...item.risks] : [];
  }

  getParent(item: Item): Item | undefined {
    return item instanceof RiskItem ? item.role : undefined;
  }

  dispose(): void {
    for (const throttle of [this.#following, this.#unseen]) throttle.stop();
    for (const listener of this.#listeners) listener.dispose();
  }

  /** Who types in a policy with the view closed is not to have all roles judged again and again. Without roles there is no view. */
  #changedSince(): void {
    this.#isOld = true;
    (this.#view.visible || !this.#roles.length ? this.#following : this.#unseen).ask();
  }

  async #follow(): Promise<void> {
    if (this.#isOld) await this.#read();
  }

  async #read(): Promise<void> {
    this.#isOld = false;
    this.#generation = this.#client.generation;
    let roles: readonly MappedRole[];
    try {
      roles = await this.#client.request('iamTrustPolicy/roles', {});
    } catch {
      this.#isOld = true;
      return; // the server went away, which is in the log: the next change asks again
    }
    const names = new Map<string, number>();
    for (const { name } of roles) names.set(name, (names.get(name) ?? 0) + 1);
    this.#roles = roles.toSorted(byName).map((role) => new RoleItem(role, (names.get(role.name) ?? 0) > 1));
    for (const { location } of roles) this.#policies.set(vscode.Uri.parse(location.uri), true);
    const wrong = roles.filter(({ risks }) => risks.length).length;
    this.#view.badge = wrong
      ? {
          value: wrong,
          tooltip:
            wrong === 1 ? vscode.l10n.t('1 role with problems') : vscode.l10n.t('{0} roles with problems', wrong),
        }
      : undefined;
    this.#view.description = roles.length ? String(roles.length) : '';
    await vscode.commands.executeCommand('setContext', 'iamTrustPolicy.hasRoles', roles.length > 0);
    this.#changed.fire(undefined);
  }
}

function byName(a: MappedRole, b: MappedRole): number {
  return a.name.localeCompare(b.name) || (a.location.uri < b.location.uri ? -1 : 1);
}

class RoleItem extends vscode.TreeItem {
  readonly risks: readonly RiskItem[];

  /** @param isShared another role has the same name */
  constructor(role: MappedRole, isShared: boolean) {
    const { name, arn, sentences, location } = role;
    const order = ['error', 'warning', 'information', 'hint'];
    const risks = role.risks.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
    super(name, risks.length ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None);
    const uri = vscode.Uri.parse(location.uri);
    const file = vscode.workspace.asRelativePath(uri);
    this.id = `${location.uri}#${location.range.start.line}:${location.range.start.character} ${name}`;
    this.description = [problems(countsOf(risks)), ...(isShared ? [file] : [])]
      .filter((part) => part !== undefined)
      .join(' · ');
    this.tooltip = [name, ...(arn === '' ? [] : [arn]), file, '', ...sentences.map((s) => `${s}.`)].join('\n');
    this.iconPath = iconOf(risks[0]?.level ?? (role.outside ? 'outside' : 'sound'));
    this.command = open(uri, location.range);
    this.contextValue = 'role';
    this.risks = risks.map((risk) => new RiskItem(this, risk, uri));
  }
}

class RiskItem extends vscode.TreeItem {
  readonly role: RoleItem;

  constructor(role: RoleItem, { level, ruleId, message, range }: MappedRole['risks'][number], uri: vscode.Uri) {
    super(message);
    this.role = role;
    this.description = ruleId;
    this.tooltip = `${message}\n${ruleId}`;
    this.iconPath = iconOf(level);
    this.command = open(uri, range);
  }
}

function countsOf(risks: MappedRole['risks']): Counts {
  const count = (level: string): number => risks.filter((risk) => risk.level === level).length;
  return { error: count('error'), warning: count('warning'), information: count('information') };
}

function open(uri: vscode.Uri, { start, end }: MappedRole['location']['range']): vscode.Command {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  return { title: vscode.l10n.t('Open'), command: 'vscode.open', arguments: [uri, { selection }] };
}

function iconOf(kind: MappedRole['risks'][number]['level'] | 'outside' | 'sound'): vscode.ThemeIcon {
  switch (kind) {
    case 'error':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    case 'warning':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    case 'information':
    case 'hint':
      return new vscode.ThemeIcon('info');
    case 'outside':
      return new vscode.ThemeIcon('globe');
    case 'sound':
      return new vscode.ThemeIcon('key');
  }
}
