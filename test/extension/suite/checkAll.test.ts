import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  allOurs,
  closed,
  countsWhile,
  fileUri,
  openByHand,
  serverPids,
  untilAll,
  untilDiagnostics,
  untilLogged,
} from './support.ts';

const FLAWED = 'flawed/everyone-trust-policy.json';
const isOf = (line: string): boolean => line.startsWith(FLAWED);

/** Makes the flawed policy sound, in the editor. */
async function mend(document: vscode.TextDocument): Promise<void> {
  const text = document.getText();
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(text.length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, whole, fs.readFileSync(fileUri('sound/ec2-trust-policy.json').fsPath, 'utf8'));
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('all policies of a folder', () => {
  const onDisk = (): string => fileUri(FLAWED).fsPath;
  let text: string;
  /** What is found while nothing is open. */
  let before: string[];

  beforeEach(async () => {
    text = fs.readFileSync(onDisk(), 'utf8');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('iamTrustPolicy.checkAll');
    before = await untilAll((lines) => lines.some(isOf) && new Set(lines).size === lines.length);
  });
  afterEach(() => {
    fs.writeFileSync(onDisk(), text);
  });

  const rest = (): string[] => before.filter((line) => !isOf(line));

  it('keep their findings when a file is opened, changed and closed unsaved; live findings go first', async () => {
    assert.ok(before.length > before.filter(isOf).length);
    const document = await openByHand(FLAWED);
    await mend(document);
    assert.deepEqual(await untilAll((lines) => !lines.some(isOf)), rest());
    await closed(document);
    assert.deepEqual(await untilAll((lines) => lines.some(isOf)), before);
  });

  it('neither flicker nor double while a file is opened and closed, also one that was saved', async () => {
    const counts = await countsWhile(
      () => allOurs().length,
      async () => {
        for (const text of ['', ' ', '']) {
          const document = await openByHand(FLAWED);
          await untilDiagnostics(document.uri, (d) => d.length > 0);
          const edit = new vscode.WorkspaceEdit();
          edit.insert(document.uri, document.positionAt(document.getText().length), text);
          if (text) assert.ok((await vscode.workspace.applyEdit(edit)) && (await document.save()));
          await closed(document);
        }
      },
    );
    assert.deepEqual([...counts], [before.length]);
  });

  it('are live in a document that was open already', async () => {
    const document = await openByHand(FLAWED);
    await untilDiagnostics(document.uri, (d) => d.length > 0);
    await vscode.commands.executeCommand('iamTrustPolicy.checkAll');
    assert.deepEqual(await untilAll(() => true), before);
    await mend(document);
    assert.deepEqual(await untilAll((lines) => !lines.some(isOf)), rest());
    await closed(document);
    assert.deepEqual(await untilAll((lines) => lines.some(isOf)), before);
  });

  it('go with a folder that is deleted, and come with it', async () => {
    const folder = fileUri('flawed').fsPath;
    const away = fs.mkdtempSync(path.join(os.tmpdir(), 'flawed-'));
    fs.cpSync(folder, away, { recursive: true });
    fs.rmSync(folder, { recursive: true });
    await untilAll((lines) => !lines.some((line) => line.startsWith('flawed/')));
    fs.cpSync(away, folder, { recursive: true });
    fs.rmSync(away, { recursive: true });
    assert.deepEqual(await untilAll((lines) => lines.length === before.length), before);
  });

  it('lose those of a file that was mended and saved, also when it is closed', async () => {
    const document = await openByHand(FLAWED);
    await mend(document);
    await document.save();
    await untilAll((lines) => !lines.some(isOf));
    await closed(document);
    assert.deepEqual(await untilAll((lines) => !lines.some(isOf)), rest());
    fs.writeFileSync(onDisk(), text);
    assert.deepEqual(await untilAll((lines) => lines.some(isOf)), before);
  });

  it('follow what happens to files on disk, and to the config file', async () => {
    fs.rmSync(onDisk());
    assert.deepEqual(await untilAll((lines) => !lines.some(isOf)), rest());
    fs.writeFileSync(onDisk(), text);
    assert.deepEqual(await untilAll((lines) => lines.some(isOf)), before);
    const config = fileUri('trust-policy.config.json').fsPath;
    fs.writeFileSync(config, '{"rules": {"principal-everyone": "off"}}');
    await untilAll((lines) => !lines.some((line) => line.includes('principal-everyone')));
    fs.rmSync(config);
    assert.deepEqual(await untilAll((lines) => lines.some((line) => line.includes('principal-everyone'))), before);
  });

  it('are told of in the output channel, with versions, start, settings and counts, and no text of a policy', async () => {
    const counted = (severity: vscode.DiagnosticSeverity, name: string): string => {
      const all = vscode.languages.getDiagnostics().flatMap(([, found]) => found);
      const count = all.filter((d) => d.source === 'iam-trust-policy' && d.severity === severity).length;
      return `${count} ${name}${count === 1 ? '' : 's'}`;
    };
    const [pid] = serverPids();
    assert.ok(pid);
    process.kill(pid, 'SIGKILL');
    await untilLogged((text) => text.match(/Language server .* started/g)?.length === 2);
    await vscode.commands.executeCommand('iamTrustPolicy.restartServer');
    await vscode.commands.executeCommand('iamTrustPolicy.checkAll');
    assert.deepEqual(allOurs(), before);
    const log = await untilLogged((text) => /Restarting[^]*Checked \d+ files with trust policies: /.test(text));
    assert.match(log, /\[info\] IAM Trust Policy \d+\.\d+\.\d+ in .+ \d+\.\d+\.\d+ \(.+\)/);
    assert.match(log, /Folders: file:\/\/\S+\/examples/);
    assert.match(log, /\[info\] Settings: delay 400, codeLens true, inlayHints true, quota 2048, files \d+, rules \d+/);
    assert.match(log, /\[info\] Starting the language server for the command checkAll/);
    assert.match(log, /\[info\] Language server \d+\.\d+\.\d+ started in \d+ ms/);
    assert.match(log, /Config file \S+\/trust-policy\.config\.json: \d+ rules?, \d+ overrides?/);
    assert.match(log, /Looked at \d+ files: \d+ with trust policies, \d+ without, \d+ not readable; \d+ left out/);
    assert.match(log, /\[warning\] The IAM Trust Policy server stopped and was started again\./);
    assert.match(log, /\[info\] Restarting the language server/);
    const last = log.match(/Checked \d+ files with trust policies: .*/g)?.at(-1) ?? '';
    const files = new Set(allOurs().map((line) => line.split(' ')[0])).size;
    const [, held, counts, others] = /Checked (\d+) files[^:]*: (.*)\. (\d+) other files? ha/.exec(last) ?? [];
    assert.ok(Number(held) > files && Number(others) > 0, last);
    const due = [
      counted(vscode.DiagnosticSeverity.Error, 'error'),
      counted(vscode.DiagnosticSeverity.Warning, 'warning'),
    ];
    assert.ok(counts?.startsWith(due.join(', ')), last);
    assert.doesNotMatch(log, /amazonaws|arn:|Statement/);
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});
