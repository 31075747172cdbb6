import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { closed, fileUri, open, openByHand, ours, untilDiagnostics, virtualFile } from './support.ts';

/** Waits until the one panel that explains has a title. */
function untilPanel(title: string): Promise<vscode.Tab> {
  return new Promise((resolve) => {
    const look = (): void => {
      const panels = vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .filter(
          (t) => t.input instanceof vscode.TabInputWebview && t.input.viewType.endsWith('iamTrustPolicy.explain'),
        );
      assert.ok(panels.length <= 1);
      const [panel] = panels;
      if (panel?.label !== title) return;
      listener.dispose();
      resolve(panel);
    };
    const listener = vscode.window.tabGroups.onDidChangeTabs(look);
    look();
  });
}

const lensesOf = (uri: vscode.Uri): Thenable<readonly vscode.CodeLens[]> =>
  vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, 10);

describe('the panel that explains', () => {
  before(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('shows a file that a menu names, and follows to the next; locked it stays', async () => {
    await vscode.commands.executeCommand('iamTrustPolicy.explain', fileUri('dumps/get-role.json'));
    await untilPanel('Role importer');
    assert.equal(vscode.window.activeTextEditor, undefined, 'the panel has the focus');
    assert.deepEqual(
      vscode.window.tabGroups.all.map(({ activeTab }) => activeTab?.label),
      ['get-role.json', 'Role importer'],
    );
    const inFirst = { viewColumn: vscode.ViewColumn.One };
    await vscode.window.showTextDocument(fileUri('sound/ec2-trust-policy.json'), inFirst);
    await untilPanel('Explain ec2-trust-policy.json');
    await vscode.commands.executeCommand('iamTrustPolicy.lockExplain');
    await untilPanel('Explain ec2-trust-policy.json (locked)');
    await vscode.window.showTextDocument(fileUri('dumps/get-role.json'), inFirst);
    await lensesOf(fileUri('dumps/get-role.json'));
    await untilPanel('Explain ec2-trust-policy.json (locked)');
    await vscode.commands.executeCommand('iamTrustPolicy.unlockExplain');
    await untilPanel('Role importer');
  });

  it('keeps the focus in the editor for who clicks a lens', async () => {
    const { uri } = await open('sound/vendor-trust-policy.json');
    await untilDiagnostics(uri, () => true);
    const [lens] = await lensesOf(uri);
    assert.ok(lens?.command);
    await vscode.commands.executeCommand(lens.command.command, ...((lens.command.arguments ?? []) as unknown[]));
    await untilPanel('Explain vendor-trust-policy.json');
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
  });

  it('goes with a file that is renamed', async () => {
    const [from, to] = [fileUri('before-trust-policy.json'), fileUri('after-trust-policy.json')];
    await vscode.workspace.fs.copy(fileUri('sound/ec2-trust-policy.json'), from);
    const document = await openByHand('before-trust-policy.json');
    await vscode.commands.executeCommand('iamTrustPolicy.explain', document.uri.toString(), { line: 0, character: 0 });
    await untilPanel('Explain before-trust-policy.json');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await untilPanel('Explain after-trust-policy.json');
    await vscode.workspace.fs.delete(to);
  });

  it('stays when the tab of its policy is closed', async () => {
    const document = await openByHand('sound/saml-trust-policy.json');
    await vscode.commands.executeCommand('iamTrustPolicy.explain', document.uri.toString(), { line: 0, character: 0 });
    await untilPanel('Explain saml-trust-policy.json');
    await closed(document);
    await untilPanel('Explain saml-trust-policy.json');
  });
});

describe('a file that can only be read', () => {
  const uri = vscode.Uri.parse('archive:/everyone-trust-policy.json');
  let provider: vscode.Disposable;
  before(() => {
    const text = fs.readFileSync(fileUri('flawed/everyone-trust-policy.json').fsPath);
    provider = vscode.workspace.registerFileSystemProvider('archive', virtualFile(text), { isReadonly: true });
  });
  after(() => {
    provider.dispose();
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is explained, and not judged', async () => {
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    assert.ok((await lensesOf(uri)).length > 0);
    const at = document.positionAt(document.getText().indexOf('sts:AssumeRole') + 4);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);
    assert.ok(hovers.length > 0);
    const whole = new vscode.Range(new vscode.Position(0, 0), document.positionAt(document.getText().length));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      whole,
    );
    const changes = [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.Refactor];
    assert.deepEqual(
      actions.filter(({ kind }) => kind && changes.some((one) => one.contains(kind))),
      [],
    );
    await vscode.commands.executeCommand('iamTrustPolicy.explain');
    await untilPanel('Explain everyone-trust-policy.json');
    assert.deepEqual(ours(uri), []);
  });

  it('is left as it is on the old side of a comparison', async () => {
    const now = fileUri('flawed/everyone-trust-policy.json');
    await vscode.commands.executeCommand('vscode.diff', uri, now);
    await untilDiagnostics(now, (d) => d.length > 0);
    assert.deepEqual([ours(uri), await lensesOf(uri)], [[], []]);
    assert.ok((await lensesOf(now)).length > 0);
  });
});
