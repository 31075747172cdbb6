import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { LARGEST_CONFIG, LARGEST_POLICY } from '../../server/src/files.ts';
import type { CheckedFile } from '../../server/src/protocol.ts';
import { TestClient } from '../support/lspClient.ts';
import { SPECIAL } from '../support/specialFiles.ts';

const BAD =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}';
const CONFIG = 'trust-policy.config.json';
/** More than a process of ours needs, far less than any of these files would bring. Kilobytes. */
const MOST_MEMORY = 200_000;

describe('files that have no end, no text or no leave to be read', () => {
  let folder: string;
  const at = (...names: string[]): string => path.join(folder, ...names);
  const uri = (...names: string[]): string => pathToFileURL(at(...names)).href;
  const named = SPECIAL.map(({ what }) => what);

  /** In a folder each: a config file that is special, and a policy beside it. At the top, policies that are special. */
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'special-'));
    fs.mkdirSync(at('.git'));
    fs.writeFileSync(at(CONFIG), '{"rules": {"effect-invalid": "off"}}');
    fs.writeFileSync(at('ruled-trust-policy.json'), BAD);
    for (const { what, make } of SPECIAL) {
      fs.mkdirSync(at(what));
      make(at(what, CONFIG), LARGEST_CONFIG);
      fs.writeFileSync(at(what, 'role-trust-policy.json'), BAD);
      make(at(`${what}-trust-policy.json`), LARGEST_POLICY);
    }
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it('are refused by the command line, which judges all the others', () => {
    const script = `
      process.on('exit', () => process.stderr.write('memory ' + process.resourceUsage().maxRSS + '\\n'));
      process.argv.splice(1, 0, 'cli');
      require(${JSON.stringify(path.resolve('dist/cli.js'))});`;
    const files = named.flatMap((what) => [`${what}-trust-policy.json`, `${what}/role-trust-policy.json`]);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script, '--', ...files], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 20_000,
    });
    assert.equal(status, 2, stderr);
    // The nearest config file cannot be read, so that none is taken for it: not the one above either.
    assert.deepEqual(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(':')[0]),
      named.map((what) => `${what}/role-trust-policy.json`),
    );
    const said = stderr.trim().split('\n');
    const memory = Number(said.pop()?.replace('memory ', ''));
    const reasonOf = (reason: string, most: string): string =>
      reason === 'is larger than' ? `${reason} ${most} MB` : reason;
    // A folder is searched, whatever it is called.
    const refused = SPECIAL.filter(({ what }) => what !== 'folder');
    assert.deepEqual(said, [
      'iam-trust-policy: No file to check in folder-trust-policy.json (searched for *.json, *.jsonc, *.template, *.tf, *.tofu, *terragrunt.hcl, *.yaml, *.yml)',
      ...refused.map(({ what, reason }) => `iam-trust-policy: ${what}-trust-policy.json ${reasonOf(reason, '20')}`),
      ...SPECIAL.map(({ what, reason }) => `iam-trust-policy: ${at(what, CONFIG)} ${reasonOf(reason, '1')}`),
    ]);
    assert.ok(memory < MOST_MEMORY, `${memory} kB`);
  });

  it('are refused by the server, which answers for all the others and says so in its log', async () => {
    const client = new TestClient('stdio');
    try {
      await client.start({ textDocument: { diagnostic: {} } }, undefined, [
        { uri: pathToFileURL(folder).href, name: 'ws' },
      ]);
      await client.open(BAD, uri('ruled-trust-policy.json'));
      assert.deepEqual(await client.pull(uri('ruled-trust-policy.json')), []);
      for (const what of named) {
        await client.open(BAD, uri(what, 'role-trust-policy.json'));
        const [finding] = await client.pull(uri(what, 'role-trust-policy.json'));
        assert.equal(finding?.code, 'effect-invalid', what);
      }
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: named.map((what) => ({ uri: uri(`${what}-trust-policy.json`), type: 1 })),
      });
      const checked = await client.connection.sendRequest<CheckedFile[]>('iamTrustPolicy/checkAll', {});
      const policies = [uri('ruled-trust-policy.json'), ...named.map((what) => uri(what, 'role-trust-policy.json'))];
      // A folder is searched, whatever it is called, and a link that leads elsewhere left out; of all else it is said why it is not read.
      const refused = SPECIAL.filter(({ what }) => what !== 'folder' && what !== 'device');
      assert.deepEqual(
        checked.map((c) => c.uri).sort(),
        [...policies, ...refused.map(({ what }) => uri(`${what}-trust-policy.json`))].sort(),
      );
      for (const { what, reason } of refused) {
        const file = checked.find((c) => c.uri === uri(`${what}-trust-policy.json`));
        assert.ok(JSON.stringify(file?.diagnostics[0]?.message).startsWith(`"This file ${reason}`), what);
      }
      for (const { what, reason } of SPECIAL)
        for (const file of [
          uri(what, CONFIG),
          ...(refused.some((r) => r.what === what) ? [uri(`${what}-trust-policy.json`)] : []),
        ])
          assert.equal(client.logged.filter((line) => line.startsWith(`${file} ${reason}`)).length, 1, file);
      if (fs.existsSync('/proc/self/status')) {
        const status = fs.readFileSync(`/proc/${client.pid}/status`, 'utf8');
        assert.ok(Number(/VmHWM:\s*(\d+)/.exec(status)?.[1]) < MOST_MEMORY, status);
      }
    } finally {
      await client.stop();
    }
  });

  it('are refused when they stand behind a config file that was fine before', async () => {
    const client = new TestClient('stdio');
    try {
      await client.start(
        { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
        undefined,
        [{ uri: pathToFileURL(folder).href, name: 'ws' }],
      );
      await client.open(BAD, uri('ruled-trust-policy.json'));
      assert.deepEqual(await client.pull(uri('ruled-trust-policy.json')), []);
      fs.rmSync(at(CONFIG));
      SPECIAL.find(({ what }) => what === 'pipe')?.make(at(CONFIG), 0);
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: uri(CONFIG), type: 2 }],
      });
      assert.equal((await client.pull(uri('ruled-trust-policy.json')))[0]?.code, 'effect-invalid');
    } finally {
      await client.stop();
    }
  });

  it('leave an open config file of any size in force, with a word that others will not read it', async () => {
    const client = new TestClient('stdio');
    try {
      await client.start({ textDocument: { diagnostic: {} } }, undefined, [
        { uri: pathToFileURL(folder).href, name: 'ws' },
      ]);
      const text = `{"rules": {"effect-invalid": "off"}}${' '.repeat(LARGEST_CONFIG)}`;
      await client.open(text, uri('large', CONFIG));
      await client.open(BAD, uri('large', 'role-trust-policy.json'));
      assert.deepEqual(await client.pull(uri('large', 'role-trust-policy.json')), []);
      const [said] = await client.pull(uri('large', CONFIG));
      assert.match(JSON.stringify(said?.message), /is larger than 1 MB/);
    } finally {
      await client.stop();
    }
  });
});
