import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { TestClient } from '../support/lspClient.ts';

const BAD =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}';

describe('the built server and folders that lead elsewhere', () => {
  it('looks into no folder that is a link, a hidden or an installed one', async () => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'links-'));
    const [folder, elsewhere] = [path.join(root, 'ws'), path.join(root, 'elsewhere')];
    for (const name of ['roles', 'node_modules/x', '.git']) {
      fs.mkdirSync(path.join(folder, name), { recursive: true });
      fs.writeFileSync(path.join(folder, name, 'a-trust-policy.json'), BAD);
    }
    fs.mkdirSync(elsewhere);
    fs.writeFileSync(path.join(elsewhere, 'b-trust-policy.json'), BAD);
    // Round in a ring, out of the folder, and to nothing.
    fs.symlinkSync(folder, path.join(folder, 'roles', 'again'));
    fs.symlinkSync(elsewhere, path.join(folder, 'elsewhere'));
    fs.symlinkSync(path.join(root, 'nowhere'), path.join(folder, 'nowhere'));
    const client = new TestClient('stdio');
    await client.start({ textDocument: { diagnostic: {} } }, undefined, [
      { uri: pathToFileURL(folder).href, name: 'ws' },
    ]);
    const { items } = await client.connection.sendRequest<{ items: { uri: string; items: { code: string }[] }[] }>(
      'workspace/diagnostic',
      { previousResultIds: [] },
    );
    await client.stop();
    fs.rmSync(root, { recursive: true });
    assert.deepEqual(
      items.map(({ uri, items: found }) => [uri, found.map((d) => d.code)]),
      [[pathToFileURL(path.join(folder, 'roles', 'a-trust-policy.json')).href, ['effect-invalid']]],
    );
  });
});
