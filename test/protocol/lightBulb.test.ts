import assert from 'node:assert/strict';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver/node';
import { TestClient, URI } from '../support/lspClient.ts';

const PULLING = {
  textDocument: {
    diagnostic: {},
    codeAction: { resolveSupport: { properties: ['edit'] }, dataSupport: true },
  },
};
const OPTIONS = { configCommand: 'write', rulePageCommand: 'page', rulePages: 'file:///pages' };
const WORKSPACE = [{ uri: 'file:///ws', name: 'ws' }];

/** Trusts a vendor without an external ID; the effect is written as given. */
const vendor = (effect: string, more = ''): string =>
  `{"Version": "2012-10-17", "Statement": [{"Sid": "Monitoring", "Effect": "${effect}", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, "Action": "sts:AssumeRole"${more}}]}`;

describe('the light bulb', () => {
  let client: TestClient;
  beforeEach(() => {
    client = new TestClient('stdio');
  });
  afterEach(() => client.stop());

  /** What is offered at a text of the policy, in its order. */
  async function offered(text: string, at: string, only?: readonly string[]): Promise<CodeAction[]> {
    await client.open(text);
    const character = text.indexOf(at) + 1;
    const position = { line: 0, character };
    return client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: URI },
      range: { start: position, end: position },
      context: { diagnostics: [], triggerKind: 2, ...(only ? { only } : {}) },
    });
  }
  const titles = (actions: readonly CodeAction[]): string[] =>
    actions.filter(({ kind }) => kind === 'quickfix').map(({ title }) => title);

  it('offers fixes, then the page of the rule, then to ignore it, which is never preferred', async () => {
    await client.start(PULLING, OPTIONS, WORKSPACE);
    const actions = await offered(vendor('Allow'), '464622532012');
    const [fix, page, ignore, disable, ...rest] = actions.filter(({ kind }) => kind === 'quickfix');
    assert.ok(fix?.edit && fix.diagnostics?.length === 1);
    assert.deepEqual(page?.command?.arguments, ['external-id-missing']);
    assert.equal(page.command.command, 'page');
    assert.equal(ignore?.title, 'Ignore external-id-missing in statement Monitoring, because…');
    assert.equal(disable?.title, 'Disable rule external-id-missing');
    assert.deepEqual(rest, []);
    for (const action of [page, ignore, disable]) {
      assert.equal(action.isPreferred, undefined);
      assert.equal(action.diagnostics, undefined); // editors put those with diagnostics first
    }
  });

  it('offers all safe fixes of the file after those of the place, and works them out when they are chosen', async () => {
    await client.start(PULLING, OPTIONS, WORKSPACE);
    const actions = await offered(vendor('allow', ', "Resource": "*"'), '"allow"');
    const all = titles(actions).indexOf('Fix all safe problems in this file');
    assert.equal(all, 1);
    assert.equal(actions[0]?.isPreferred, true);
    assert.equal(actions[all]?.edit, undefined);
    const resolved = await client.connection.sendRequest<CodeAction>('codeAction/resolve', actions[all]);
    const [change] = resolved.edit?.documentChanges as [TextDocumentEdit];
    assert.equal(change.textDocument.version, 1);
    assert.ok(JSON.stringify(change.edits).includes('Allow') && !JSON.stringify(change.edits).includes('Resource'));
  });

  it('has no fix-all where there is but the one fix that it offers itself, nor where nothing is wrong', async () => {
    await client.start(PULLING, OPTIONS, WORKSPACE);
    const sound = vendor('Allow', ', "Condition": {"StringEquals": {"sts:ExternalId": "3f9a1c7be04d4d5f8a21"}}');
    assert.deepEqual(titles(await offered(sound, '464622532012')), []);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: URI } });
    const one = await offered(sound.replace('Allow', 'allow'), '"allow"');
    assert.ok(!titles(one).includes('Fix all safe problems in this file'), titles(one).join());
  });

  it('ignores nothing that IAM rejects, whatever its level is', async () => {
    client.settings = { rules: { 'effect-invalid': 'hint' } };
    await client.start({ ...PULLING, workspace: { configuration: true } }, OPTIONS, WORKSPACE);
    const found = titles(await offered(vendor('allow'), '"allow"'));
    assert.ok(found.includes('Open the page of effect-invalid'));
    assert.ok(!found.some((title) => /^(Ignore|Disable)/.test(title)), found.join());
  });

  it('has no pages where the client has no command for them', async () => {
    await client.start(PULLING, { configCommand: 'write' }, WORKSPACE);
    const found = titles(await offered(vendor('Allow'), '464622532012'));
    assert.ok(found.length > 2 && !found.some((title) => title.startsWith('Open')), found.join());
    const [diagnostic] = await client.pull();
    assert.match(diagnostic?.codeDescription?.href ?? '', /^https:.*\/docs\/rules\/external-id-missing\.md$/);
  });

  it('stands apart from source actions', async () => {
    await client.start(PULLING, OPTIONS, WORKSPACE);
    const actions = await offered(vendor('allow', ', "Resource": "*"'), '"allow"', ['source.fixAll']);
    assert.deepEqual(
      actions.map(({ kind, title }) => [kind, title]),
      [['source.fixAll.iamTrustPolicy', 'Fix all safe problems in this file']],
    );
  });

  it('leads to the pages that the client has', async () => {
    await client.start(PULLING, OPTIONS, WORKSPACE);
    await client.open(vendor('Allow'));
    const [diagnostic] = await client.pull();
    assert.equal(diagnostic?.codeDescription?.href, 'file:///pages/external-id-missing.md');
  });
});
