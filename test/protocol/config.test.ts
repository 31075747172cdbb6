import assert from 'node:assert/strict';
import type { CompletionList, Diagnostic } from 'vscode-languageserver/node';
import { TestClient } from '../support/lspClient.ts';

const PULLING = {
  textDocument: { diagnostic: {}, completion: { completionItem: { snippetSupport: true } } },
  workspace: { diagnostics: { refreshSupport: true } },
};
// The client reads what is not on this machine.
const URI = 'memory:///ws/role-trust-policy.json';
const CONFIG = 'memory:///ws/trust-policy.config.json';
const FLAWED =
  '{"Version": "2012-10-17", "Statement": {"Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}}';
const OFF = '{"rules": {"effect-invalid": "off"}}';
const HALF = '{"rules": {"effect-invalid": "off"}, "quot';

const codes = (diagnostics: readonly Diagnostic[]): string[] => diagnostics.map((d) => String(d.code));
const messages = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics.map((d) => (typeof d.message === 'string' ? d.message : d.message.value)).join('\n');

describe('the config file while somebody writes it', () => {
  let client: TestClient;
  beforeEach(() => {
    client = new TestClient('stdio');
  });
  afterEach(() => client.stop());

  const begin = async (saved?: string): Promise<void> => {
    if (saved !== undefined) client.files.set(CONFIG, saved);
    await client.start(PULLING, { readsFiles: true });
    await client.open(FLAWED, URI);
  };

  it('applies as it last was without errors, says so, and applies anew once it is right again', async () => {
    await begin();
    await client.open(OFF, CONFIG);
    assert.deepEqual(codes(await client.pull(URI)), []);
    assert.deepEqual(await client.pull(CONFIG), []);
    for (const [i, text] of [
      '{"rules": {"effect-invalid": "off"},',
      HALF,
      '{"rules": {"effect-invalid"',
      '{',
    ].entries()) {
      await client.change(2 + i, text, CONFIG);
      assert.deepEqual(codes(await client.pull(URI)), [], text);
      const said = await client.pull(CONFIG);
      assert.match(
        messages(said),
        /^trust-policy\.config\.json has errors\. The last version without errors still applies\./,
      );
      assert.equal(said.length, 2, text);
    }
    await client.change(9, '{"rules": {"effect-invalid": "hint"}}', CONFIG);
    assert.deepEqual(
      (await client.pull(URI)).map((d) => d.severity),
      [4],
    );
    assert.deepEqual(await client.pull(CONFIG), []);
  });

  it('opened broken, applies as it was saved', async () => {
    await begin(OFF);
    await client.open(HALF, CONFIG);
    assert.deepEqual(codes(await client.pull(URI)), []);
    assert.match(messages(await client.pull(CONFIG)), /last version without errors still applies/);
  });

  it('broken from the start, applies in nothing, and says so', async () => {
    await begin(HALF);
    assert.deepEqual(codes(await client.pull(URI)), ['effect-invalid']);
    await client.open(HALF, CONFIG);
    assert.deepEqual(codes(await client.pull(URI)), ['effect-invalid']);
    assert.match(messages(await client.pull(CONFIG)), /Nothing in it applies until they are fixed/);
    await client.change(2, OFF, CONFIG);
    assert.deepEqual(codes(await client.pull(URI)), []);
  });

  it('a comment or a comma too many leaves no doubt: the new text applies', async () => {
    await begin();
    await client.open('{"rules": {"effect-invalid": "off"},} // ours', CONFIG);
    assert.deepEqual(codes(await client.pull(URI)), []);
    assert.doesNotMatch(messages(await client.pull(CONFIG)), /has errors/);
  });

  it('is offered nothing that belongs in a policy', async () => {
    await begin();
    await client.open('', CONFIG);
    for (const [i, text] of ['', '{}', '{"rules": {}}', '{"": 1}', 'trust-mfa'].entries()) {
      await client.change(2 + i, text, CONFIG);
      const list = await client.connection.sendRequest<CompletionList | null>('textDocument/completion', {
        textDocument: { uri: CONFIG },
        position: { line: 0, character: Math.floor(text.length / 2) },
        context: { triggerKind: 1 },
      });
      assert.deepEqual(list?.items ?? [], [], text);
    }
  });

  it('gone from the disk, applies no longer', async () => {
    await begin(OFF);
    assert.deepEqual(codes(await client.pull(URI)), []);
    client.files.delete(CONFIG);
    const refreshes = client.refreshes;
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: CONFIG, type: 3 }],
    });
    await client.until(() => client.refreshes > refreshes);
    assert.deepEqual(codes(await client.pull(URI)), ['effect-invalid']);
  });
});
