import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { EXTENSION, fileUri, ours, ruleOf, untilDiagnostics } from './support.ts';

interface Item {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}
interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly Item[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly order: number }>> };
  };
}

describe('menus, palette and settings', () => {
  const { contributes } = vscode.extensions.getExtension(EXTENSION)?.packageJSON as Manifest;
  const { menus } = contributes;
  const namesIn = (menu: string): string[] =>
    (menus[menu] ?? []).map(({ command = '' }) => command.split('.')[1] ?? '');

  it('find every command by the name of the product; each that a menu names exists', async () => {
    assert.ok(contributes.commands.every(({ category }) => category === 'IAM Trust Policy'));
    const known = await vscode.commands.getCommands();
    const named = Object.values(menus).flatMap((items) => items.flatMap(({ command }) => command ?? []));
    assert.deepEqual(
      [...named, ...contributes.commands.map(({ command }) => command)].filter((command) => !known.includes(command)),
      [],
    );
  });

  it('explain a role at any time, also where no policy is open', () => {
    assert.ok(!namesIn('commandPalette').includes('explain'));
  });

  it('offer either to treat a file as a policy or not to, in each menu', () => {
    for (const menu of ['commandPalette', 'iamTrustPolicy.file', 'editor/title/context']) {
      const whenOf = (name: string): string | undefined =>
        menus[menu]?.find(({ command }) => command === `iamTrustPolicy.${name}`)?.when;
      const [treat, dont] = [whenOf('treatAs'), whenOf('dontTreatAs')];
      assert.ok(treat !== undefined && dont !== undefined, menu);
      const state = dont.includes(' in ') ? `!(${dont})` : `!${dont}`;
      assert.ok(treat.startsWith(state), `${menu}: ${treat} / ${dont}`);
    }
  });

  it('have all that can be done with a policy in the editor’s submenu, and for JSON files in the Explorer', () => {
    const editor = namesIn('iamTrustPolicy.menu');
    for (const name of ['explain', 'whyRefused', 'generate', 'pastePolicy', 'copyAsLine', 'checkAll', 'dontTreatAs'])
      assert.ok(editor.includes(name), name);
    assert.deepEqual(namesIn('iamTrustPolicy.file'), ['explain', 'check', 'treatAs', 'dontTreatAs']);
    assert.deepEqual(
      menus['explorer/context']?.map(({ submenu }) => submenu),
      ['iamTrustPolicy.file'],
    );
  });

  it('show the settings in an order of their own', () => {
    const orders = Object.values(contributes.configuration.properties).map(({ order }) => order);
    assert.deepEqual(
      orders.toSorted((a, b) => a - b),
      orders.map((_, i) => i + 1),
    );
  });
});

describe('commands on files', () => {
  it('check one that is not open, and leave it closed', async () => {
    const uri = fileUri('flawed/github-trust-policy.json');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('iamTrustPolicy.check', uri, [uri]);
    assert.ok((await untilDiagnostics(uri, (d) => d.length > 0)).length > 0);
    assert.deepEqual(vscode.window.visibleTextEditors, []);
  });

  it('treat all that are selected as policies, or none of them', async () => {
    const uris = ['flawed/lambda-trust-policy.json', 'flawed/everyone-trust-policy.json'].map(fileUri);
    const files = (): unknown => vscode.workspace.getConfiguration('trustPolicy').inspect('files')?.workspaceValue;
    const before = files();
    await vscode.commands.executeCommand('iamTrustPolicy.dontTreatAs', uris[0], uris);
    assert.deepEqual(files(), {
      ...(before as object | undefined),
      'flawed/lambda-trust-policy.json': false,
      'flawed/everyone-trust-policy.json': false,
    });
    await vscode.workspace
      .getConfiguration('trustPolicy')
      .update('files', before, vscode.ConfigurationTarget.Workspace);
  });

  it('open an example with mistakes in an untitled document, and write no setting', async () => {
    const files = (): unknown => vscode.workspace.getConfiguration('trustPolicy').inspect('files')?.workspaceValue;
    const before = files();
    await vscode.commands.executeCommand('iamTrustPolicy.openExample');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    await untilDiagnostics(document.uri, (d) => d.length > 2);
    const found = ours(document.uri).map(ruleOf);
    for (const rule of ['effect-invalid', 'service-name-case', 'external-id-missing', 'value-wildcard-literal'])
      assert.ok(found.includes(rule), found.join());
    assert.deepEqual(files(), before);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
