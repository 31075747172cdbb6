import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver/node';
import { TestClient } from '../support/lspClient.ts';

const BAD =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}';
const CONFIG = 'trust-policy.config.json';
const OFF = '{"rules": {"effect-invalid": "off"}}';
const PULLING = {
  textDocument: {
    diagnostic: {},
    codeAction: { resolveSupport: { properties: ['edit'] }, dataSupport: true },
  },
  workspace: { diagnostics: { refreshSupport: true }, workspaceFolders: true },
};

/** Where a config file stands and where a repository begins, and whether it then rules `top/ws/team/role-trust-policy.json`. */
const CASES: readonly {
  readonly name: string;
  readonly config: string;
  readonly git?: string;
  readonly rules: boolean;
}[] = [
  { name: 'beside the policy', config: 'top/ws/team', rules: true },
  { name: 'in the workspace folder', config: 'top/ws', rules: true },
  { name: 'above the workspace folder', config: 'top', rules: false },
  { name: 'above the workspace folder, in its repository', config: 'top', git: 'top', rules: true },
  { name: 'above the repository', config: '.', git: 'top', rules: false },
  { name: 'in the workspace folder, around a repository', config: 'top/ws', git: 'top/ws/team', rules: false },
  { name: 'in the repository within the workspace folder', config: 'top/ws/team', git: 'top/ws/team', rules: true },
];
const POLICY = 'top/ws/team/role-trust-policy.json';

describe('how far a config file reaches, in the built programs', () => {
  let folder: string;
  const at = (name: string): string => path.join(folder, name);
  const uri = (name: string): string => pathToFileURL(at(name)).href;
  const write = (name: string, text: string): void => {
    fs.mkdirSync(path.dirname(at(name)), { recursive: true });
    fs.writeFileSync(at(name), text);
  };

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reach-'));
    write(POLICY, BAD);
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  const cli = (cwd: string, ...argv: string[]): { status: number | null; stdout: string; stderr: string } => {
    const given = [path.resolve('dist/cli.js'), ...argv];
    return spawnSync(process.execPath, given, { cwd: at(cwd), encoding: 'utf8', input: BAD });
  };
  const workspace = (name = 'top/ws'): { uri: string; name: string }[] => [{ uri: uri(name), name: 'ws' }];

  for (const { name, config, git, rules } of CASES)
    it(`${rules ? 'counts' : 'does not count'} ${name}`, async () => {
      write(`${config}/${CONFIG}`, OFF);
      // A repository's mark is a folder, or the file of a worktree.
      if (git === 'top') write(`${git}/.git/HEAD`, 'ref: refs/heads/main');
      else if (git !== undefined) write(`${git}/.git`, 'gitdir: ../.git/modules/team');
      for (const given of ['team/role-trust-policy.json', at(POLICY), './team/../team/role-trust-policy.json'])
        assert.equal(cli('top/ws', given).status, rules ? 0 : 1, given);
      for (const kind of ['stdio', 'worker'] as const) {
        const client = new TestClient(kind);
        client.files.set(uri(`${config}/${CONFIG}`), OFF);
        if (git !== undefined) client.files.set(uri(`${git}/.git`), '');
        try {
          await client.start(PULLING, kind === 'worker' ? { readsFiles: true } : undefined, workspace());
          await client.open(BAD, uri(POLICY));
          assert.equal((await client.pull(uri(POLICY))).length, rules ? 0 : 1, kind);
        } finally {
          await client.stop();
        }
      }
    });

  it('is the own folder where nobody works', async () => {
    write(`top/${CONFIG}`, OFF);
    write(`top/ws/team/${CONFIG}`, OFF);
    write('top/ws/alone-trust-policy.json', BAD);
    write('elsewhere/.keep', '');
    assert.equal(cli('elsewhere', at(POLICY)).status, 0);
    assert.equal(cli('elsewhere', at('top/ws/alone-trust-policy.json')).status, 1);
    assert.equal(cli('top/ws/team', '../alone-trust-policy.json').status, 1);
    assert.equal(cli('elsewhere', '--config', at(`top/${CONFIG}`), at('top/ws/alone-trust-policy.json')).status, 0);
    const client = new TestClient('stdio');
    try {
      await client.start(PULLING, undefined, workspace('elsewhere'));
      for (const [name, count] of [
        [POLICY, 0],
        ['top/ws/alone-trust-policy.json', 1],
      ] as const) {
        await client.open(BAD, uri(name));
        assert.equal((await client.pull(uri(name))).length, count, name);
      }
    } finally {
      await client.stop();
    }
  });

  it('is the working directory for standard input', () => {
    write(`top/${CONFIG}`, OFF);
    assert.equal(cli('top', '-').status, 0);
    assert.equal(cli('top/ws', '-').status, 1);
    write('top/.git', '');
    assert.equal(cli('top/ws', '-').status, 0);
  });

  it('changes with the workspace and the repository', async () => {
    write(`top/${CONFIG}`, OFF);
    const client = new TestClient('stdio');
    try {
      await client.start(PULLING, undefined, workspace());
      await client.open(BAD, uri(POLICY));
      const count = async (): Promise<number> => (await client.pull(uri(POLICY))).length;
      assert.equal(await count(), 1);
      const changed = (type: number): Promise<void> =>
        client.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: uri('top/.git'), type }],
        });
      fs.mkdirSync(at('top/.git'));
      await changed(1);
      await client.until(() => client.refreshes === 1);
      assert.equal(await count(), 0);
      fs.rmdirSync(at('top/.git'));
      await changed(3);
      await client.until(() => client.refreshes === 2);
      assert.equal(await count(), 1);
      await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: workspace('top'), removed: workspace() },
      });
      await client.until(() => client.refreshes === 3);
      assert.equal(await count(), 0);
    } finally {
      await client.stop();
    }
  });

  it('is told with the number of findings that the config file silences, not those of the settings', async () => {
    const client = new TestClient('stdio');
    const status = (name: string): Promise<unknown> =>
      client.connection.sendRequest('workspace/executeCommand', {
        command: 'iamTrustPolicy.server.configStatus',
        arguments: [uri(name)],
      });
    try {
      client.settings = { rules: { 'resource-prohibited': 'off' } };
      await client.start(
        { ...PULLING, workspace: { ...PULLING.workspace, configuration: true } },
        undefined,
        workspace(),
      );
      const text = BAD.replace('"Action"', '"Resource": "*", "Action"');
      await client.open(text, uri(POLICY));
      assert.deepEqual(await status(POLICY), { config: null, refused: null, silenced: 0 });
      write(`top/ws/${CONFIG}`, '{"overrides": [{"rules": {"effect-invalid": "off"}, "because": "x"}]}');
      const changed = (): Promise<void> =>
        client.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: uri(`top/ws/${CONFIG}`), type: 1 }],
        });
      await changed();
      const config = uri(`top/ws/${CONFIG}`);
      assert.deepEqual(await status(POLICY), { config, refused: null, silenced: 1 });
      // A change elsewhere in the document: the policy keeps its findings, and what is silenced.
      await client.change(2, `\n${text}`, uri(POLICY));
      assert.deepEqual(await status(POLICY), { config, refused: null, silenced: 1 });
      write(`top/ws/${CONFIG}`, '{"rules": {"effect-invalid": "off", "resource-prohibited": "hint"}}');
      await changed();
      assert.deepEqual(await status(POLICY), { config, refused: null, silenced: 1 });
      fs.rmSync(at(`top/ws/${CONFIG}`));
      fs.mkdirSync(at(`top/ws/${CONFIG}`));
      await changed();
      assert.deepEqual(await status(POLICY), { config, refused: 'is not a regular file', silenced: 0 });
      await client.open('{}', config);
      await client.open('{"version": "1.0", "trustPolicies": []}', uri('top/ws/trustpolicy.json'));
      for (const other of [`top/ws/${CONFIG}`, 'top/ws/not-open.json', 'top/ws/trustpolicy.json'])
        assert.equal(await status(other), null);
      await client.open('', uri('top/ws/empty-trust-policy.json'));
      assert.notEqual(await status('top/ws/empty-trust-policy.json'), null);
    } finally {
      await client.stop();
    }
  });

  it('takes the root that an older editor names for the workspace folder', async () => {
    write(`top/ws/${CONFIG}`, OFF);
    const client = new TestClient('stdio');
    try {
      await client.connection.sendRequest('initialize', {
        processId: null,
        rootUri: uri('top/ws'),
        capabilities: PULLING,
      });
      await client.connection.sendNotification('initialized', {});
      await client.open(BAD, uri(POLICY));
      assert.deepEqual(await client.pull(uri(POLICY)), []);
    } finally {
      await client.stop();
    }
  });

  it('is the same where addresses name no host; an older text of a file has none', async () => {
    const client = new TestClient('worker');
    try {
      await client.start(PULLING, { readsFiles: true }, [{ uri: 'memfs:/ws', name: 'ws' }]);
      for (const scheme of ['memfs', 'git']) client.files.set(`${scheme}:/ws/${CONFIG}`, OFF);
      for (const [policy, found] of [
        ['memfs:/ws/team/role-trust-policy.json', []],
        ['git:/ws/role-trust-policy.json?ref', ['effect-invalid']],
      ] as const) {
        await client.open(BAD, policy);
        assert.deepEqual(
          (await client.pull(policy)).map((d) => d.code),
          found,
          policy,
        );
      }
    } finally {
      await client.stop();
    }
  });

  describe('writing one', () => {
    let client: TestClient;
    beforeEach(async () => {
      client = new TestClient('stdio');
      await client.start(PULLING, undefined, workspace());
    });
    afterEach(() => client.stop());

    const edit = (name: string): Promise<{ documentChanges: TextDocumentEdit[] }> =>
      client.connection.sendRequest('workspace/executeCommand', {
        command: 'iamTrustPolicy.server.configEdit',
        arguments: [{ uri: uri(name), kind: 'disable', rule: 'effect-invalid', text: 'on purpose' }],
      });
    const actions = (name: string): Promise<CodeAction[]> =>
      client.connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri: uri(name) },
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 200 } },
        context: { diagnostics: [] },
      });
    const resolve = (data: unknown): Promise<CodeAction> =>
      client.connection.sendRequest('codeAction/resolve', { title: 'x', data });

    it('goes into the workspace folder, or the repository within, where it will rule', async () => {
      await client.open(BAD, uri(POLICY));
      assert.equal((await edit(POLICY)).documentChanges.at(-1)?.textDocument.uri, uri(`top/ws/${CONFIG}`));
      write('top/.git', '');
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: uri('top/.git'), type: 1 }],
      });
      assert.equal((await edit(POLICY)).documentChanges.at(-1)?.textDocument.uri, uri(`top/ws/${CONFIG}`));
      write('top/ws/team/.git', '');
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: uri('top/ws/team/.git'), type: 1 }],
      });
      assert.equal((await edit(POLICY)).documentChanges.at(-1)?.textDocument.uri, uri(`top/ws/team/${CONFIG}`));
    });

    it('is refused for what is not open', async () => {
      await assert.rejects(edit(POLICY), { message: `The document isn't open, so ${CONFIG} isn't changed for it.` });
      await assert.rejects(
        resolve({ config: { uri: uri(POLICY), kind: 'disable', rule: 'effect-invalid' } }),
        /isn't open/,
      );
      await assert.rejects(resolve({ uri: uri(POLICY), version: 1 }), /isn't open/);
    });

    it('is refused, and not offered, outside of the workspace', async () => {
      const outside = 'top/role-trust-policy.json';
      for (const name of [outside, 'top/ws/../role-trust-policy.json']) {
        const sent = `${uri('')}/${name}`;
        await client.open(BAD, sent);
        const request = { uri: sent, kind: 'disable', rule: 'effect-invalid' };
        await assert.rejects(resolve({ config: request }), /isn't in a workspace folder/);
        await assert.rejects(
          client.connection.sendRequest('workspace/executeCommand', {
            command: 'iamTrustPolicy.server.configEdit',
            arguments: [request],
          }),
          /isn't in a workspace folder/,
        );
      }
      // IAM would take it, so it can be ignored.
      const doubtful = BAD.replace('"Version": "2012-10-17", ', '');
      await client.open(doubtful, uri(POLICY));
      assert.ok((await actions(POLICY)).some((a) => a.title.startsWith('Disable')));
      await client.open(doubtful, uri(outside));
      const offered = await actions(outside);
      assert.ok(offered.some((a) => a.title === 'Replace with "Allow"'));
      assert.ok(!offered.some((a) => /^(Disable|Ignore)/.test(a.title)));
    });

    it('is refused where the config file that rules cannot be read', async () => {
      fs.mkdirSync(at(`top/ws/${CONFIG}`));
      await client.open(BAD, uri(POLICY));
      await assert.rejects(edit(POLICY), { message: `${CONFIG} is not a regular file.` });
    });
  });
});
