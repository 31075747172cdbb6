import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CompletionList, Diagnostic } from 'vscode-languageserver/node';
import { TestClient } from '../support/lspClient.ts';

const PULLING = {
  textDocument: { diagnostic: {}, completion: { completionItem: { snippetSupport: true } } },
  workspace: { configuration: true, diagnostics: { refreshSupport: true } },
};
const POLICY =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}';
const BAD = POLICY.replace('"Allow"', '"allow"');
const NOTARY =
  '{"version": "1.0", "trustPolicies": [{"name": "a", "registryScopes": ["*"], "trustStores": ["ca:acme"], "trustedIdentities": ["*"]}]}';
const CALLERS =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/a"}]}';

/** Files that are none of our business, by name. */
const OTHERS: Readonly<Record<string, string>> = {
  'trustpolicy.json': NOTARY,
  'trustpolicy.oci.json': NOTARY.replace('"1.0"', '"1.1"'),
  'trust_policy.json': '{"trusted_keys": ["4f2a"], "threshold": 1}',
  'role-trust-policy-schema.json': `{"$schema": "http://json-schema.org/draft-07/schema#", "examples": [${POLICY}]}`,
  'ram-trust-policy.json': POLICY.replace('2012-10-17', '1').replace('ec2.amazonaws.com', 'ecs.aliyuncs.com'),
  'cam-trust-policy.json':
    '{"version": "2.0", "statement": [{"effect": "allow", "principal": {"qcs": ["qcs::cam::uin/1:root"]}, "action": "sts:AssumeRole"}]}',
  'trust.json': '[{"id": 1}]',
  'ca-trust.json': '{"trusted": ["ca:acme"]}',
  'allow-assume-a-role-policy.json': CALLERS,
  'AWSTrustedAdvisorServiceRolePolicy.json': CALLERS.replace('sts:AssumeRole', 's3:GetObject'),
  'trust-policy.config.json': POLICY,
  'app.json': '{"enabled": true}',
};

describe('the built server and what files are called', () => {
  let folder: string;
  let client: TestClient;
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;

  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'naming-'));
    client = new TestClient('stdio');
    await client.start(PULLING, undefined, [{ uri: pathToFileURL(folder).href, name: 'ws' }]);
  });
  afterEach(async () => {
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  const ask = <T>(method: string, name: string, more: object = {}): Promise<T> =>
    client.connection.sendRequest<T>(`textDocument/${method}`, { textDocument: { uri: uri(name) }, ...more });
  const command = (name: string, ...given: unknown[]): Promise<unknown> =>
    client.connection.sendRequest('workspace/executeCommand', {
      command: `iamTrustPolicy.server.${name}`,
      arguments: given,
    });
  const labels = async (name: string, character: number): Promise<string[]> => {
    const list = await ask<CompletionList | null>('completion', name, { position: { line: 0, character } });
    return list?.items.map((i) => i.label) ?? [];
  };
  const codes = async (name: string): Promise<string[]> => (await client.pull(uri(name))).map((d) => String(d.code));

  /** All that the server has to say of a document, at a place or as a whole. */
  async function said(name: string, text: string): Promise<Record<string, unknown>> {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: text.length } };
    const positions = Array.from({ length: text.length + 1 }, (_, character) => ({ line: 0, character }));
    const at = positions.filter(({ character }) => /["{[:,.]/.test(text.charAt(character - 1)));
    return {
      completion: (await Promise.all(at.map(({ character }) => labels(name, character)))).flat(),
      hover: (await Promise.all(at.map((position) => ask('hover', name, { position })))).filter((h) => h !== null),
      codeAction: await ask('codeAction', name, {
        range,
        context: { diagnostics: [], only: ['source', 'quickfix', 'refactor'] },
      }),
      codeLens: await ask('codeLens', name),
      documentSymbol: await ask('documentSymbol', name),
      foldingRange: await ask('foldingRange', name),
      inlayHint: await ask('inlayHint', name, { range }),
      tokens: (await ask<{ data: number[] }>('semanticTokens/full', name)).data,
      definition: (await Promise.all(at.map((position) => ask('definition', name, { position })))).filter(
        (d) => d !== null && !(Array.isArray(d) && !d.length),
      ),
      explain: (await command('explain', uri(name))) ?? [],
      policyAs: (await command('policyAs', uri(name), at[0], 'line')) ?? [],
    };
  }

  it('says nothing of what is none of our business', async () => {
    for (const [name, text] of Object.entries(OTHERS)) {
      await client.open(text, uri(name));
      if (name !== 'trust-policy.config.json') assert.deepEqual(await codes(name), [], name);
      for (const [what, found] of Object.entries(await said(name, text)))
        assert.deepEqual(found, [], `${what}: ${name}`);
    }
  });

  it('completes and judges a candidate from its first key on', async () => {
    const expected: Readonly<Record<string, string>> = {
      '': 'trust-account',
      '{"': 'Statement',
      '{"V': 'Version',
      '{"Version": "': '2012-10-17',
      '{"Version": "2012-10-17", "': 'Statement',
      '{"Version": "2012-10-17", "Statement": [{"': 'Effect',
      '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"': 'Service',
    };
    for (const [text, label] of Object.entries(expected)) {
      const found: string[][] = [];
      for (const name of [
        'x-trust-policy.json',
        'trust.json',
        'x-trust.json',
        'x_trust.json',
        'assume-role-policy.json',
      ]) {
        await client.open(text, uri(name));
        found.push([...(await labels(name, text.length)), ...(await codes(name))]);
        await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(name) } });
      }
      const [first, ...others] = found;
      assert.ok(text === '' ? first?.length : first?.includes(label), `${label} of ${String(first)}`);
      for (const other of others) assert.deepEqual(other, first, text);
    }
    await client.open('{"', uri('app.json'));
    assert.deepEqual(await labels('app.json', 2), []);
  });

  it('lets go of a candidate that becomes something else, and keeps a policy while it is edited', async () => {
    await client.open('{"version', uri('trustpolicy.json'));
    assert.notDeepEqual(await codes('trustpolicy.json'), []);
    await client.change(2, NOTARY, uri('trustpolicy.json'));
    assert.deepEqual(await codes('trustpolicy.json'), []);

    await client.open(BAD, uri('policy.json'));
    assert.deepEqual(await codes('policy.json'), ['effect-invalid']);
    await client.change(2, BAD.replace('sts:AssumeRole', ''), uri('policy.json'));
    assert.ok((await codes('policy.json')).includes('effect-invalid'), 'while the action is typed again');
    await client.change(3, NOTARY, uri('policy.json'));
    assert.deepEqual(await codes('policy.json'), []);
  });

  it('goes by the user’s own entry first, both ways, but never for a config file', async () => {
    const defaults = { '**/*trust*policy*.json': true, '**/trust.json': true };
    client.settings = { files: { ...defaults, 'old/*.json': false, 'keys.json': true, '**/*.config.json': true } };
    for (const [name, text] of [
      ['old/trust-policy.json', BAD],
      ['keys.json', '{"a": 1}'],
      ['trustpolicy.json', NOTARY],
    ] as const)
      await client.open(text, uri(name));
    assert.deepEqual(await codes('old/trust-policy.json'), []);
    assert.ok((await codes('keys.json')).includes('element-unknown'));
    assert.deepEqual(await codes('trustpolicy.json'), []);
    await client.open(BAD, uri('trust-policy.config.json'));
    assert.equal(await command('explain', uri('trust-policy.config.json')), null);
    const answers = { kind: 'service', services: ['scheduler.amazonaws.com'], sourceAccount: '', guards: [] };
    for (const name of ['trust-policy.config.json', 'old/trust-policy.json'])
      assert.equal(await command('insertGenerated', answers, uri(name)), null, name);
    assert.notEqual(await command('insertGenerated', answers, uri('keys.json')), null);
  });

  it('checks all files by the same measure', async () => {
    for (const [name, text] of Object.entries({ ...OTHERS, 'trust-policy.json': BAD, 'x_trust.json': CALLERS }))
      fs.writeFileSync(path.join(folder, name), text);
    const { items } = await client.connection.sendRequest<{ items: { uri: string; items: Diagnostic[] }[] }>(
      'workspace/diagnostic',
      { previousResultIds: [] },
    );
    assert.deepEqual(items.map((i) => [path.basename(i.uri), ...i.items.map((d) => d.code)]).sort(), [
      ['trust-policy.json', 'effect-invalid'],
      ['x_trust.json', 'policy-kind-permission'],
    ]);
  });
});
