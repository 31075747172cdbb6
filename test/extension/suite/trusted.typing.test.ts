import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, ours, ruleOf, serverPids, untilDiagnostics } from './support.ts';

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "ec2.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}
`;

/** The same statement, and more than have their lenses sent at once. */
function longPolicy(): string {
  const more = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const { Version, Statement } = JSON.parse(POLICY) as { Version: string; Statement: object[] };
  return JSON.stringify({ Version, Statement: [...Statement, ...Array.from({ length: 320 }, () => more)] }, null, 2);
}

async function editor(content = POLICY): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: 'json', content });
  const shown = await vscode.window.showTextDocument(document);
  await untilLenses(document, (titles) => titles.length > 0);
  return shown;
}

function placeBehind({ document }: vscode.TextEditor, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `no ${text}`);
  return document.positionAt(at + text.length);
}

function moveBehind(shown: vscode.TextEditor, text: string): void {
  const place = placeBehind(shown, text);
  shown.selection = new vscode.Selection(place, place);
}

async function keys(text: string): Promise<void> {
  for (const key of text)
    await (key === '\b'
      ? vscode.commands.executeCommand('deleteLeft')
      : vscode.commands.executeCommand('type', { text: key }));
}

async function replace({ document }: vscode.TextEditor, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)), to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** What the first lenses say: as many as are seen. */
async function lensTitles(document: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    2,
  );
  return lenses.flatMap(({ command }) => (command?.command === 'iamTrustPolicy.explain' ? [command.title] : []));
}

async function untilLenses(document: vscode.TextDocument, good: (titles: string[]) => boolean): Promise<string[]> {
  for (;;) {
    const titles = await lensTitles(document); // each waits for the keys to rest
    if (good(titles)) return titles;
    await untilNextAnswer(document);
  }
}

/** Lets one answer of the server pass. */
async function untilNextAnswer(document: vscode.TextDocument): Promise<void> {
  await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, new vscode.Position(0, 0));
}

const rulesOf = (document: vscode.TextDocument): string[] => ours(document.uri).map(ruleOf);
const has = (rule: string) => (all: vscode.Diagnostic[]) => all.some((d) => ruleOf(d) === rule);

describe('typing in a real VS Code', () => {
  afterEach(async () => {
    await vscode.workspace
      .getConfiguration('trustPolicy')
      .update('delay', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('the word under the cursor is not red until the cursor leaves it; what is wrong elsewhere is', async () => {
    const shown = await editor();
    const { document } = shown;
    moveBehind(shown, 'ec2.amazonaws.c');
    await replace(shown, '"Allow"', '"allow"');
    moveBehind(shown, 'ec2.amazonaws.c');
    await keys('q');
    await untilDiagnostics(document.uri, has('effect-invalid'));
    assert.deepEqual(rulesOf(document), ['effect-invalid']);
    moveBehind(shown, '"Action"');
    const all = await untilDiagnostics(document.uri, has('service-name-format'));
    assert.deepEqual(all.map(ruleOf).sort(), ['effect-invalid', 'service-name-format']);
  });

  it('its fixes are offered all the same, and two seconds of rest show it', async () => {
    const shown = await editor();
    moveBehind(shown, 'ec2.amazonaws.com');
    await keys('\b\b\b\b\b\b\b\b\b\b\b\b\b\b');
    assert.match(shown.document.getText(), /"ec2"/);
    const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      shown.document.uri,
      shown.selection,
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.ok(fixes.some(({ title }) => title.includes('ec2.amazonaws.com')));
    assert.deepEqual(rulesOf(shown.document), []);
    await untilDiagnostics(shown.document.uri, has('service-name-format'));
  });

  it('a delay of 0 shows everything at once', async () => {
    await vscode.workspace.getConfiguration('trustPolicy').update('delay', 0, vscode.ConfigurationTarget.Global);
    const shown = await editor();
    moveBehind(shown, 'ec2.amazonaws.c');
    await keys('q');
    const all = await untilDiagnostics(shown.document.uri, (d) => d.length > 0);
    assert.deepEqual(all.map(ruleOf), ['service-name-format']);
    assert.ok(all[0]?.range.contains(shown.selection.active));
  });

  for (const [of, content] of [
    ['a policy', POLICY],
    ['a policy of hundreds, which comes when it is seen,', longPolicy()],
  ] as const)
    it(`the line above a statement of ${of} keeps its sentence while a word of it is typed, and while it cannot be read`, async () => {
      const shown = await editor(content);
      const { document } = shown;
      const first = async () => (await lensTitles(document)).slice(0, 1);
      const [before, second] = await lensTitles(document);
      assert.equal(second === undefined, content === POLICY);
      assert.ok(before?.includes('EC2'), before);
      moveBehind(shown, 'ec2.amazonaws.com');
      await keys('\b\b\b\b');
      assert.deepEqual(await first(), [before], 'half a service');
      moveBehind(shown, '"Action"');
      await untilDiagnostics(document.uri, has('service-name-format'));
      const [wrong] = await untilLenses(document, ([title]) => title !== before);
      assert.ok(wrong?.includes('ec2.amazonaws'), wrong);
      moveBehind(shown, 'ec2.amazonaws');
      await keys('.com');
      await untilLenses(document, ([title, next]) => title === before && next === second);
      moveBehind(shown, '"Allow",');
      await keys('{');
      assert.deepEqual(await first(), [before], 'broken');
      assert.deepEqual(await first(), [before], 'still broken');
      await keys('\b');
      await untilLenses(document, ([title, next]) => title === before && next === second);
    });

  it('saving shows everything at once', async () => {
    const document = await open('sound/ec2-trust-policy.json');
    const shown = await vscode.window.showTextDocument(document);
    const text = document.getText();
    moveBehind(shown, 'ec2.amazonaws.c');
    await keys('q');
    await document.save();
    await untilDiagnostics(document.uri, has('service-name-format'));
    await keys('\b');
    assert.equal(document.getText(), text);
    await document.save();
    await untilDiagnostics(document.uri, (d) => d.length === 0);
  });

  it('a server that hangs is ended and started again, and findings come back', async function () {
    this.timeout(90_000);
    const document = await open('flawed/everyone-trust-policy.json');
    await untilDiagnostics(document.uri, (d) => d.length > 0);
    const [pid] = serverPids();
    assert.ok(pid);
    process.kill(pid, 'SIGSTOP');
    const asked = vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(0, 0),
    );
    await asked;
    // Meanwhile what was found when all files were checked may be shown: what counts comes from another server.
    await untilDiagnostics(document.uri, (d) => d.length > 0 && serverPids().some((one) => one !== pid));
    assert.ok(!serverPids().includes(pid));
  });
});
