import assert from 'node:assert/strict';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { TestClient, URI } from '../support/lspClient.ts';

const PULLING = { textDocument: { diagnostic: {} } };
const POLICY =
  '{\n  "Version": "2012-10-17",\n  "Statement": [{"Effect": "allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]\n}\n';
/** Where POLICY names a caller. */
const CALLER = { line: 2, character: (POLICY.split('\n')[2] ?? '').indexOf('1111') };
const SOUND = POLICY.replace('"allow"', '"Allow"');
const COMMANDS = 'iamTrustPolicy.server.';

/** Every request of one document. */
const OF_DOCUMENT = [
  'textDocument/diagnostic',
  'textDocument/codeLens',
  'textDocument/documentSymbol',
  'textDocument/documentLink',
  'textDocument/foldingRange',
  'textDocument/semanticTokens/full',
];
/** Every request with places in a document, and the parameters that name them. */
const WITH_PLACES: Readonly<Record<string, (position: unknown) => object>> = {
  'textDocument/hover': (position) => ({ position }),
  'textDocument/completion': (position) => ({ position }),
  'textDocument/definition': (position) => ({ position }),
  'textDocument/references': (position) => ({ position, context: { includeDeclaration: true } }),
  'textDocument/documentHighlight': (position) => ({ position }),
  'textDocument/selectionRange': (position) => ({ positions: [position] }),
  'textDocument/inlayHint': (position) => ({ range: { start: position, end: position } }),
  'textDocument/codeAction': (position) => ({
    range: { start: position, end: position },
    context: { diagnostics: [] },
  }),
};
const REQUESTS = [
  ...OF_DOCUMENT,
  ...Object.keys(WITH_PLACES),
  'codeAction/resolve',
  'completionItem/resolve',
  'workspace/executeCommand',
  'iamTrustPolicy/trustPolicies',
  'iamTrustPolicy/roles',
  'iamTrustPolicy/roleMap',
];

/** What a request came to: its answer, or an error that the protocol knows. */
async function outcome(client: TestClient, method: string, params: unknown): Promise<'answer' | 'error'> {
  try {
    await client.connection.sendRequest(method, params);
    return 'answer';
  } catch (error) {
    assert.ok(error instanceof ResponseError, String(error));
    assert.ok(Number.isInteger(error.code) && error.message !== '', error.message);
    return 'error';
  }
}

/** Nothing of what came before is in the way: an ordinary request has its ordinary answer. */
async function serves(client: TestClient, label: string): Promise<void> {
  const codes = (await client.pull()).map((d) => d.code);
  assert.deepEqual(codes, ['effect-invalid'], label);
}

for (const kind of ['stdio', 'worker'] as const)
  describe(`the built server (${kind}) and requests that make no sense`, () => {
    let client: TestClient;
    let commands: readonly string[];
    beforeEach(async () => {
      client = new TestClient(kind);
      const { capabilities } = await client.start(PULLING, undefined, [{ uri: 'file:///ws', name: 'ws' }]);
      ({ commands } = capabilities['executeCommandProvider'] as { commands: string[] });
      await client.open(POLICY);
    });
    afterEach(() => client.stop());

    it('answers at any number for a place', async () => {
      const numbers = [-1, 1e9, 2 ** 31, 2 ** 53, 0.5, NaN, null];
      for (const [method, place] of Object.entries(WITH_PLACES)) {
        let answers = 0;
        for (const n of numbers)
          for (const position of [
            { line: n, character: 0 },
            { line: 2, character: n },
            { line: n, character: n },
          ])
            if ((await outcome(client, method, { textDocument: { uri: URI }, ...place(position) })) === 'answer')
              answers++;
        assert.ok(answers > 0, method);
      }
      for (const n of numbers)
        for (const [command, ...rest] of [['explain'], ['externalIdUses'], ['policyAs', 'line'], ['whyRefused']])
          await outcome(client, 'workspace/executeCommand', {
            command: COMMANDS + (command ?? ''),
            arguments:
              command === 'whyRefused'
                ? ['AccessDenied', URI, { line: n, character: n }]
                : [URI, { line: n, character: n }, ...rest],
          });
      await serves(client, 'places');
    });

    it('answers parameters of any shape, or refuses them', async () => {
      const shapes: unknown[] = [
        undefined,
        null,
        [],
        {},
        { textDocument: null },
        { textDocument: {} },
        { textDocument: { uri: null } },
        { textDocument: { uri: 7 }, position: null, range: null, positions: null },
        { textDocument: { uri: URI }, position: 'x', range: [], positions: {}, context: null },
        { textDocument: { uri: URI }, range: { start: null, end: null }, positions: [null], context: { only: 7 } },
        { data: null, command: null, label: null, arguments: null },
        { data: { uri: 7, kind: {}, label: [], config: 'x' }, title: 'x', label: 'x' },
        { data: { config: { uri: URI, kind: 'disable', rule: 7, text: null } } },
        { text: 7, outside: 'x', risky: {} },
        { text: 'x'.repeat(100_000), outside: true, risky: true, __proto__: null },
        { text: '\u0000\ud83d(.*)*$' },
      ];
      for (const method of REQUESTS) {
        for (const params of shapes) await outcome(client, method, params);
        await serves(client, method);
      }
    });

    it('answers each command whatever it is given, or refuses it', async () => {
      assert.ok(commands.length > 10);
      const given: unknown[] = [
        undefined,
        null,
        {},
        [],
        [null],
        [7, 7, 7],
        ['x', 'x', 'x'],
        [URI, null, null],
        [URI, URI, URI],
        [{}, {}, {}],
        [{ kind: 'service', services: { length: 7 } }, [], []],
        [{ kind: '__proto__', constructor: 'x' }, 'constructor', '__proto__'],
        [[[[[]]]]],
        ['\u0000\ud83d', '\u0000', '\ud83d'],
        ['x'.repeat(100_000), URI, { line: {}, character: [] }],
        [{}, 'x'.repeat(100_000)],
        [{}, `${'../'.repeat(30_000)}\u0000%zz.json`],
        [{ uri: URI, kind: 'ignore', rule: 'x'.repeat(1000), text: null }],
        [{ uri: URI, position: { line: 0, character: 0 } }],
        [{}, { uri: URI, position: { line: 0, character: 0 } }, 'x'],
        ['x', { uri: URI, position: { line: 0, character: 0 } }],
        [URI, CALLER, 'line'],
      ];
      for (const command of commands) {
        let errors = 0;
        for (const args of given)
          if ((await outcome(client, 'workspace/executeCommand', { command, arguments: args })) === 'error') errors++;
        assert.ok(errors < given.length, command);
        await serves(client, command);
      }
      for (const command of ['', 'constructor', COMMANDS, `${COMMANDS}fly`])
        assert.equal(await outcome(client, 'workspace/executeCommand', { command, arguments: [] }), 'error', command);
    });

    it('takes edits that miss the document, run backwards or come late', async () => {
      const changes: [version: unknown, ...changes: unknown[]][] = [
        [2, { range: { start: { line: 9e9, character: 0 }, end: { line: 9e9, character: 9 } }, text: ' ' }],
        [3, { range: { start: { line: 4, character: 0 }, end: { line: 0, character: 0 } }, text: '' }],
        [4, { range: { start: { line: -1, character: -1 }, end: { line: -1, character: -1 } }, text: '' }],
        [1, { range: { start: { line: 0, character: 9 }, end: { line: 0, character: 2 } }, text: '' }],
        [-7, { text: '{' }],
        [null, { text: '{{' }],
        ['x', { text: null }],
        [5],
        [6, null],
        [7, 'x', {}],
        [8, { range: null, text: '' }],
      ];
      for (const [version, ...contentChanges] of changes) {
        for (const uri of [URI, 'file:///ws/never-opened.json'])
          await client.connection.sendNotification('textDocument/didChange', {
            textDocument: { uri, version },
            contentChanges,
          });
        await outcome(client, 'textDocument/hover', {
          textDocument: { uri: URI },
          position: { line: 0, character: 0 },
        });
      }
      for (const method of ['didClose', 'didSave', 'didChange', 'didOpen'])
        for (const params of [{}, { textDocument: null }, { textDocument: { uri: 'file:///ws/never-opened.json' } }])
          await client.connection.sendNotification(`textDocument/${method}`, params);
      await client.change(20, POLICY);
      await serves(client, 'edits');
    });

    it('takes documents of any address', async () => {
      const uris = [
        'untitled:Untitled-1',
        'git:/ws/role-trust-policy.json?%7B%22ref%22%3A%22%22%7D',
        'http://example.com/role-trust-policy.json',
        'data:application/json,{}',
        'javascript:alert(1)',
        'file://server/share/role-trust-policy.json',
        'file:////server/share/role-trust-policy.json',
        'file:///ws/%00-trust-policy.json',
        'file:///ws/%zz-trust-policy.json',
        'file:///ws/%-trust-policy.json',
        'file:///ws/%E0%A4%A-trust-policy.json',
        'file:///ws/../../../etc/role-trust-policy.json',
        'file:',
        'C:\\ws\\role-trust-policy.json',
        '__proto__',
        '%',
        '',
      ];
      for (const uri of uris) {
        await client.open(POLICY, uri);
        for (const method of REQUESTS)
          await outcome(client, method, {
            textDocument: { uri },
            ...WITH_PLACES[method]?.(CALLER),
            data: { uri },
            command: `${COMMANDS}explain`,
            arguments: [uri],
          });
        await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
      }
      await serves(client, 'addresses');
    });

    it('asks nobody to trust what it shows', async () => {
      const { contents } = await client.connection.sendRequest<{ contents: object }>('textDocument/hover', {
        textDocument: { uri: URI },
        position: CALLER,
      });
      assert.deepEqual(Object.keys(contents), ['kind', 'value']);
    });
  });

describe('the built server and a typist in a hurry', () => {
  const EDITS = 598;
  let client: TestClient;
  beforeEach(async () => {
    client = new TestClient('stdio');
    await client.start(PULLING);
  });
  afterEach(() => client.stop());

  it('answers every request between many edits, or says why not, and knows the end', async () => {
    await client.open('');
    const text = SOUND.padEnd(EDITS - 1, ' ');
    const methods = [...OF_DOCUMENT, ...Object.keys(WITH_PLACES)];
    /** Of each request nothing, or what it was refused with. */
    const answers: Promise<unknown>[] = [];
    let cancelled = 0;
    for (let i = 0; i < EDITS; i++) {
      await client.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: URI, version: i + 2 },
        contentChanges:
          i < text.length
            ? [{ range: endOf(text.slice(0, i)), text: text[i] }]
            : [{ range: effectIn(text), text: 'allow' }],
      });
      for (let k = 0; k < 5; k++) {
        const method = methods[(i * 5 + k) % methods.length];
        assert.ok(method !== undefined);
        const params = { textDocument: { uri: URI }, ...WITH_PLACES[method]?.(endOf(text.slice(0, i)).start) };
        const source = new CancellationTokenSource();
        answers.push(
          client.connection.sendRequest(method, params, source.token).then(
            () => undefined,
            (e: unknown) => e,
          ),
        );
        if ((i * 5 + k) % 15 === 0) {
          source.cancel();
          cancelled++;
        }
      }
    }
    const reasons = (await Promise.all(answers)).filter((reason) => reason !== undefined);
    assert.ok(cancelled >= 199);
    const known: number[] = [
      LSPErrorCodes.RequestCancelled,
      LSPErrorCodes.ContentModified,
      LSPErrorCodes.ServerCancelled,
    ];
    for (const reason of reasons) {
      assert.ok(reason instanceof ResponseError);
      assert.ok(known.includes(reason.code), `${reason.code} ${reason.message}`);
    }
    assert.ok(reasons.length < answers.length / 2, `${reasons.length} of ${answers.length}`);
    const [finding, ...others] = await client.pull();
    assert.deepEqual(others, []);
    assert.equal(finding?.code, 'effect-invalid');
    const { line, character } = effectIn(text).start;
    assert.deepEqual(finding.range.start, { line, character: character - 1 });
  });

  it('forgets documents that are closed', async () => {
    const TIMES = 1000;
    for (let i = 0; i < TIMES; i++) {
      const uri = `file:///ws/${i % 10}-trust-policy.json`;
      await client.open(POLICY, uri);
      if (i % 50 === 0)
        assert.deepEqual(
          (await client.pull(uri)).map((d) => d.code),
          ['effect-invalid'],
        );
      await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    }
    for (let i = 0; i < 10; i++) {
      const uri = `file:///ws/${i}-trust-policy.json`;
      assert.deepEqual(await client.pull(uri), []);
      assert.equal(
        await client.connection.sendRequest('textDocument/hover', {
          textDocument: { uri },
          position: CALLER,
        }),
        null,
      );
    }
    // Once taken for a policy a document stays one until it is closed: opened anew it is judged by its content alone.
    const uri = 'file:///ws/role.json';
    await client.open(POLICY, uri);
    assert.equal((await client.pull(uri)).length, 1);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.open('{"Statement": [{"Effect": "allow"}]}', uri);
    assert.deepEqual(await client.pull(uri), []);
  });
});

/** The place behind the last character of a text. */
function endOf(text: string): { start: { line: number; character: number }; end: { line: number; character: number } } {
  const lines = text.split('\n');
  const at = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  return { start: at, end: at };
}

/** The word of the text's Effect. */
function effectIn(text: string): {
  start: { line: number; character: number };
  end: { line: number; character: number };
} {
  const at = text.indexOf('Allow');
  return { start: endOf(text.slice(0, at)).start, end: endOf(text.slice(0, at + 5)).start };
}
