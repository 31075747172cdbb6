import assert from 'node:assert/strict';
import { askedBy, watchRequest } from '../../client/src/requests.ts';

describe('what the output channel says of requests', () => {
  let said: string[];
  let time: number;
  const lines = {
    info: (line: string) => said.push(line),
    error: (what: string, error: unknown) => said.push(`${what}: ${String(error)}`),
  };
  const watch = <T>(answer: Promise<T>): Promise<T> => watchRequest('explain', answer, lines, () => time);
  const failed = (code?: number): Promise<never> =>
    Promise.reject(Object.assign(new Error('no'), code === undefined ? {} : { code }));

  beforeEach(() => {
    said = [];
    time = 0;
  });

  it('is nothing where they take half a second at most, and what was asked where they take longer', async () => {
    for (const took of [3, 500, 501, 1200.6]) {
      time = 0;
      const answer = watch(Promise.resolve(took));
      time = took;
      assert.equal(await answer, took);
    }
    assert.deepEqual(said, ['Slow: explain took 501 ms', 'Slow: explain took 1201 ms']);
  });

  it('is why they failed, but of none that nobody waits for', async () => {
    for (const code of [-32800, -32801, -32802, -32097]) await assert.rejects(watch(failed(code)));
    assert.deepEqual(said, []);
    await assert.rejects(watch(failed(-32603)), { message: 'no' });
    await assert.rejects(watch(failed()));
    assert.deepEqual(said, ['explain failed: Error: no', 'explain failed: Error: no']);
  });

  it('names the document and the command, and no argument', () => {
    const name = (uri: string): string => uri.replace('file:///w/', '');
    const document = { textDocument: { uri: 'file:///w/a.json' }, position: { line: 0, character: 1 } };
    assert.equal(askedBy({ method: 'textDocument/hover' }, document, name), 'textDocument/hover of a.json');
    const command = { command: 'iamTrustPolicy.server.policyFrom', arguments: ['{"Statement": []}'] };
    assert.equal(askedBy('workspace/executeCommand', command, name), 'iamTrustPolicy.server.policyFrom');
    assert.equal(askedBy('iamTrustPolicy/checkAll', { uris: ['file:///w/a.json'] }, name), 'iamTrustPolicy/checkAll');
    assert.equal(askedBy('iamTrustPolicy/ping', undefined, name), 'iamTrustPolicy/ping');
  });
});
