import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { allOurs, closed, countsWhile, openByHand, untilAll, untilDiagnostics } from './support.ts';

/** Every other of the policies has one mistake. */
const WRONG = 1500;

const checkAll = (): Thenable<unknown> => vscode.commands.executeCommand('iamTrustPolicy.checkAll');
const wrong = (): number => allOurs().filter((line) => /^roles.* effect-invalid /.test(line)).length;

describe('a folder of thousands of policies', function () {
  this.timeout(240_000);

  it('is checked while somebody types, whose every key is answered meanwhile', async () => {
    await vscode.workspace.getConfiguration('trustPolicy').update('delay', 0, vscode.ConfigurationTarget.Global);
    const document = await vscode.workspace.openTextDocument({
      language: 'json',
      content:
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": ""}, "Action": "sts:AssumeRole"}]}',
    });
    const editor = await vscode.window.showTextDocument(document);
    const inService = document.positionAt(document.getText().indexOf('""') + 1);
    editor.selection = new vscode.Selection(inService, inService);
    let checked = 0;
    const typing = new AbortController();
    const checking = (async () => {
      while (!typing.signal.aborted) {
        await checkAll();
        checked++;
      }
    })();
    const service = 'lambdaedge';
    for (let i = 0; i < service.length; i++) {
      await vscode.commands.executeCommand('type', { text: service[i] });
      const typed = service.slice(0, i + 1);
      await untilDiagnostics(document.uri, (d) => d.some(({ message }) => message.split(/[\s"]/).includes(typed)));
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        editor.selection.active,
      );
      assert.ok(items.length > 0, typed);
    }
    typing.abort();
    await checking;
    assert.match(document.getText(), /"Service": "lambdaedge"/);
    assert.ok(checked > 0);
    await vscode.workspace
      .getConfiguration('trustPolicy')
      .update('delay', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('has as many findings before a file is opened, while it is open, and when it is closed', async () => {
    await checkAll();
    await untilAll(() => wrong() === WRONG);
    const counts = await countsWhile(wrong, async () => {
      const document = await openByHand('roles/0/0-trust-policy.json');
      await untilDiagnostics(document.uri, (d) => d.length === 1);
      await closed(document);
    });
    assert.deepEqual([...counts], [WRONG]);
  });
});
