import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
  CancellationTokenSource,
  createConnection,
  createProtocolConnection,
  ErrorCodes,
  StreamMessageReader,
  StreamMessageWriter,
  type CancellationToken,
  type Connection,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import { start, type Load } from '../../server/src/lsp/start.ts';

const INITIALIZE = { processId: null, rootUri: null, capabilities: {} };

/** A client of a server that loads as the test says. */
function clientOf(load: Load): ProtocolConnection {
  const [there, back] = [new PassThrough(), new PassThrough()];
  start(
    (options) => createConnection(new StreamMessageReader(there), new StreamMessageWriter(back), options),
    '0.0.0',
    load,
  );
  const client = createProtocolConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  client.listen();
  return client;
}

describe('a server that answers initialize before it can serve', () => {
  let mayServe: Promise<void>;
  let letServe: () => void;
  let loads: number;
  let seen: string[];
  const load = async (connection: Connection): Promise<void> => {
    loads++;
    await mayServe;
    connection.onNotification('note', ({ name }: { name: string }) => {
      seen.push(name);
    });
    connection.onRequest('ask', ({ name }: { name: string }, token: CancellationToken) => {
      seen.push(token.isCancellationRequested ? `${name}, cancelled` : name);
      return name;
    });
  };
  beforeEach(() => {
    mayServe = new Promise((resolve) => (letServe = resolve));
    loads = 0;
    seen = [];
  });

  it('hands on what came meanwhile in its order, and what was cancelled as cancelled', async () => {
    const client = clientOf(load);
    await client.sendRequest('initialize', INITIALIZE);
    const source = new CancellationTokenSource();
    void client.sendNotification('note', { name: 'first' });
    const answers = [
      client.sendRequest('ask', { name: 'second' }),
      client.sendRequest('ask', { name: 'third' }, source.token),
    ];
    void client.sendNotification('note', { name: 'fourth' });
    source.cancel();
    await client.sendNotification('note', { name: 'fifth' });
    assert.deepEqual(seen, []);
    letServe();
    assert.deepEqual(await Promise.all(answers), ['second', 'third']);
    assert.equal(await client.sendRequest('ask', { name: 'last' }), 'last');
    assert.deepEqual(seen, ['first', 'second', 'third, cancelled', 'fourth', 'fifth', 'last']);
    await assert.rejects(client.sendRequest('fly'), { code: ErrorCodes.MethodNotFound });
    client.dispose();
  });

  it('loads once, whatever it is asked', async () => {
    const client = clientOf(load);
    await assert.rejects(client.sendRequest('ask', { name: 'early' }), { code: ErrorCodes.ServerNotInitialized });
    await client.sendRequest('initialize', INITIALIZE);
    const again = client.sendRequest('initialize', INITIALIZE);
    letServe();
    await assert.rejects(again, { code: ErrorCodes.InvalidRequest });
    assert.equal(await client.sendRequest('ask', { name: 'late' }), 'late');
    assert.deepEqual([loads, seen], [1, ['late']]);
    client.dispose();
  });
});
