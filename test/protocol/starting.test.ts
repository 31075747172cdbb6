import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ErrorCodes } from 'vscode-languageserver';
import { TestClient, URI } from '../support/lspClient.ts';
import { ServerProcess } from '../support/serverProcess.ts';

const PING = 'iamTrustPolicy/ping';
const PULLING = { textDocument: { diagnostic: {} } };
const INITIALIZE = {
  id: 0,
  method: 'initialize',
  params: { processId: null, rootUri: null, capabilities: PULLING },
};
const policy = (effect: string): string =>
  `{"Version": "2012-10-17", "Statement": [{"Effect": "${effect}", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}`;
const opened = (text: string): object => ({
  method: 'textDocument/didOpen',
  params: { textDocument: { uri: URI, languageId: 'json', version: 1, text } },
});
const pulled = (id: number): object => ({
  id,
  method: 'textDocument/diagnostic',
  params: { textDocument: { uri: URI } },
});

/** A copy of the built server whose engine is another text, or is not there. */
function serverWith(engine: string | undefined): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'starting-'));
  fs.copyFileSync('dist/server.js', path.join(folder, 'server.js'));
  if (engine !== undefined) fs.writeFileSync(path.join(folder, 'engine.js'), engine);
  return path.join(folder, 'server.js');
}

describe('the built server starts', () => {
  const servers: ServerProcess[] = [];
  const folders: string[] = [];
  const started = (file?: string): ServerProcess => {
    const server = new ServerProcess(file);
    servers.push(server);
    return server;
  };
  const copied = (engine: string | undefined): string => {
    const file = serverWith(engine);
    folders.push(path.dirname(file));
    return file;
  };
  afterEach(() => {
    for (const server of servers.splice(0)) server.kill();
    for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
  });

  for (const kind of ['stdio', 'ipc'] as const)
    it(`and answers initialize before it has its engine, whatever that takes (${kind})`, async () => {
      const file = copied(`
        const fs = require('node:fs');
        const turn = new Int32Array(new SharedArrayBuffer(4));
        while (!fs.existsSync(__dirname + '/go')) Atomics.wait(turn, 0, 0, 5);
        module.exports = require(${JSON.stringify(path.resolve('dist/engine.js'))});`);
      const client = new TestClient(kind, file);
      const { capabilities } = await client.start(PULLING);
      assert.ok(capabilities['diagnosticProvider']);
      await client.open(policy('allow'));
      const findings = client.pull();
      fs.writeFileSync(path.join(path.dirname(file), 'go'), '');
      assert.deepEqual(
        (await findings).map((d) => d.code),
        ['effect-invalid'],
      );
      await client.stop();
    });

  for (const kind of ['stdio', 'ipc', 'worker'] as const)
    it(`and serves who does not wait for the answer to initialize (${kind})`, async () => {
      const client = new TestClient(kind);
      const start = client.start(PULLING);
      void client.open(policy('Allow'));
      void client.change(2, policy('allow'));
      const [findings] = await Promise.all([client.pull(), start]);
      assert.deepEqual(
        findings.map((d) => d.code),
        ['effect-invalid'],
      );
      await client.stop();
    });

  it('and answers what comes in one piece with initialize, in its order', async () => {
    const server = started();
    const pings = Array.from({ length: 50 }, (_, i) => ({ id: i + 1, method: PING, params: {} }));
    server.together(INITIALIZE, { method: 'initialized', params: {} }, ...pings, opened(policy('allow')), pulled(51));
    const { result } = await server.answer(51);
    assert.deepEqual(
      (result as { items: { code: string }[] }).items.map((d) => d.code),
      ['effect-invalid'],
    );
    assert.deepEqual(
      server.answers.flatMap(({ id, method }) => (method === undefined ? [id] : [])),
      Array.from({ length: 52 }, (_, i) => i),
    );
  });

  it('and ends at once if that is all it is told', async () => {
    const [asked, hurried] = [started(), started()];
    asked.together(INITIALIZE, { id: 1, method: 'shutdown' }, { id: 2, method: PING, params: {} });
    hurried.together(INITIALIZE, { id: 1, method: 'shutdown' }, { method: 'exit' });
    assert.equal((await asked.answer(1)).result, null);
    assert.equal((await asked.answer(2)).error?.code, ErrorCodes.InvalidRequest);
    asked.notify('exit');
    assert.deepEqual(await Promise.all([asked.exited, hurried.exited]), [0, 0]);
  });

  it('and refuses what comes before initialize, and a second one', async () => {
    const server = started();
    assert.equal((await server.ask(1, PING, {})).error?.code, ErrorCodes.ServerNotInitialized);
    await server.initialize();
    assert.equal((await server.ask(2, 'initialize', INITIALIZE.params)).error?.code, ErrorCodes.InvalidRequest);
    assert.equal((await server.ask(3, PING, {})).result, null);
  });

  const BROKEN: Readonly<Record<string, [engine: string | undefined, says: RegExp]>> = {
    'is broken': ['throw new Error("half a file");', /half a file/],
    'is cut off': ['module.exports = {', /Unexpected end of input/],
    'is not there': [undefined, /Cannot find module '\.\/engine\.js'/],
  };
  for (const [name, [engine, says]] of Object.entries(BROKEN))
    it(`and says so where its engine ${name}`, async () => {
      const server = started(copied(engine));
      server.together(INITIALIZE, { method: 'initialized', params: {} }, opened(policy('allow')), pulled(1));
      for (const answer of [await server.answer(1), await server.ask(2, PING, {})]) {
        assert.equal(answer.error?.code, ErrorCodes.InternalError);
        assert.match(answer.error.message, says);
      }
      for (const method of ['window/logMessage', 'window/showMessage']) {
        const told = server.answers
          .filter((sent) => sent.method === method)
          .map(({ params }) => JSON.stringify(params));
        assert.equal(told.length, 1, method);
        assert.match(told.join(), says);
      }
      assert.equal((await server.ask(3, 'shutdown')).result, null);
      server.notify('exit');
      assert.equal(await server.exited, 0);
    });
});
