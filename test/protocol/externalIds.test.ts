import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  ClientCapabilities,
  CodeAction,
  DocumentHighlight,
  Hover,
  Location,
  Position,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { ExternalIdUses } from '../../server/src/protocol.ts';
import { TestClient } from '../support/lspClient.ts';

const ID = 'harbor-3f9a1c7b';
const START = 'Rotate external ID: accept a new one too';
const END = 'Remove this external ID';
const ACME = '210987654321';

/** A trust policy that requires one of these external IDs. */
const policy = (ids: string | readonly string[], account = ACME): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': ids } },
        },
      ],
    },
    null,
    2,
  );

/** The place in a text where another one begins, with so many characters more. */
function positionOf(text: string, part: string, more = 1): Position {
  const before = text.slice(0, text.indexOf(part) + more);
  const lines = before.split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/** A text after the edits of one document. */
function applied(text: string, { edits }: TextDocumentEdit): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Position): number =>
    lines.slice(0, line).reduce((sum, l) => sum + l.length + 1, 0) + character;
  return edits
    .map((edit) => edit as { range: { start: Position; end: Position }; newText: string })
    .toSorted((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce((now, e) => now.slice(0, offset(e.range.start)) + e.newText + now.slice(offset(e.range.end)), text);
}

const idsOf = (text: string): unknown =>
  (JSON.parse(text) as { Statement: { Condition: { StringEquals: Record<string, unknown> } }[] }).Statement[0]
    ?.Condition.StringEquals['sts:ExternalId'];

const PULLING: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    codeAction: { resolveSupport: { properties: ['edit'] }, dataSupport: true },
  },
  workspace: {
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
  },
};

describe('the built server and external IDs', () => {
  let folder: string;
  let client: TestClient;
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const textOf = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');
  const write = (name: string, text: string): void => {
    fs.writeFileSync(path.join(folder, name), text);
  };
  const named = (found: readonly Location[]): readonly string[] => found.map((l) => path.basename(l.uri)).sort();

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'external-ids-'));
    write('a-trust-policy.json', policy(ID));
    write('b-trust-policy.json', policy([ID, 'another-77aa']));
    write('c-trust-policy.json', policy('another-77aa'));
    write('service-trust-policy.json', policy(ID).replace(/"AWS": ".*"/, '"Service": "vmie.amazonaws.com"'));
    client = new TestClient('stdio');
  });
  afterEach(async () => {
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  const start = (capabilities = PULLING, options: object = {}): Promise<unknown> =>
    client.start(capabilities, options, [{ uri: pathToFileURL(folder).href, name: 'ws' }]);
  const open = (name: string): Promise<void> => client.open(textOf(name), uri(name));
  const ask = <T>(method: string, address: string, position: Position, more: object = {}): Promise<T> =>
    client.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri: address }, position, ...more });
  const references = (address: string, position: Position): Promise<Location[]> =>
    ask('references', address, position, { context: { includeDeclaration: false } });
  const actionsAt = (address: string, position: Position): Promise<CodeAction[]> =>
    client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: address },
      range: { start: position, end: position },
      context: { diagnostics: [], triggerKind: 1 },
    });
  const actionAt = async (name: string, position: Position, title: string): Promise<CodeAction> => {
    const all = await actionsAt(uri(name), position);
    const found = all.find((action) => action.title === title);
    assert.ok(found, all.map((a) => a.title).join(' | '));
    return found;
  };
  const changesOf = (edit: WorkspaceEdit | undefined): ReadonlyMap<string, TextDocumentEdit> => {
    const changes = (edit?.documentChanges ?? []) as TextDocumentEdit[];
    return new Map(changes.map((change) => [path.basename(change.textDocument.uri), change]));
  };

  it('are found in all files: as they are edited, and not in those that are gone', async () => {
    await start();
    await open('a-trust-policy.json');
    const here = positionOf(textOf('a-trust-policy.json'), ID);
    const everywhere = ['a-trust-policy.json', 'b-trust-policy.json', 'service-trust-policy.json'];
    assert.deepEqual(named(await references(uri('a-trust-policy.json'), here)), everywhere);

    await open('c-trust-policy.json');
    await client.change(2, policy(['x', ID]), uri('c-trust-policy.json'));
    fs.rmSync(path.join(folder, 'b-trust-policy.json')); // nobody tells
    const found = await references(uri('a-trust-policy.json'), here);
    assert.deepEqual(named(found), ['a-trust-policy.json', 'c-trust-policy.json', 'service-trust-policy.json']);
    const changed = found.find((l) => l.uri === uri('c-trust-policy.json'));
    assert.deepEqual(changed?.range.start, positionOf(policy(['x', ID]), `"${ID}"`, 0));
  });

  it('are found from the command, which takes the only one of a statement', async () => {
    await start();
    await open('a-trust-policy.json');
    await open('b-trust-policy.json');
    const uses = (name: string, part: string): Promise<ExternalIdUses | null> =>
      client.connection.sendRequest('workspace/executeCommand', {
        command: 'iamTrustPolicy.server.externalIdUses',
        arguments: [uri(name), positionOf(textOf(name), part)],
      });
    const found = await uses('a-trust-policy.json', '"Effect"');
    assert.deepEqual(named(found?.locations ?? []), [
      'a-trust-policy.json',
      'b-trust-policy.json',
      'service-trust-policy.json',
    ]);
    assert.deepEqual(found?.position, positionOf(textOf('a-trust-policy.json'), `"${ID}"`, 0));
    assert.equal(await uses('b-trust-policy.json', '"Effect"'), null);
    assert.equal(await uses('a-trust-policy.json', '"Version"'), null);
  });

  it('say on hover how many roles use them, and which accounts share one', async () => {
    write('d-trust-policy.json', policy(ID, '464622532012'));
    await start();
    await open('a-trust-policy.json');
    await open('c-trust-policy.json');
    const hover = async (name: string, part: string): Promise<string> => {
      const found = await ask<Hover | null>('hover', uri(name), positionOf(textOf(name), part));
      return found ? (found.contents as { value: string }).value : '';
    };
    const text = await hover('a-trust-policy.json', ID);
    assert.match(text, /Used in 4 roles/);
    assert.match(text, /accounts 210987654321 and 464622532012 &#40;Datadog&#41; send the same external ID/);
    assert.equal(await hover('c-trust-policy.json', 'another-77aa'), 'Used in 2 roles');
  });

  it('rotate in all files at once: of the version they are for, and others only when the user confirms', async () => {
    write('stranger-trust-policy.json', policy(ID, '333344445555'));
    await start();
    await open('a-trust-policy.json');
    await open('b-trust-policy.json');
    const here = positionOf(textOf('a-trust-policy.json'), ID);
    const action = await actionAt('a-trust-policy.json', here, START);
    assert.equal(action.kind, 'refactor.rewrite');
    assert.equal(action.edit, undefined, 'other files are read once it is chosen');
    const { edit } = await client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
    const changes = changesOf(edit);
    assert.deepEqual([...changes.keys()], ['a-trust-policy.json', 'b-trust-policy.json']);
    const [own, other] = [...changes.values()];
    assert.ok(own && other);
    assert.deepEqual([own.textDocument.version, other.textDocument.version], [1, 1]);
    const both = idsOf(applied(textOf('a-trust-policy.json'), own)) as string[];
    assert.equal(both[0], ID);
    assert.match(both[1] ?? '', /^[\w-]{20,}$/);
    assert.deepEqual(idsOf(applied(textOf('b-trust-policy.json'), other)), [ID, 'another-77aa', both[1]]);
    const confirmed = (change: TextDocumentEdit): boolean[] =>
      change.edits.map(
        (e) => 'annotationId' in e && edit?.changeAnnotations?.[e.annotationId]?.needsConfirmation === true,
      );
    assert.deepEqual([confirmed(own), confirmed(other)].flat(), [false, true]);
  });

  it('end their rotation in files that are not open, as they are now, and never take the only one away', async () => {
    write('a-trust-policy.json', policy([ID, 'new-one-55ff']));
    write('b-trust-policy.json', policy('another-77aa'));
    write('c-trust-policy.json', policy(ID));
    await start();
    await open('a-trust-policy.json');
    const here = positionOf(textOf('a-trust-policy.json'), ID);
    assert.equal((await references(uri('a-trust-policy.json'), here)).length, 3);
    write('b-trust-policy.json', policy(['first-00aa', ID, 'new-one-55ff']));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri('b-trust-policy.json'), type: 2 }],
    });
    await references(uri('a-trust-policy.json'), here);
    write('b-trust-policy.json', policy([ID, 'new-one-55ff'])); // nobody tells
    const action = await actionAt('a-trust-policy.json', here, END);
    const { edit } = await client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
    const changes = changesOf(edit);
    assert.deepEqual([...changes.keys()], ['a-trust-policy.json', 'b-trust-policy.json']);
    const closed = changes.get('b-trust-policy.json');
    assert.ok(closed);
    assert.equal(closed.textDocument.version, null);
    assert.equal(idsOf(applied(textOf('b-trust-policy.json'), closed)), 'new-one-55ff');
  });

  it('refuse to rotate in a text that changed since', async () => {
    await start();
    await open('a-trust-policy.json');
    const action = await actionAt('a-trust-policy.json', positionOf(textOf('a-trust-policy.json'), ID), START);
    await client.change(2, `${textOf('a-trust-policy.json')}\n`, uri('a-trust-policy.json'));
    await assert.rejects(client.connection.sendRequest('codeAction/resolve', action), { code: -32801 });
  });

  it('tell a client that asks nobody that all files change', async () => {
    await start({
      textDocument: { diagnostic: {}, codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
    });
    await open('a-trust-policy.json');
    const here = positionOf(textOf('a-trust-policy.json'), ID);
    const { edit } = await actionAt('a-trust-policy.json', here, `${START} (all files)`);
    assert.deepEqual([...changesOf(edit).keys()], ['a-trust-policy.json', 'b-trust-policy.json']);
    assert.equal(edit?.changeAnnotations, undefined);
  });

  it('offer to be found where a client can show it, and when somebody asks', async () => {
    await start(PULLING, { externalIdCommand: 'find' });
    await open('a-trust-policy.json');
    const here = positionOf(textOf('a-trust-policy.json'), ID);
    const { command } = await actionAt('a-trust-policy.json', here, 'Find where this external ID is used');
    assert.deepEqual(command?.arguments, [uri('a-trust-policy.json'), here]);
    const elsewhere = await actionsAt(uri('a-trust-policy.json'), { line: 1, character: 4 });
    assert.ok(!elsewhere.some((action) => action.command?.command === 'find'));
  });
});

for (const kind of ['stdio', 'worker'] as const)
  it(`external IDs are found with nothing but open documents (${kind})`, async () => {
    const client = new TestClient(kind);
    const [one, two] = ['untitled:Untitled-1', 'file:///elsewhere/two.json'];
    const here = positionOf(policy(ID), ID);
    const ask = <T>(method: string, position: Position, more: object = {}): Promise<T> =>
      client.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri: one }, position, ...more });
    try {
      await client.start(PULLING);
      await client.open(policy([ID, ID, 'x']), one);
      await client.open(policy(ID), two);
      const found = await ask<Location[]>('references', positionOf(policy([ID]), ID), { context: {} });
      assert.deepEqual(
        found.map((l) => l.uri),
        [one, one, two],
      );
      const marked = await ask<DocumentHighlight[]>('documentHighlight', positionOf(policy([ID]), ID));
      assert.equal(marked.length, 2);
      assert.equal(await ask('documentHighlight', { line: 1, character: 4 }), null);
      await client.change(2, policy('<EXTERNAL_ID>'), one);
      assert.deepEqual(await ask('references', here, { context: {} }), []);
      assert.equal(await ask('documentHighlight', here), null);
    } finally {
      await client.stop();
    }
  });
