import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource, type CompletionList, type Location } from 'vscode-languageserver/node';
import { TestClient } from '../support/lspClient.ts';

const arn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const role = (name: string, principal: string): object => ({
  RoleName: name,
  Arn: arn(name),
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' }],
  },
});

const PULLING = {
  textDocument: { diagnostic: {} },
  workspace: { diagnostics: { refreshSupport: true }, didChangeWatchedFiles: { dynamicRegistration: true } },
};

describe('the built server and a workspace', () => {
  let folder: string;
  let client: TestClient;
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const write = (name: string, value: unknown): void => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  };

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workspace-'));
    write('roles/a.json', { Role: role('a', arn('b')) });
    write('roles/b.json', { Role: role('b', arn('a')) });
    write('template.json', {
      Resources: {
        R: {
          Type: 'AWS::IAM::Role',
          Properties: { ...role('named', arn('a')), Arn: undefined },
        },
      },
    });
    write('bad-trust-policy.json', {
      Version: '2012-10-17',
      Statement: [{ Effect: 'allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    write('package.json', { name: 'shop' });
    write('node_modules/x/x-trust-policy.json', '{');
    client = new TestClient('stdio');
  });
  afterEach(async () => {
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  const start = (capabilities = PULLING): Promise<{ capabilities: Record<string, unknown> }> =>
    client.start(capabilities, undefined, [{ uri: pathToFileURL(folder).href, name: 'ws' }]);
  const openFile = (name: string): Promise<void> =>
    client.open(fs.readFileSync(path.join(folder, name), 'utf8'), uri(name));
  const positionOf = (name: string, text: string): { line: number; character: number } => {
    const before = fs.readFileSync(path.join(folder, name), 'utf8').split(text)[0] ?? '';
    return { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') };
  };

  it('checks files that are not open, for a client that pulls the workspace', async () => {
    const { capabilities } = await start();
    assert.equal((capabilities['diagnosticProvider'] as { workspaceDiagnostics: boolean }).workspaceDiagnostics, true);
    const report = await client.connection.sendRequest<{ items: { uri: string; items: { code: string }[] }[] }>(
      'workspace/diagnostic',
      { previousResultIds: [] },
    );
    const found = new Map(report.items.map((r) => [r.uri, r.items.map((d) => d.code)]));
    assert.deepEqual(found.get(uri('bad-trust-policy.json')), ['effect-invalid']);
    assert.ok(found.has(uri('roles/a.json')) && found.has(uri('template.json')));
    assert.ok(!found.has(uri('package.json')) && ![...found.keys()].some((u) => u.includes('node_modules')));
  });

  it('goes from a principal to the role it names, and back to all who name it', async () => {
    await start();
    await openFile('roles/a.json');
    const ask = (method: string, text: string, more = {}): Promise<Location[]> =>
      client.connection.sendRequest(`textDocument/${method}`, {
        textDocument: { uri: uri('roles/a.json') },
        position: positionOf('roles/a.json', text),
        ...more,
      });
    assert.deepEqual(
      (await ask('definition', arn('b'))).map((l) => l.uri),
      [uri('roles/b.json')],
    );
    const context = { includeDeclaration: true };
    assert.deepEqual((await ask('references', '"sts:AssumeRole"', { context })).map((l) => l.uri).sort(), [
      uri('roles/a.json'),
      uri('roles/b.json'),
      uri('template.json'),
    ]);
    write('roles/c.json', { Role: role('c', arn('a')) });
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri('roles/c.json'), type: 1 }],
    });
    assert.equal((await ask('references', '"sts:AssumeRole"', { context })).length, 4);
  });

  it('names a loop that goes through another file, once that is read, and again when it changes', async () => {
    await start();
    await openFile('roles/a.json');
    const rules = async (): Promise<string[]> => (await client.pull(uri('roles/a.json'))).map((d) => String(d.code));
    /** Asks again each time the server says that something changed. */
    const until = async (good: (found: string[]) => boolean): Promise<void> => {
      for (;;) {
        const before = client.refreshes;
        if (good(await rules())) return;
        await client.until(() => client.refreshes > before);
      }
    };
    await until((found) => found.includes('trust-cycle'));
    write('roles/b.json', { Role: role('b', arn('x')) });
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri('roles/b.json'), type: 2 }],
    });
    await until((found) => found.includes('trust-chain') && !found.includes('trust-cycle'));
  });

  it('offers the roles that other files name', async () => {
    await start();
    await client.connection.sendRequest('iamTrustPolicy/roleMap', {});
    const text = '{"Statement": [{"Effect": "Allow", "Principal": {"AWS": ""}, "Action": "sts:AssumeRole"}]}';
    await client.open(text, uri('new-trust-policy.json'));
    const list = await client.connection.sendRequest<CompletionList>('textDocument/completion', {
      textDocument: { uri: uri('new-trust-policy.json') },
      position: { line: 0, character: text.indexOf('""') + 1 },
    });
    assert.ok(
      list.items.some((i) => i.label === arn('b')),
      list.items.map((i) => i.label).join(),
    );
  });

  it('draws who trusts whom', async () => {
    await start();
    const map = await client.connection.sendRequest<{ picture: { mermaid: string }; roles: { name: string }[] }>(
      'iamTrustPolicy/roleMap',
      {},
    );
    assert.deepEqual(map.roles.map((r) => r.name).sort(), ['a', 'b', 'named']);
    assert.match(map.picture.mermaid, /r\d --> r\d\n.*r\d --> r\d/s);
  });

  it('stops checking when it is told to', async () => {
    await start();
    const source = new CancellationTokenSource();
    const pulled = client.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] }, source.token);
    source.cancel();
    await assert.rejects(pulled, { code: -32800 });
  });

  it('answers what it found until it was told to stop, for a client that checks by command', async () => {
    const source = new CancellationTokenSource();
    const names = Array.from({ length: 40 }, (_, i) => `memory:///ws/roles/${i}.json`);
    client.connection.onRequest('iamTrustPolicy/findFiles', () => names);
    let judging = false;
    client.connection.onRequest('iamTrustPolicy/readFile', async ({ uri: read }: { uri: string }) => {
      if (!names.includes(read)) return null;
      if (read === names[20] && judging) {
        source.cancel();
        await client.connection.sendRequest('iamTrustPolicy/ping'); // after the cancellation
      }
      if (read === names[39]) judging = true; // all roles are read first
      return JSON.stringify({ Role: role('r', 'arn:aws:iam::111122223333:root'), Tail: 'x'.repeat(500_000) });
    });
    const folders = [{ uri: 'memory:///ws', name: 'ws' }];
    await client.start(PULLING, { readsFiles: true, checksByCommand: true }, folders);
    const checked = await client.connection.sendRequest<{ uri: string }[]>('iamTrustPolicy/checkAll', {}, source.token);
    const found = checked.map((file) => file.uri);
    assert.ok(found.length > 0 && found.length < names.length, String(found.length));
    assert.deepEqual(found, names.slice(0, found.length));
  });

  it('checks again the files that it is asked about; what was deleted or holds no policy is not answered', async () => {
    await start();
    const uris = [uri('roles/a.json'), uri('nothing.json'), uri('package.json'), 7];
    const checked = await client.connection.sendRequest<{ uri: string }[]>('iamTrustPolicy/checkAll', { uris });
    assert.deepEqual(
      checked.map((file) => file.uri),
      [uri('roles/a.json')],
    );
  });

  it('checks on command too, and tells how far it is', async () => {
    await start();
    const seen: { done: number; total: number }[] = [];
    client.connection.onNotification('iamTrustPolicy/checkAll/progress', (so: { done: number; total: number }) => {
      seen.push(so);
    });
    const checked = await client.connection.sendRequest<{ uri: string }[]>('iamTrustPolicy/checkAll', {});
    assert.equal(checked.length, 4);
    assert.deepEqual(seen.at(-1), { done: 5, total: 5 });
  });

  it('checks all files whether the request has parameters or none', async () => {
    await start();
    const answers = await Promise.all([
      client.connection.sendRequest('iamTrustPolicy/checkAll', {}),
      client.connection.sendRequest('iamTrustPolicy/checkAll'),
      client.connection.sendRequest('iamTrustPolicy/checkAll', []),
    ]);
    assert.ok((answers[0] as readonly unknown[]).length > 0);
    assert.deepEqual(answers, [answers[0], answers[0], answers[0]]);
  });
});
