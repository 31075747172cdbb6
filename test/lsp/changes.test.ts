import assert from 'node:assert/strict';
import type { CodeLens, Diagnostic, InlayHint } from 'vscode-languageserver/node';
import { CHANGES, type ChangeKind, type Shown } from '../../server/src/lsp/changes.ts';
import { startServer } from '../../server/src/lsp/server.ts';
import { start } from '../../server/src/lsp/start.ts';
import type { Changed, CheckedFile, ConfigStatus, RoleMap } from '../../server/src/protocol.ts';
import { CountingFiles } from '../support/countingFiles.ts';
import { filesIn, HandClock, testOptions, twoEnds } from '../support/inProcess.ts';
import { TestClient } from '../support/lspClient.ts';

const arn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const role = (name: string, principal: string, condition?: object): string =>
  JSON.stringify({
    Arn: arn(name),
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: principal },
          Action: 'sts:AssumeRole',
          ...(condition ? { Condition: condition } : {}),
        },
      ],
    },
  });
const POLICY = 'file:///w/a.json';
const OTHER = 'file:///w/b.json';
const CONFIG = 'file:///w/trust-policy.config.json';
const UNTIL = { DateLessThan: { 'aws:CurrentTime': '2026-11-23T12:00:00Z' } };
const named = (name: string): string => JSON.stringify({ ownAccounts: { '111122223333': name } });
const OVERRIDES = JSON.stringify({
  ownAccounts: { '111122223333': 'first' },
  overrides: [{ rules: { 'effect-invalid': 'off' }, because: 'x' }],
});

/** All that a client shows of an open policy, from as many answers. */
interface View {
  readonly findings: string;
  readonly lens: string;
  readonly hints: string;
  readonly roles: string;
  readonly status: string;
}

/** A client that is told all that it can be told, and counts it. */
class Viewer {
  readonly memory = new CountingFiles();
  readonly files = filesIn(this.memory);
  readonly clock = new HandClock();
  readonly client: TestClient;
  readonly told = new Map<Shown, number>();
  readonly watches: boolean;

  constructor(watches = true) {
    this.watches = watches;
    const { connect, pipes } = twoEnds();
    const options = testOptions({ clock: this.clock, files: this.files });
    start(connect, options.version, (connection, params) => {
      startServer(connection, params, options);
      return Promise.resolve();
    });
    this.client = new TestClient(pipes);
    this.#counts('workspace/diagnostic/refresh', 'findings');
    this.#counts('workspace/codeLens/refresh', 'lenses');
    this.#counts('workspace/inlayHint/refresh', 'hints');
    this.#counts('workspace/semanticTokens/refresh', 'tokens');
    this.client.connection.onNotification('iamTrustPolicy/changed', ({ roleMap, configStatus }: Changed) => {
      if (roleMap) this.#count('role map');
      if (configStatus) this.#count('status');
    });
  }

  async start(): Promise<void> {
    this.memory.texts.set(POLICY, role('a', arn('b'), UNTIL));
    this.memory.texts.set(OTHER, role('b', 'arn:aws:iam::111122223333:root'));
    this.memory.texts.set(CONFIG, named('first'));
    const refreshSupport = true;
    await this.client.start(
      {
        textDocument: { diagnostic: {} },
        workspace: {
          configuration: true,
          workspaceFolders: true,
          diagnostics: { refreshSupport },
          codeLens: { refreshSupport },
          inlayHint: { refreshSupport },
          semanticTokens: { refreshSupport },
          ...(this.watches ? { didChangeWatchedFiles: { dynamicRegistration: true } } : {}),
        },
      },
      { followsChanges: true },
      [{ uri: 'file:///w', name: 'w' }],
    );
    await this.client.open(this.memory.texts.get(POLICY) as string, POLICY);
    await this.view();
    await this.settle();
    this.told.clear();
  }

  /** Asks for everything, as a person who looks at everything makes a client do. */
  async view(): Promise<View> {
    const ask = <T>(method: string, more: object = {}): Promise<T> =>
      this.client.connection.sendRequest<T>(method, { textDocument: { uri: POLICY }, ...more });
    const findings = (await ask<{ items: Diagnostic[] }>('textDocument/diagnostic')).items;
    const lenses = await ask<CodeLens[]>('textDocument/codeLens');
    const all = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await ask<InlayHint[]>('textDocument/inlayHint', { range: all });
    const { roles } = await ask<RoleMap>('iamTrustPolicy/roleMap');
    const status = await ask<ConfigStatus | null>('workspace/executeCommand', {
      command: 'iamTrustPolicy.server.configStatus',
      arguments: [POLICY],
    });
    return {
      findings: findings.map((d) => String(d.code)).join(),
      lens: lenses.map((l) => l.command?.title).join(),
      hints: hints.map((h) => JSON.stringify(h.label)).join(),
      roles: roles.map((r) => `${r.name}: ${r.sentences.join()}`).join('\n'),
      status: String(status?.silenced),
    };
  }

  /** Waits until the server has told what it has to tell: messages keep their order, and the last ones come with an answer. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet++) {
      const before = JSON.stringify([...this.told]);
      await this.client.connection.sendRequest('iamTrustPolicy/ping');
      await new Promise((resolve) => setImmediate(resolve));
      if (JSON.stringify([...this.told]) !== before) quiet = -1;
    }
  }

  changed(...changes: readonly { readonly uri: string; readonly type: number }[]): Promise<void> {
    return this.client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  end(): void {
    this.client.connection.dispose();
  }

  #counts(method: string, shown: Shown): void {
    this.client.connection.onRequest(method, () => {
      this.#count(shown);
      return null;
    });
  }

  #count(shown: Shown): void {
    this.told.set(shown, (this.told.get(shown) ?? 0) + 1);
  }
}

/** How each change comes about, and what must look different then. */
const EVENTS: {
  readonly [K in ChangeKind]: { readonly happen: (viewer: Viewer) => Promise<unknown>; readonly see: Partial<View> };
} = {
  document: {
    happen: ({ client }) => client.change(2, role('a', arn('c'), UNTIL), POLICY),
    see: { lens: 'c', roles: 'c' },
  },
  file: {
    happen: (viewer) => {
      viewer.memory.texts.set(OTHER, role('b', arn('a')));
      return viewer.changed({ uri: OTHER, type: 2 });
    },
    see: { findings: 'trust-cycle', roles: 'a' },
  },
  facts: {
    happen: async ({ client, memory }) => {
      const module = { main: 'file:///w/module/main.tf', locals: 'file:///w/module/locals.tf' };
      const principal = (name: string): string => `locals {\n  service = "${name}.amazonaws.com"\n}\n`;
      const document = (expression: string): string =>
        `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = ${expression} }, Action = "sts:AssumeRole" }] })`;
      memory.texts.set(
        module.main,
        `resource "aws_iam_role" "m" {\n  assume_role_policy = ${document('local.service')}\n}\n`,
      );
      memory.texts.set(module.locals, principal('ec2'));
      await client.open(memory.texts.get(module.main) as string, module.main, 'terraform');
      await client.open(principal('ec2'), module.locals, 'terraform');
      assert.deepEqual(await client.pull(module.main), []);
      await client.change(2, principal('Ec2'), module.locals);
      assert.deepEqual(
        (await client.pull(module.main)).map((d) => d.code),
        ['service-name-case'],
      );
    },
    see: { roles: 'aws_iam_role.m' },
  },
  roles: {
    // A document that was open when the roles were read says something else than on disk, and another is judged.
    happen: async ({ client }) => {
      await client.open(role('b', 'arn:aws:iam::111122223333:root'), OTHER);
      await client.change(2, role('b', arn('a')), OTHER);
      await client.pull(POLICY);
    },
    see: { findings: 'trust-cycle', roles: 'a' },
  },
  config: {
    happen: (viewer) => {
      viewer.memory.texts.set(CONFIG, named('second'));
      return viewer.changed({ uri: CONFIG, type: 2 });
    },
    see: { lens: 'second', hints: 'second', roles: 'second' },
  },
  overrides: {
    happen: async ({ client }) => {
      await client.open(OVERRIDES, CONFIG);
      await client.change(2, role('a', arn('b')).replace('Allow', 'allow'), POLICY);
      await client.pull(POLICY);
    },
    see: { status: '1' },
  },
  leftOut: {
    happen: (viewer) => {
      viewer.memory.texts.delete(CONFIG);
      viewer.memory.texts.set('file:///w/late.json', role('late', arn('a')));
      return viewer.changed({ uri: 'file:///w/.gitignore', type: 2 });
    },
    see: { roles: 'late' },
  },
  settings: {
    happen: ({ client }) => {
      client.settings = { codeLens: false, inlayHints: false, files: { 'b.json': false } };
      return client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    },
    see: { lens: '', hints: '' },
  },
  folders: {
    happen: (viewer) => {
      viewer.memory.texts.set('file:///more/c.json', role('c', arn('a')));
      return viewer.client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: [{ uri: 'file:///more', name: 'more' }], removed: [] },
      });
    },
    see: { roles: 'c' },
  },
  clock: {
    happen: ({ clock }) => {
      clock.set('2026-11-23T12:00:01Z');
      return Promise.resolve();
    },
    see: { findings: 'condition-expired', hints: 'ago' },
  },
};
/** What comes of a change by the way: it makes another one. */
const BY_THE_WAY: Partial<Record<ChangeKind, readonly ChangeKind[]>> = {
  facts: ['document'],
  roles: ['document'],
  overrides: ['document', 'config'],
};

describe('what changed, and what is asked anew', () => {
  const viewers: Viewer[] = [];
  afterEach(() => {
    for (const viewer of viewers.splice(0)) viewer.end();
  });
  function newViewer(watches = true): Viewer {
    const viewer = new Viewer(watches);
    viewers.push(viewer);
    return viewer;
  }

  for (const [kind, { happen, see }] of Object.entries(EVENTS) as [ChangeKind, (typeof EVENTS)[ChangeKind]][])
    it(`${kind}: ${CHANGES[kind].ask.join(', ')}`, async () => {
      const viewer = newViewer();
      await viewer.start();
      const before = await viewer.view();
      await happen(viewer);
      await viewer.settle();
      const asked = [kind, ...(BY_THE_WAY[kind] ?? [])].flatMap((one): readonly Shown[] => CHANGES[one].ask);
      const wanted = new Set(asked.map((one) => (one === 'findings of configs' ? 'findings' : one)));
      assert.deepEqual([...viewer.told.keys()].sort(), [...wanted].sort());
      await viewer.view(); // which may have files read in the background
      await viewer.settle();
      const after = await viewer.view();
      for (const [what, text] of Object.entries(see) as [keyof View, string][]) {
        assert.notEqual(after[what], before[what], what);
        assert.ok(after[what].includes(text), `${what}: ${after[what]}`);
      }
    });

  it('says once that a role map is old, however often something changes', async () => {
    const viewer = newViewer();
    await viewer.start();
    for (let version = 2; version < 10; version++) {
      await viewer.client.change(version, role('a', arn(`r${version}`)), POLICY);
      await viewer.settle();
    }
    assert.equal(viewer.told.get('role map'), 1);
    await viewer.view();
    await viewer.client.change(10, role('a', arn('z')), POLICY);
    await viewer.settle();
    assert.equal(viewer.told.get('role map'), 2);
  });

  it('asks once for a burst of changes', async () => {
    const viewer = newViewer();
    await viewer.start();
    await viewer.changed(...Array.from({ length: 500 }, (_, i) => ({ uri: `file:///w/new${i}.json`, type: 1 })));
    await viewer.settle();
    assert.equal(viewer.told.get('findings'), 1);
  });

  it('takes a file for the same however its address is written', async () => {
    const viewer = newViewer();
    const [listed, shown] = ['file:///w/b@prod (1).json', 'file:///w/b%40prod%20%281%29.json'];
    await viewer.start();
    viewer.memory.texts.set(listed, role('late', arn('a')));
    await viewer.changed({ uri: shown, type: 1 });
    await viewer.client.open(role('typed', arn('a')), 'file:///w/b@prod%20(1).json');
    const { roles } = await viewer.view();
    assert.match(roles, /^typed: /m);
    assert.doesNotMatch(roles, /late/);
    const checked = await viewer.client.connection.sendRequest<CheckedFile[]>('iamTrustPolicy/checkAll', {});
    assert.deepEqual(
      checked.map(({ uri }) => uri),
      [POLICY, OTHER, shown],
    );
  });

  it('finds at Check All what came and nobody told of; from a client that tells of nothing also what changed', async () => {
    for (const watches of [true, false]) {
      const viewer = newViewer(watches);
      await viewer.start();
      const errors = async (): Promise<ReadonlyMap<string, number>> => {
        const all = await viewer.client.connection.sendRequest<CheckedFile[]>('iamTrustPolicy/checkAll', {});
        return new Map(all.map((c) => [c.uri, c.diagnostics.filter((d) => d.code === 'effect-invalid').length]));
      };
      assert.deepEqual(
        [...(await errors())],
        [
          [POLICY, 0],
          [OTHER, 0],
        ],
      );
      viewer.memory.texts.set('file:///w/c.json', role('c', arn('a')).replace('Allow', 'allow'));
      viewer.memory.texts.set(OTHER, role('b', arn('x')).replace('Allow', 'allow'));
      const found = await errors();
      assert.equal(found.get('file:///w/c.json'), 1);
      assert.equal(found.get(OTHER), watches ? 0 : 1);
    }
  });

  it('asks for findings where Check All is the first to see that other roles are told of', async () => {
    const viewer = newViewer();
    await viewer.start();
    const { findings } = await viewer.view();
    viewer.memory.texts.set('file:///w/again.json', role('b', arn('a')));
    await viewer.client.connection.sendRequest('iamTrustPolicy/checkAll', {});
    await viewer.settle();
    assert.equal(viewer.told.get('findings'), 1);
    assert.notEqual((await viewer.view()).findings, findings);
  });

  it('reads each file once for the roles, Check All and the role map together, and again only what changed', async () => {
    const viewer = newViewer();
    for (let i = 0; i < 50; i++) viewer.memory.texts.set(`file:///w/roles/${i}.json`, role(`r${i}`, arn('a')));
    viewer.memory.texts.set('file:///w/left/x.json', role('x', arn('a')));
    viewer.memory.texts.set('file:///w/package.json', '{"name": "shop"}');
    await viewer.start();
    const checkAll = (): Promise<unknown> => viewer.client.connection.sendRequest('iamTrustPolicy/checkAll', {});
    await checkAll();
    await viewer.view();
    await checkAll();
    const policies = viewer.memory.reads.filter((uri) => uri.endsWith('.json') && !uri.endsWith('config.json'));
    assert.deepEqual(policies.filter((uri) => uri.startsWith('file:///w/roles/')).length, 50);
    assert.equal(new Set(policies).size, policies.length);
    assert.ok(!policies.includes('file:///w/left/x.json'), 'what is left out is not read');
    assert.ok(!policies.includes(POLICY), 'an open document counts as the editor shows it');
    viewer.memory.reads.length = 0;
    await viewer.changed({ uri: 'file:///w/roles/7.json', type: 2 }, { uri: 'file:///w/left/x.json', type: 2 });
    await checkAll();
    await viewer.view();
    assert.deepEqual(viewer.memory.reads, ['file:///w/roles/7.json']);
  });
});
