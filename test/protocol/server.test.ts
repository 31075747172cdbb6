import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import type { CodeAction, CompletionList, Diagnostic, TextDocumentEdit } from 'vscode-languageserver/node';
import { TestClient, URI } from '../support/lspClient.ts';

const policy = (effect: string, more = ''): string =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "${effect}",\n      "Principal": {"Service": "ec2.amazonaws.com"},\n      "Action": "sts:AssumeRole"${more}\n    }\n  ]\n}\n`;

const PULLING = {
  textDocument: {
    diagnostic: {},
    codeAction: { resolveSupport: { properties: ['edit'] }, dataSupport: true },
    completion: { completionItem: { snippetSupport: true } },
  },
  workspace: {
    configuration: true,
    diagnostics: { refreshSupport: true },
    didChangeConfiguration: { dynamicRegistration: true },
  },
};

const WORKSPACE = [{ uri: 'file:///ws', name: 'ws' }];

const newTextOf = (edit: TextDocumentEdit | undefined): string => (edit?.edits[0] as { newText: string }).newText;
const rules = (diagnostics: readonly Diagnostic[]): string[] => diagnostics.map((d) => String(d.code));

for (const kind of ['stdio', 'worker'] as const) {
  describe(`the built server (${kind}) and a client that pulls`, () => {
    let client: TestClient;
    beforeEach(() => {
      client = new TestClient(kind);
    });
    afterEach(() => client.stop());

    it('says what it can do', async () => {
      const { capabilities } = await client.start(PULLING);
      assert.ok(capabilities['diagnosticProvider']);
      assert.deepEqual(capabilities['textDocumentSync'], { openClose: true, change: 2 });
    });

    it('answers with findings, their pages and places, and publishes nothing', async () => {
      await client.start(PULLING);
      await client.open(policy('allow', ',\n      "Resource": "*"'));
      const [effect, resource] = await client.pull();
      assert.equal(effect?.code, 'effect-invalid');
      assert.equal(effect.source, 'iam-trust-policy');
      assert.equal(effect.severity, 1);
      assert.deepEqual(effect.range, { start: { line: 4, character: 16 }, end: { line: 4, character: 23 } });
      assert.match(effect.codeDescription?.href ?? '', /\/docs\/rules\/effect-invalid\.md$/);
      assert.equal(resource?.code, 'resource-prohibited');
      assert.deepEqual(client.published, []);
    });

    it('explains what stands in a policy: hover, lens, hints, outline, links, selections', async () => {
      client.settings = { ownAccounts: { '111122223333': 'prod' } };
      const { capabilities } = await client.start(PULLING, { explainCommand: 'editor.explain', foldsJson: true });
      assert.equal(capabilities['foldingRangeProvider'], false);
      await client.open(policy('Allow').replace('"Service": "ec2.amazonaws.com"', '"AWS": "111122223333"'));
      const textDocument = { uri: URI };
      const ask = <T>(method: string, more: object = {}): Promise<T> =>
        client.connection.sendRequest<T>(`textDocument/${method}`, { textDocument, ...more });
      const position = { line: 5, character: 30 };
      const hover = await ask<{ contents: { kind: string; value: string }; range: unknown }>('hover', { position });
      assert.equal(hover.contents.kind, 'markdown');
      assert.match(hover.contents.value, /A whole account.*\n\n.*prod/s);
      const [lens] = await ask<{ range: unknown; command: unknown }[]>('codeLens');
      const start = { line: 3, character: 4 };
      assert.deepEqual(lens, {
        range: { start, end: start },
        command: {
          title: 'Any principal in account 111122223333 (prod) can assume this role',
          tooltip: 'Any principal in account 111122223333 (prod) can assume this role',
          command: 'editor.explain',
          arguments: [URI, start],
        },
      });
      const range = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
      const [hint] = await ask<{ label: string; position: unknown }[]>('inlayHint', { range });
      assert.deepEqual([hint?.label, hint?.position], ['prod', { line: 5, character: 41 }]);
      const [outline] = await ask<{ children: { name: string }[] }[]>('documentSymbol');
      assert.deepEqual(
        outline?.children.map((c) => c.name),
        ['Statement 1'],
      );
      assert.deepEqual(await ask('documentLink'), []); // nothing is underlined for good
      const onAction = await ask<{ contents: { value: string } }>('hover', { position: { line: 6, character: 20 } });
      assert.match(onAction.contents.value, /\(https:[^)]*API_AssumeRole/);
      const [selection] = await ask<{ range: unknown; parent: object }[]>('selectionRange', { positions: [position] });
      assert.ok(selection?.parent);
      client.settings = { codeLens: false, inlayHints: false };
      await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
      assert.deepEqual([await ask('codeLens'), await ask('inlayHint', { range })], [[], []]);
    });

    it('leads from a rule in the config file to its page', async () => {
      await client.start(PULLING);
      const uri = 'file:///ws/trust-policy.config.json';
      await client.open(
        '{"rules": {"placeholder": "off", "nonsense": "off"}, "overrides": [{"rules": {"sid-invalid": "off"}}]}',
        uri,
      );
      const links = await client.connection.sendRequest<{ target: string }[]>('textDocument/documentLink', {
        textDocument: { uri },
      });
      assert.deepEqual(
        links.map((l) => l.target.split('/').at(-1)),
        ['placeholder.md', 'sid-invalid.md'],
      );
    });

    it('explains a policy on request, for any editor', async () => {
      await client.start(PULLING);
      await client.open(policy('Allow'));
      const explain = (uri: string): Promise<Record<string, unknown> | null> =>
        client.connection.sendRequest('workspace/executeCommand', {
          command: 'iamTrustPolicy.server.explain',
          arguments: [uri],
        });
      const report = await explain(URI);
      assert.deepEqual(
        (report?.['statements'] as { sentence: string }[]).map((s) => s.sentence),
        ['Amazon EC2 can assume this role'],
      );
      assert.match((report?.['picture'] as { svg: string }).svg, /^<svg /);
      assert.equal(await explain('file:///ws/elsewhere.json'), null);
    });

    it('relates the two places of a repeated key', async () => {
      await client.start(PULLING);
      await client.open(policy('Allow', ',\n      "Action": "sts:AssumeRole"'));
      const [repeated] = await client.pull();
      assert.equal(repeated?.code, 'json-duplicate-key');
      assert.equal(repeated.relatedInformation?.[0]?.location.range.start.line, 6);
    });

    it('offers fixes with their edits, for the version they were made of', async () => {
      await client.start(PULLING);
      await client.open(policy('allow'));
      const [diagnostic] = await client.pull();
      assert.ok(diagnostic);
      const request = { textDocument: { uri: URI }, range: diagnostic.range, context: { diagnostics: [diagnostic] } };
      const [action] = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', request);
      assert.ok(action);
      assert.equal(action.title, 'Replace with "Allow"');
      assert.equal(action.isPreferred, true);
      assert.equal(action.diagnostics?.[0]?.code, 'effect-invalid');
      const edit = action.edit?.documentChanges?.[0] as TextDocumentEdit;
      assert.equal(edit.textDocument.version, 1);
      assert.deepEqual(edit.edits, [{ range: diagnostic.range, newText: '"Allow"' }]);
    });

    it('fixes all that is safe on request', async () => {
      await client.start(PULLING);
      await client.open(policy('allow', ',\n      "Resource": "*"'));
      const everywhere = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
      const context = { diagnostics: [], only: ['source.fixAll'] };
      const [action] = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: URI },
        range: everywhere,
        context,
      });
      assert.equal(action?.kind, 'source.fixAll.iamTrustPolicy');
      assert.equal(action.edit, undefined);
      const resolved = await client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
      const [change] = resolved.edit?.documentChanges as [TextDocumentEdit];
      assert.match(JSON.stringify(change.edits), /"Allow|Allow"/);
      await client.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: URI, version: 2 },
        contentChanges: [{ text: policy('Allow') }],
      });
      await assert.rejects(client.connection.sendRequest('codeAction/resolve', action), /changed/);
    });

    it('takes settings as they are, and as they change', async () => {
      client.settings = { rules: { 'effect-invalid': 'off', 'resource-prohibited': 'hint', 'no-such-rule': 'loud' } };
      await client.start(PULLING);
      await client.open(policy('allow', ',\n      "Resource": "*"'));
      const before = await client.pull();
      assert.deepEqual(rules(before), ['resource-prohibited']);
      assert.equal(before[0]?.severity, 4);
      client.settings = {};
      await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
      await client.until(() => client.refreshes > 0);
      assert.deepEqual(rules(await client.pull()), ['effect-invalid', 'resource-prohibited']);
    });

    it('leaves out the syntax errors that its client shows', async () => {
      await client.start(PULLING, { jsonSyntaxReportedFor: ['json'] });
      await client.open(policy('Allow').replace('"ec2.amazonaws.com"}', '"ec2.amazonaws.com",}'));
      assert.deepEqual(await client.pull(), []);
      await client.open(
        policy('Allow').replace('"ec2.amazonaws.com"}', '"ec2.amazonaws.com",}'),
        'file:///ws/b.json',
        'jsonc',
      );
      assert.deepEqual(rules(await client.pull('file:///ws/b.json')), ['json-syntax']);
    });

    it('keeps taking a document for a policy once it was one', async () => {
      await client.start(PULLING);
      const uri = 'file:///ws/role.json';
      await client.open(policy('allow'), uri);
      assert.deepEqual(rules(await client.pull(uri)), ['effect-invalid']);
      await client.change(2, policy('allow').replace('sts:AssumeRole', 'st'), uri);
      assert.deepEqual(rules(await client.pull(uri)), ['effect-invalid']);
    });

    it('judges a change that keeps the version', async () => {
      await client.start(PULLING);
      await client.open(policy('allow'));
      assert.deepEqual(rules(await client.pull()), ['effect-invalid']);
      await client.change(1, policy('Allow'));
      assert.deepEqual(rules(await client.pull()), []);
      await client.change(1, policy('allow'));
      assert.deepEqual(rules(await client.pull()), ['effect-invalid']);
      const end = async (): Promise<unknown> =>
        (
          await client.connection.sendRequest<{ range: { end: unknown } }[]>('textDocument/documentSymbol', {
            textDocument: { uri: URI },
          })
        )[0]?.range.end;
      assert.deepEqual(await end(), { line: 9, character: 1 });
      await client.change(1, '{}');
      assert.deepEqual(await end(), { line: 0, character: 2 });
    });

    it('refuses what is asked after it was told to shut down, and still ends', async () => {
      const late = new TestClient(kind);
      await late.start(PULLING);
      await late.open(policy('allow'));
      const before = late.pull();
      assert.equal(await late.connection.sendRequest('shutdown'), null);
      assert.deepEqual(rules(await before), ['effect-invalid']);
      for (const [method, params] of [
        ['textDocument/diagnostic', { textDocument: { uri: URI } }],
        ['workspace/executeCommand', { command: 'iamTrustPolicy.server.wizardSteps', arguments: [{}] }],
        ['iamTrustPolicy/checkAll', {}],
        ['initialize', { processId: null, rootUri: null, capabilities: {} }],
        ['shutdown', undefined],
        ['no/such/method', {}],
      ] as const)
        await assert.rejects(late.connection.sendRequest(method, params), { code: -32600 }, method);
      await late.end();
    });

    it('completes with snippets', async () => {
      await client.start(PULLING);
      await client.open(policy('Allow', ',\n      "Condition": {"StringEquals": {}}'));
      const position = { line: 7, character: 37 };
      const list = await client.connection.sendRequest<CompletionList>('textDocument/completion', {
        textDocument: { uri: URI },
        position,
      });
      const item = list.items[0];
      assert.equal(item?.label, 'aws:SourceAccount');
      assert.equal(item.insertTextFormat, 2);
      assert.equal(item.documentation, undefined);
      const resolved = await client.connection.sendRequest<typeof item>('completionItem/resolve', item);
      assert.match(JSON.stringify(resolved.documentation), /AWS documentation/);
    });

    it('judges by the config file found upwards, as it is on disk or in an editor', async () => {
      const CONFIG = 'memory:///ws/trust-policy.config.json';
      const policyUri = 'memory:///ws/a/b/role-trust-policy.json';
      client.files.set(CONFIG, '{"rules": {"effect-invalid": "off"}}');
      await client.start(PULLING, { readsFiles: true }, [{ uri: 'memory:///ws', name: 'ws' }]);
      await client.open(policy('allow'), policyUri);
      assert.deepEqual(rules(await client.pull(policyUri)), []);
      client.files.set(CONFIG, '{"rules": {"effect-invalid": "hint"}}');
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: CONFIG, type: 2 }],
      });
      await client.until(() => client.refreshes > 0);
      assert.equal((await client.pull(policyUri))[0]?.severity, 4);
      // An open one wins over the disk, and is itself looked at.
      await client.open(
        '{"rules": {"efect-invalid": "off"}, "overrides": [{"files": "a/**", "rules": {"sid-invalid": "off"}, "because": "x"}, {"rules": {"effect-invalid": "warning"}, "because": "y"}]}',
        CONFIG,
      );
      assert.equal((await client.pull(policyUri))[0]?.severity, 2);
      const said = (await client.pull(CONFIG)).map((d) =>
        typeof d.message === 'string' ? d.message : d.message.value,
      );
      assert.match(said[0] ?? '', /effect-invalid/);
      assert.match(said[1] ?? '', /has no effect/);
      assert.equal(said.length, 2);
      await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: CONFIG } });
      assert.equal((await client.pull(policyUri))[0]?.severity, 4);
    });

    it('offers to ignore a finding with a reason, and writes the config file', async () => {
      await client.start(PULLING, { readsFiles: true }, WORKSPACE);
      await client.open(policy('Allow', ',\n      "Sid": "Web"').replace('sts:AssumeRole', 'sts:*'));
      const [diagnostic] = await client.pull();
      assert.ok(diagnostic);
      const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: URI },
        range: diagnostic.range,
        context: { diagnostics: [diagnostic] },
      });
      const ignore = actions.find((a) => a.title.startsWith('Ignore'));
      assert.equal(ignore?.title, 'Ignore action-wildcard in statement Web, because…');
      assert.ok(actions.some((a) => a.title === 'Disable rule action-wildcard'));
      const resolved = await client.connection.sendRequest<CodeAction>('codeAction/resolve', ignore);
      const [create, ignored] = resolved.edit?.documentChanges ?? [];
      assert.deepEqual(create, {
        kind: 'create',
        uri: 'file:///ws/trust-policy.config.json',
        options: { ignoreIfExists: true },
      });
      assert.deepEqual(JSON.parse(newTextOf(ignored as TextDocumentEdit)), {
        overrides: [
          { files: ['role-trust-policy.json'], sids: ['Web'], rules: { 'action-wildcard': 'off' }, because: '' },
        ],
      });
      const request = { uri: URI, kind: 'disable', rule: 'action-wildcard', text: 'on purpose' };
      const written = await client.connection.sendRequest<{ documentChanges: TextDocumentEdit[] }>(
        'workspace/executeCommand',
        { command: 'iamTrustPolicy.server.configEdit', arguments: [request] },
      );
      assert.deepEqual(JSON.parse(newTextOf(written.documentChanges[1])), {
        rules: { 'action-wildcard': { level: 'off', because: 'on purpose' } },
      });
      const edit = (request: object): Promise<{ documentChanges: TextDocumentEdit[] } | null> =>
        client.connection.sendRequest('workspace/executeCommand', {
          command: 'iamTrustPolicy.server.configEdit',
          arguments: [{ uri: URI, kind: 'level', rule: 'action-wildcard', ...request }],
        });
      assert.deepEqual(JSON.parse(newTextOf((await edit({ level: 'hint' }))?.documentChanges[1])), {
        rules: { 'action-wildcard': 'hint' },
      });
      assert.equal(await edit({ level: 'loud' }), null);
    });

    it('has tokens, the wizard, and a word for a command it has not', async () => {
      await client.start(PULLING);
      await client.open(policy('Allow'));
      const tokens = await client.connection.sendRequest<{ data: number[] }>('textDocument/semanticTokens/full', {
        textDocument: { uri: URI },
      });
      assert.equal(tokens.data.length % 5, 0);
      assert.ok(tokens.data.length > 0);
      const run = (command: string, ...given: unknown[]): Promise<unknown> =>
        client.connection.sendRequest('workspace/executeCommand', {
          command: `iamTrustPolicy.server.${command}`,
          arguments: given,
        });
      const answers = { kind: 'service', services: ['scheduler.amazonaws.com'], sourceAccount: '', guards: [] };
      assert.equal(((await run('wizardSteps', {})) as unknown[]).length, 1);
      assert.match(String(await run('answerProblem', answers, 'sourceAccount', '12')), /12 digits/);
      assert.match(String(await run('generate', answers)), /scheduler\.amazonaws\.com/);
      const edit = (await run('insertGenerated', answers, URI)) as TextDocumentEdit;
      assert.equal(edit.textDocument.version, 1);
      for (const unknown of ['fly', '', 'constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'])
        await assert.rejects(run(unknown, URI), {
          code: -32803,
          message: `Unknown command: iamTrustPolicy.server.${unknown}`,
        });
      await assert.rejects(
        client.connection.sendRequest('workspace/executeCommand', { command: 'generate', arguments: [answers] }),
        /^Error: Unknown command: generate$/,
      );
    });

    it('answers a cancelled request as cancelled, and goes on', async () => {
      await client.start(PULLING);
      const role = `{"AssumeRolePolicyDocument": ${policy('allow')}}`;
      await client.open(
        `{"Roles": [${Array.from({ length: 4000 }, (_, i) => role.replace('ec2', `ec2${i}`)).join(',')}]}`,
      );
      const { CancellationTokenSource } = await import('vscode-languageserver/node');
      const source = new CancellationTokenSource();
      const answer = client.connection.sendRequest(
        'textDocument/diagnostic',
        { textDocument: { uri: URI } },
        source.token,
      );
      source.cancel();
      await assert.rejects(answer, /cancel/i);
      await client.open(policy('allow'), 'file:///ws/c.json');
      assert.deepEqual(rules(await client.pull('file:///ws/c.json')), ['effect-invalid']);
    });
  });

  describe(`the built server (${kind}) and a client that is pushed to`, () => {
    let client: TestClient;
    beforeEach(() => {
      client = new TestClient(kind);
    });
    afterEach(() => client.stop());

    it('publishes findings with their version, and none on close', async () => {
      const { capabilities } = await client.start({}, { settings: { rules: { 'resource-prohibited': 'off' } } });
      assert.equal(capabilities['diagnosticProvider'], undefined);
      await client.open(policy('allow', ',\n      "Resource": "*"'));
      await client.until(() => client.published.length > 0);
      assert.equal(client.published[0]?.version, 1);
      assert.deepEqual(rules(client.published[0].diagnostics), ['effect-invalid']);
      await client.change(2, policy('Allow'));
      await client.until(() => client.published.at(-1)?.version === 2);
      assert.deepEqual(client.published.at(-1)?.diagnostics, []);
      await client.change(3, policy('allow'));
      await client.until(() => client.published.at(-1)?.version === 3);
      await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: URI } });
      await client.until(() => client.published.at(-1)?.version === undefined);
      assert.deepEqual(client.published.at(-1)?.diagnostics, []);
    });

    it('brings the edit with the fix when it cannot be asked later', async () => {
      await client.start({});
      await client.open(policy('allow'));
      const range = { start: { line: 4, character: 20 }, end: { line: 4, character: 20 } };
      const [action] = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: URI },
        range,
        context: { diagnostics: [] },
      });
      assert.ok(action?.edit?.documentChanges);
    });

    it('takes pushed settings', async () => {
      await client.start({});
      await client.open(policy('allow'));
      await client.until(() => client.published.at(-1)?.diagnostics.length === 1);
      await client.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { trustPolicy: { rules: { 'effect-invalid': 'off' } } },
      });
      await client.until(() => client.published.at(-1)?.diagnostics.length === 0);
    });
  });
}

describe('the built server', () => {
  it('keeps to its budget (docs/decisions/0022)', () => {
    for (const bundles of [['dist/server.js', 'dist/engine.js'], ['dist/web/server.js']]) {
      const size = bundles.reduce((sum, file) => sum + fs.statSync(file).size, 0);
      assert.ok(size < 1_750_000, bundles.join());
    }
  });
});
