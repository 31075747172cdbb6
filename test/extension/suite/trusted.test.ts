import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import {
  EXTENSION,
  fileUri,
  open,
  ours,
  ruleOf,
  serverPids,
  untilDiagnostics,
  untilWebview,
  virtualFile,
} from './support.ts';

async function completionsAt(document: vscode.TextDocument, position: vscode.Position): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items.map((i) => (typeof i.label === 'string' ? i.label : i.label.label));
}

/** VS Code gives a question up without a word, where it asks the same for its light bulb: then it is asked again. */
async function quickFixes(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  for (;;) {
    const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
      20,
    );
    if (fixes.some(({ edit }) => edit)) return fixes;
  }
}

async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(new vscode.Position(0, 0), document.positionAt(document.getText().length)),
    text,
  );
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('in a real VS Code', () => {
  it('an ordinary JSON file starts no process', async () => {
    await open('package.json');
    const extension = vscode.extensions.getExtension(EXTENSION);
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
    assert.deepEqual(serverPids(), []);
  });

  it('a flawed policy starts the server and is marked on the exact characters', async () => {
    const document = await open('flawed/lambda-trust-policy.json');
    const [diagnostic, ...rest] = await untilDiagnostics(document.uri, (d) => d.length > 0);
    assert.ok(diagnostic);
    assert.equal(rest.length, 0);
    assert.equal(ruleOf(diagnostic), 'service-name-case');
    assert.equal(document.getText(diagnostic.range), '"Lambda.amazonaws.com"');
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
    assert.match(
      typeof diagnostic.code === 'object' ? diagnostic.code.target.toString() : '',
      /^(?!http).*\/docs\/rules\/service-name-case\.md$/,
    );
    assert.equal(serverPids().length, 1);
  });

  it('its quick fix makes it right', async () => {
    const document = await open('flawed/lambda-trust-policy.json');
    const [diagnostic] = await untilDiagnostics(document.uri, (d) => d.length > 0);
    assert.ok(diagnostic);
    const fixes = await quickFixes(document, diagnostic.range);
    const fix = fixes.find((a) => a.title === 'Replace with "lambda.amazonaws.com"');
    assert.ok(fix?.edit, fixes.map(({ title, edit }) => `${title}: ${edit?.size ?? 'no'} edits`).join('\n'));
    assert.equal(fix.isPreferred, true);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await untilDiagnostics(document.uri, (d) => d.length === 0);
    assert.match(document.getText(), /"lambda\.amazonaws\.com"/);
    await document.save();
    assert.match(fs.readFileSync(document.uri.fsPath, 'utf8'), /"lambda\.amazonaws\.com"/);
  });

  it('all safe fixes at once', async () => {
    const document = await open('flawed/mixed-trust-policy.json');
    await untilDiagnostics(document.uri, (d) => d.length > 0);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const kind = vscode.CodeActionKind.SourceFixAll.append('iamTrustPolicy').value;
    const [action] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      all,
      kind,
      1, // resolved, as on save
    );
    assert.ok(action?.edit, `no edit: ${JSON.stringify(action)}, of ${JSON.stringify(ours(document.uri))}`);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    const left = await untilDiagnostics(document.uri, (d) => !d.some((x) => ruleOf(x) === 'resource-prohibited'));
    assert.match(document.getText(), /"Version": "2012-10-17"/);
    assert.match(document.getText(), /"Principal": \{/);
    assert.deepEqual([...new Set(left.map(ruleOf))].sort(), ['json-duplicate-key', 'key-unknown', 'placeholder']);
  });

  it('condition keys are offered by what the statement is', async () => {
    const document = await open('sound/github-trust-policy.json');
    await untilDiagnostics(document.uri, () => true);
    const line = document
      .getText()
      .split('\n')
      .findIndex((l) => l.includes(':aud'));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.lineAt(line + 1).range, '          ');
    await vscode.workspace.applyEdit(edit);
    const labels = await completionsAt(document, new vscode.Position(line + 1, 10));
    assert.equal(
      labels.find((l) => l.includes(':')),
      'token.actions.githubusercontent.com:sub',
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('a policy inside a dump is judged, also URL-encoded, at its place in the string', async () => {
    const document = await open('dumps/raw-api.json');
    const [diagnostic] = await untilDiagnostics(document.uri, (d) => d.length > 0);
    assert.ok(diagnostic);
    assert.equal(decodeURIComponent(document.getText(diagnostic.range)), '"Codebuild.amazonaws.com"');
    assert.deepEqual(ours((await open('dumps/get-role.json')).uri), []);
  });

  it('words of a policy have semantic tokens, an ordinary file has none', async () => {
    const tokens = async (name: string): Promise<number> => {
      const document = await open(name);
      const found = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
        'vscode.provideDocumentSemanticTokens',
        document.uri,
      );
      return found?.data.length ?? 0;
    };
    assert.ok((await tokens('sound/github-trust-policy.json')) > 0);
    assert.equal(await tokens('package.json'), 0);
  });

  it('Don’t Treat as Trust Policy silences a file and writes one key, Treat as takes it back', async () => {
    const document = await open('flawed/vendor-trust-policy.json');
    await untilDiagnostics(document.uri, (d) => d.some((x) => ruleOf(x) === 'external-id-missing'));
    await vscode.commands.executeCommand('iamTrustPolicy.dontTreatAs', document.uri);
    await untilDiagnostics(document.uri, (d) => d.length === 0);
    const files = (): unknown =>
      vscode.workspace.getConfiguration('trustPolicy', document.uri).inspect('files')?.workspaceValue;
    assert.deepEqual(files(), { 'flawed/vendor-trust-policy.json': false });
    await vscode.commands.executeCommand('iamTrustPolicy.treatAs', document.uri);
    await untilDiagnostics(document.uri, (d) => d.some((x) => ruleOf(x) === 'external-id-missing'));
    assert.deepEqual(files(), { 'flawed/vendor-trust-policy.json': true });
  });

  it('settings are live: own accounts and rule levels', async () => {
    const document = await open('flawed/vendor-trust-policy.json');
    await untilDiagnostics(document.uri, (d) => d.length === 1);
    const configuration = vscode.workspace.getConfiguration('trustPolicy', document.uri);
    await configuration.update('rules', { 'external-id-missing': 'hint' }, vscode.ConfigurationTarget.Workspace);
    await untilDiagnostics(document.uri, (d) => d[0]?.severity === vscode.DiagnosticSeverity.Hint);
    await configuration.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await configuration.update('ownAccounts', { '464622532012': 'monitoring' }, vscode.ConfigurationTarget.Workspace);
    await untilDiagnostics(document.uri, (d) => d.every((x) => ruleOf(x) !== 'external-id-missing'));
    await configuration.update('ownAccounts', undefined, vscode.ConfigurationTarget.Workspace);
    await untilDiagnostics(document.uri, (d) => d.length === 1);
  });

  it('a finding is ignored with a reason, in the config file that the folder shares', async () => {
    const document = await open('flawed/vendor-trust-policy.json');
    const [diagnostic] = await untilDiagnostics(document.uri, (d) => d.length === 1);
    assert.ok(diagnostic);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      diagnostic.range,
    );
    const ignore = actions.find((a) => a.title.startsWith('Ignore external-id-missing'));
    assert.equal(ignore?.command?.command, 'iamTrustPolicy.writeConfig');
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const config = vscode.Uri.joinPath(folder.uri, 'trust-policy.config.json');
    const given = (ignore.command.arguments ?? []) as unknown[];
    const written = Promise.resolve(vscode.commands.executeCommand(ignore.command.command, ...given)).then(() => true);
    const dismiss = async (): Promise<boolean> => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'); // no reason, no entry
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return false;
    };
    while (!(await Promise.race([written, dismiss()]))); // the box comes a moment later
    await assert.rejects(Promise.resolve(vscode.workspace.fs.stat(config)));
    const text = '{"rules": {"external-id-missing": "hint"}}';
    await vscode.workspace.fs.writeFile(config, new TextEncoder().encode(text));
    await untilDiagnostics(document.uri, (d) => d[0]?.severity === vscode.DiagnosticSeverity.Hint);
    await vscode.workspace.fs.delete(config);
    await untilDiagnostics(document.uri, (d) => d[0]?.severity === vscode.DiagnosticSeverity.Warning);
  });

  it('an untitled document is recognised by its content as it is typed', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'json', content: '{}' });
    await vscode.window.showTextDocument(document);
    await replaceAll(
      document,
      '{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}',
    );
    const [diagnostic] = await untilDiagnostics(document.uri, (d) => d.length > 0);
    assert.ok(diagnostic);
    assert.equal(ruleOf(diagnostic), 'effect-invalid');
  });

  it('a file of a virtual workspace is checked too', async () => {
    const text = new TextEncoder().encode(fs.readFileSync(fileUri('flawed/everyone-trust-policy.json').fsPath, 'utf8'));
    const provider = vscode.workspace.registerFileSystemProvider('virtual', virtualFile(text));
    const uri = vscode.Uri.parse('virtual:/role-trust-policy.json');
    await vscode.window.showTextDocument(uri);
    const [diagnostic] = await untilDiagnostics(uri, (d) => d.length > 0);
    assert.ok(diagnostic);
    assert.equal(ruleOf(diagnostic), 'principal-everyone');
    provider.dispose();
  });

  it('the old side of a diff says nothing', async () => {
    const text = fs.readFileSync(fileUri('flawed/everyone-trust-policy.json').fsPath, 'utf8');
    const provider = vscode.workspace.registerTextDocumentContentProvider('old-side', {
      provideTextDocumentContent: () => text,
    });
    const old = vscode.Uri.parse('old-side:/everyone-trust-policy.json');
    const now = fileUri('flawed/everyone-trust-policy.json');
    await vscode.commands.executeCommand('vscode.diff', old, now);
    await untilDiagnostics(now, (d) => d.length > 0);
    assert.deepEqual(ours(old), []);
    provider.dispose();
  });

  it('syntax errors that VS Code shows are not shown twice, but fixed', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'json',
      content:
        '{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},]}',
    });
    await vscode.window.showTextDocument(document);
    const found = await untilDiagnostics(document.uri, (d) => d.length > 0);
    assert.deepEqual(found.map(ruleOf), ['effect-invalid']);
    const comma = document.positionAt(document.getText().lastIndexOf(','));
    const fixes = await quickFixes(document, new vscode.Range(comma, comma.translate(0, 1)));
    assert.ok(fixes.some((f) => f.title === 'Remove the trailing comma'));
    const json = vscode.workspace.getConfiguration('json');
    await json.update('validate.enable', false, vscode.ConfigurationTarget.Workspace);
    await untilDiagnostics(document.uri, (d) => d.map(ruleOf).includes('json-syntax'));
    await json.update('validate.enable', undefined, vscode.ConfigurationTarget.Workspace);
    await untilDiagnostics(document.uri, (d) => d.length > 0 && !d.map(ruleOf).includes('json-syntax'));
  });

  it('a server that dies is started again, and findings come back', async () => {
    const document = await open('flawed/everyone-trust-policy.json');
    await untilDiagnostics(document.uri, (d) => d.length > 0);
    const [pid] = serverPids();
    assert.ok(pid);
    const gone = untilDiagnostics(document.uri, (d) => d.length === 0);
    process.kill(pid, 'SIGKILL');
    await gone;
    await untilDiagnostics(document.uri, (d) => d.length > 0);
    assert.notEqual(serverPids()[0], pid);
  });

  it('Restart Server brings a new one, and findings come back', async () => {
    const document = await open('flawed/everyone-trust-policy.json');
    await untilDiagnostics(document.uri, (d) => d.length > 0);
    const [pid] = serverPids();
    await vscode.commands.executeCommand('iamTrustPolicy.restartServer');
    await untilDiagnostics(document.uri, (d) => d.length > 0);
    const [now] = serverPids();
    assert.ok(now);
    assert.notEqual(now, pid);
  });

  it('snippets keep to files named like a trust policy, and a list has each template once', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION);
    assert.ok(extension);
    const { contributes } = extension.packageJSON as { contributes: { snippets: { path: string }[] } };
    const names = new Set<string>();
    for (const { path } of contributes.snippets) {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension.extensionUri, path));
      const snippets = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, Record<string, unknown>>;
      for (const [name, { prefix, include, exclude }] of Object.entries(snippets)) {
        names.add(name);
        assert.equal(prefix, undefined, name);
        assert.ok(Array.isArray(include) && include.length > 0, name);
        // A config file is JSON as well.
        if (path.endsWith('.json')) assert.deepEqual(exclude, ['trust-policy.config.json'], name);
      }
    }
    assert.ok(names.size > 25);
    fs.mkdirSync(fileUri('blank').fsPath);
    const offered = async (name: string, text: string, at: number): Promise<string[]> => {
      fs.writeFileSync(fileUri(name).fsPath, text);
      const labels = await completionsAt(await open(name), new vscode.Position(0, at));
      return labels.filter((label) => names.has(label) || label.startsWith('trust-'));
    };
    assert.deepEqual(await offered('blank/mfa-trust-policy.json', 'trust-mfa', 9), ['IAM users with MFA']);
    for (const [text, at] of [
      ['', 0],
      ['{}', 1],
    ] as const)
      assert.deepEqual((await offered(`blank/${at}-trust-policy.json`, text, at)).sort(), [...names].sort(), text);
    for (const name of ['app.json', 'package.json', 'trust-policy.config.json'])
      assert.deepEqual(await offered(`blank/${name}`, '{ "name": "x", "enabled": t }', 27), [], name);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    fs.rmSync(fileUri('blank').fsPath, { recursive: true });
    const untitled = await vscode.workspace.openTextDocument({ language: 'json', content: 'trust-mfa' });
    const labels = await completionsAt(untitled, new vscode.Position(0, 9));
    assert.equal(labels.filter((label) => label === 'IAM users with MFA').length, 1);
  });

  it('New File makes an untitled trust policy', async () => {
    await vscode.commands.executeCommand('iamTrustPolicy.newFile');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.equal(document.getText(), '');
    const labels = await completionsAt(document, new vscode.Position(0, 0));
    assert.ok(labels.includes('AWS service'));
    assert.deepEqual(await untilDiagnostics(document.uri, () => true), []);
  });

  it('Open Rule Page shows the packaged page', async () => {
    const shows = (): boolean =>
      vscode.window.tabGroups.all.some((g) => g.tabs.some((t) => t.label.includes('external-id-missing')));
    const shown = new Promise<void>((resolve) => {
      const listener = vscode.window.tabGroups.onDidChangeTabs(() => {
        if (!shows()) return;
        listener.dispose();
        resolve();
      });
    });
    await vscode.commands.executeCommand('iamTrustPolicy.openRulePage', 'external-id-missing');
    await shown;
    assert.ok(shows());
  });

  it('explains what stands in a policy', async () => {
    const document = await open('sound/vendor-trust-policy.json');
    const { uri } = document;
    const at = document.positionAt(document.getText().indexOf('464622532012'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);
    const told = hovers
      .flatMap((h) => h.contents.map((c) => (c instanceof vscode.MarkdownString ? c.value : '')))
      .join('\n');
    assert.match(told, /A whole account.*Datadog/s);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
    const lens = lenses.find((l) => l.command?.title.startsWith('Any principal'));
    assert.equal(lens?.command?.command, 'iamTrustPolicy.explain');
    const whole = new vscode.Range(new vscode.Position(0, 0), document.positionAt(document.getText().length));
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      uri,
      whole,
    );
    assert.deepEqual(
      hints.map((h) => h.label),
      ['Datadog'],
    );
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    assert.ok(symbols.some((s) => s.name === 'Trust policy' && s.children[0]?.name === 'Datadog'));
    const [selection] = await vscode.commands.executeCommand<vscode.SelectionRange[]>(
      'vscode.executeSelectionRangeProvider',
      uri,
      [at],
    );
    const grown = [];
    for (let s = selection; s; s = s.parent) grown.push(document.getText(s.range));
    assert.ok(grown.includes('464622532012') && grown.includes('arn:aws:iam::464622532012:root'), grown.join('\n'));
  });

  it('opens one panel that explains the policy', async () => {
    const document = await open('sound/vendor-trust-policy.json');
    await vscode.commands.executeCommand('iamTrustPolicy.explain');
    await untilWebview('iamTrustPolicy.explain');
    await vscode.commands.executeCommand('iamTrustPolicy.explain', document.uri.toString(), { line: 0, character: 0 });
    const panels = vscode.window.tabGroups.all
      .flatMap((g) => g.tabs)
      .filter((t) => t.input instanceof vscode.TabInputWebview && t.input.viewType.includes('iamTrustPolicy.explain'));
    assert.equal(panels.length, 1);
    await vscode.window.tabGroups.close(panels);
  });

  it('offers refactorings where they are asked for', async () => {
    const document = await open('sound/vendor-trust-policy.json');
    const at = document.positionAt(document.getText().indexOf('3f9a1c7be04d'));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(at, at),
      vscode.CodeActionKind.Refactor.value,
      20,
    );
    const rotate = actions.find((a) => a.title === 'Rotate external ID: accept the new one from Datadog too');
    assert.ok(rotate?.edit && (await vscode.workspace.applyEdit(rotate.edit)));
    assert.match(document.getText(), /"sts:ExternalId": \[\s*"3f9a1c7be04d4d5f8a21",/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('finds where an external ID is used', async () => {
    const document = await open('sound/vendor-trust-policy.json');
    const { uri } = document;
    const at = document.positionAt(document.getText().indexOf('3f9a1c7be04d'));
    const found = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', uri, at);
    const files = found.map((location) => vscode.workspace.asRelativePath(location.uri));
    for (const file of ['sound/vendor-trust-policy.json', 'flawed/everyone-trust-policy.json'])
      assert.ok(files.includes(file), files.join());
    const highlights = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      uri,
      at,
    );
    assert.deepEqual(
      highlights.map(({ range }) => document.getText(range)),
      ['"3f9a1c7be04d4d5f8a21"'],
    );
    const editor = await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
    await vscode.commands.executeCommand('iamTrustPolicy.findExternalId');
    assert.ok(vscode.window.visibleTextEditors.includes(editor));
    await vscode.commands.executeCommand('closeReferenceSearch');
  });

  it('checks files that are not open, and goes to the role that a principal names', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.writeFile(
      fileUri('roles/build.json'),
      new TextEncoder().encode(
        JSON.stringify({
          Role: {
            RoleName: 'build',
            Arn: 'arn:aws:iam::111122223333:role/build',
            AssumeRolePolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
            },
          },
        }),
      ),
    );
    void vscode.commands.executeCommand('iamTrustPolicy.checkAll'); // its message waits for an answer
    await untilDiagnostics(fileUri('roles/build.json'), (d) => d.length === 1);
    assert.equal(ruleOf(ours(fileUri('roles/build.json'))[0] as vscode.Diagnostic), 'effect-invalid');
    const document = await vscode.workspace.openTextDocument({
      language: 'json',
      content:
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/build"}, "Action": "sts:AssumeRole"}]}',
    });
    await vscode.window.showTextDocument(document);
    const at = document.positionAt(document.getText().indexOf('role/build'));
    const [definition] = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      at,
    );
    assert.ok(definition?.uri.path.endsWith('roles/build.json'));
    await vscode.commands.executeCommand('iamTrustPolicy.showRoleMap');
    await vscode.window.tabGroups.close(await untilWebview('iamTrustPolicy.roleMap'));
  });

  it('copies a policy in the forms that other tools take, and pastes from them', async () => {
    const document = await open('sound/ec2-trust-policy.json');
    const policy: unknown = JSON.parse(document.getText());
    const copied = async (command: string): Promise<string> => {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand(`iamTrustPolicy.${command}`);
      return vscode.env.clipboard.readText();
    };
    assert.deepEqual(JSON.parse(await copied('copyAsLine')), policy);
    assert.deepEqual(JSON.parse(JSON.parse(await copied('copyAsString')) as string), policy);
    assert.deepEqual(JSON.parse(decodeURIComponent(await copied('copyUrlEncoded'))), policy);
    const empty = await vscode.workspace.openTextDocument({ language: 'json', content: '' });
    await vscode.window.showTextDocument(empty);
    await vscode.commands.executeCommand('iamTrustPolicy.pastePolicy');
    assert.deepEqual(JSON.parse(empty.getText()), policy);
    assert.match(empty.getText(), /^\{\n {2}"Version"/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('has every text of the manifest in one file', () => {
    const manifest = vscode.extensions.getExtension(EXTENSION)?.packageJSON as object;
    assert.doesNotMatch(JSON.stringify(manifest), /"%[\w.]+%"/, 'a key without a text');
  });
});
