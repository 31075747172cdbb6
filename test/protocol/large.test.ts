import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type { CheckedFile, RoleMap } from '../../server/src/protocol.ts';
import { TestClient, URI } from '../support/lspClient.ts';

const PULLING = {
  textDocument: { diagnostic: {} },
  workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
};
const statement = (more: object): object => ({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
  ...more,
});
const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 1);
const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const account = (i: number): string => String(100_000_000_000 + i);

/** Policies with very many of one thing. */
const LARGE: Readonly<Record<string, string>> = {
  statements: policy(...many(10_000, (i) => statement({ Sid: `s${i}`, Principal: { AWS: account(i) } }))),
  'wrong statements': policy(...many(10_000, (i) => statement({ Sid: 'x', Effect: i % 2 ? 'allow' : 'Allow' }))),
  principals: policy(statement({ Principal: { AWS: many(30_000, account) } })),
  'keys of one operator': policy(
    statement({
      Condition: { StringEquals: Object.fromEntries(many(30_000, (i) => [`aws:PrincipalTag/t${i}`, 'x'])) },
    }),
  ),
  'values of one key': policy(
    statement({
      Principal: { AWS: account(0) },
      Condition: { StringLike: { 'sts:ExternalId': many(30_000, (i) => `12345${i}*`) } },
    }),
  ),
};

describe('the built server and what is very large', () => {
  for (const [what, text] of Object.entries(LARGE))
    it(`takes other messages while it looks at very many ${what}`, async () => {
      const client = new TestClient('stdio');
      try {
        await client.start(PULLING);
        await client.open('{}', 'file:///ws/other.json');
        await client.open(text);
        const textDocument = { uri: URI };
        const asked = [
          client.pull(),
          client.connection.sendRequest('textDocument/documentSymbol', { textDocument }),
          client.connection.sendRequest('textDocument/codeLens', { textDocument }),
          client.connection.sendRequest('workspace/executeCommand', {
            command: 'iamTrustPolicy.server.explain',
            arguments: [URI],
          }),
        ];
        const over = Promise.all(asked).then(() => true);
        let served = 0;
        for (const soon = Promise.resolve(false); !(await Promise.race([over, soon])); served++)
          await client.connection.sendRequest('textDocument/hover', {
            textDocument: { uri: 'file:///ws/other.json' },
            position: { line: 0, character: 1 },
          });
        // Who cannot be interrupted answers all before the first.
        assert.ok(served > 2, String(served));
      } finally {
        await client.stop();
      }
    });

  it('checks and maps four thousand files with a role each in a small heap', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'roles-'));
    const child = spawn(process.execPath, ['--max-old-space-size=128', 'dist/server.js', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const client = new TestClient([
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
      () => child.kill(),
      child.pid,
    ]);
    try {
      const arn = (i: number): string => `arn:aws:iam::111122223333:role/r${i}`;
      for (let i = 0; i < 4_000; i++)
        fs.writeFileSync(
          path.join(folder, `${i}.json`),
          JSON.stringify({
            Role: {
              Arn: arn(i),
              AssumeRolePolicyDocument: policy(statement({ Principal: { AWS: arn((i + 1) % 4_000) } })),
            },
          }),
        );
      await client.start(PULLING, undefined, [{ uri: pathToFileURL(folder).href, name: 'ws' }]);
      const checked = await client.connection.sendRequest<CheckedFile[]>('iamTrustPolicy/checkAll', {});
      assert.equal(checked.length, 4_000);
      assert.ok(checked.every(({ diagnostics }) => diagnostics.some(({ code }) => code === 'trust-cycle')));
      const map = await client.connection.sendRequest<RoleMap>('iamTrustPolicy/roleMap', {});
      assert.equal(map.roles.length, 4_000);
      assert.ok(map.left > 3_000);
      await client.stop();
    } finally {
      child.kill();
      fs.rmSync(folder, { recursive: true });
    }
  });
});
