import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ServerProcess } from '../support/serverProcess.ts';

const PING = 'iamTrustPolicy/ping';

describe('the built server and what comes over the wire', () => {
  let server: ServerProcess;
  beforeEach(async () => {
    server = new ServerProcess();
    await server.initialize();
    server.notify('initialized', {});
  });
  afterEach(() => {
    server.kill();
  });

  it('lives on after bodies that are no message', async () => {
    const bodies = [
      '{"jsonrpc": "2.0", "id": 1, "meth',
      '[{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}, {"jsonrpc": "2.0", "method": "exit"}]',
      '[]',
      '{}',
      '42',
      '"x"',
      'null',
      'true',
      '['.repeat(100_000),
      '{"jsonrpc": "2.0", "id": {}, "method": "shutdown"}',
      '{"jsonrpc": "2.0", "id": 2, "method": 7}',
      '{"jsonrpc": "2.0", "id": 999, "result": 1}',
      '{"jsonrpc": "2.0", "id": null, "error": 7}',
      `{"jsonrpc": "2.0", "id": 3, "method": "${PING}", "params": ${'['.repeat(5000)}${']'.repeat(5000)}}`,
    ];
    for (const [i, body] of bodies.entries()) {
      server.body(body);
      assert.equal((await server.ask(100 + i, PING)).result, null, body.slice(0, 80));
    }
    server.raw(Buffer.concat([Buffer.from('Content-Length: 4\r\n\r\n'), Buffer.from([0xff, 0xfe, 0xfd, 0xfc])]));
    server.raw('Content-Length: 0\r\n\r\n');
    assert.equal((await server.ask(200, PING)).result, null);
  });

  it('refuses methods that it has not, whatever their name', async () => {
    for (const [i, method] of ['', '__proto__', 'constructor', 'textDocument/fly', 'x'.repeat(100_000)].entries())
      assert.equal((await server.ask(i + 1, method)).error?.code, -32601, method.slice(0, 80));
  });

  /** Nobody can tell where the next message begins: what counts is that no such process stays behind. */
  const HEADERS: Readonly<Record<string, string | Buffer>> = {
    'bytes by chance': Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)),
    'a header without a length': 'Content-Type: x\r\n\r\n',
    'a length that is no number': 'Content-Length: abc\r\n\r\n',
    'a length below zero': 'Content-Length: -5\r\n\r\n',
    'a length that never comes': 'Content-Length: 99999999999999\r\n\r\n{',
  };
  for (const [name, bytes] of Object.entries(HEADERS))
    it(`ends with its input after ${name}`, async () => {
      server.raw(bytes);
      server.closeInput();
      assert.equal(await server.exited, 1);
    });
});

describe('the built server ends', () => {
  const servers: ServerProcess[] = [];
  const started = async (processId?: number): Promise<ServerProcess> => {
    const server = new ServerProcess();
    servers.push(server);
    await server.initialize(processId);
    return server;
  };
  afterEach(() => {
    for (const server of servers.splice(0)) server.kill();
  });

  it('well when it is told to', async () => {
    const server = await started();
    assert.equal((await server.ask(1, 'shutdown')).result, null);
    server.notify('exit');
    assert.equal(await server.exited, 0);
  });

  it('as failed without a shutdown before', async () => {
    const server = await started();
    server.notify('exit');
    assert.equal(await server.exited, 1);
  });

  it('when its input does, in the middle of a message too', async () => {
    const [closed, cut, shut] = await Promise.all([started(), started(), started()]);
    closed.closeInput();
    cut.raw('Content-Length: 500\r\n\r\n{"json');
    cut.closeInput();
    await shut.ask(1, 'shutdown');
    shut.closeInput();
    assert.deepEqual(await Promise.all([closed.exited, cut.exited, shut.exited]), [1, 1, 0]);
  });

  it('when the process that started it is gone, and not before', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(gone, 'exit');
    const [orphan, kept] = await Promise.all([started(gone.pid), started(process.pid)]);
    assert.equal(await orphan.exited, 1);
    assert.equal((await kept.ask(1, PING)).result, null);
  });
});
