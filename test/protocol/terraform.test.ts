// The built server on Terraform, as an editor drives it.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  CompletionList,
  Hover,
  TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { InsertForms, RoleMap } from '../../server/src/protocol.ts';
import { TestClient } from '../support/lspClient.ts';
import { marked } from '../support/marked.ts';

const MAIN = `resource "aws_iam_role" "deploy" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = [local.service]
    }
  }
}
`;
const locals = (service: string): string => `locals {\n  service = "${service}"\n}\n`;
const WRONG = 'EC2.amazonaws.com';
const RIGHT = 'ec2.amazonaws.com';

describe('the built server on Terraform', () => {
  let folder: string;
  let client: TestClient;
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const write = (name: string, text: string): void => {
    fs.writeFileSync(path.join(folder, name), text);
  };
  const codes = async (name: string): Promise<unknown[]> => (await client.pull(uri(name))).map((d) => d.code);
  const ask = <T>(method: string, name: string, more: object = {}): Promise<T> =>
    client.connection.sendRequest<T>(`textDocument/${method}`, { textDocument: { uri: uri(name) }, ...more });
  const start = async (capabilities: object = { textDocument: { diagnostic: {} } }): Promise<void> => {
    client = new TestClient('stdio');
    await client.start(capabilities, {}, [{ uri: pathToFileURL(folder).href, name: 'w' }]);
  };
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tf-'));
    write('main.tf', MAIN);
    write('locals.tf', locals(WRONG));
  });
  afterEach(async () => {
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  for (const languageId of ['terraform', 'opentofu', 'plaintext'])
    it(`judges a file with those beside it, saved or not (${languageId})`, async () => {
      await start();
      await client.open(MAIN, uri('main.tf'), languageId);
      assert.deepEqual(await codes('main.tf'), ['service-name-case']);
      await client.open(locals(WRONG), uri('locals.tf'), languageId);
      assert.deepEqual(await codes('locals.tf'), []);
      await client.change(2, locals(RIGHT), uri('locals.tf'));
      assert.deepEqual(await codes('main.tf'), []);
      await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri('locals.tf') } });
      assert.deepEqual(await codes('main.tf'), ['service-name-case']);
      await client.change(2, MAIN.replace('local.service', `"${RIGHT}"`), uri('main.tf'));
      assert.deepEqual(await codes('main.tf'), []);
    });

  it('tells anew of the files whose neighbour says something else', async () => {
    await start({});
    const told = (): unknown[] | undefined =>
      client.published.findLast((p) => p.uri === uri('main.tf'))?.diagnostics.map((d) => d.code);
    await client.open(MAIN, uri('main.tf'), 'terraform');
    await client.until(() => told()?.length === 1);
    await client.open(locals(WRONG), uri('locals.tf'), 'terraform');
    await client.change(2, locals(RIGHT), uri('locals.tf'));
    await client.until(() => told()?.length === 0);
  });

  it('explains and completes, and offers no change that it cannot write', async () => {
    await start();
    await client.open(MAIN, uri('main.tf'), 'terraform');
    const [finding] = await client.pull(uri('main.tf'));
    assert.ok(finding);
    const lenses = await ask<CodeLens[]>('codeLens', 'main.tf');
    assert.deepEqual(
      lenses.map(({ range }) => range.start.line),
      [4, 5],
    );
    const hover = await ask<Hover | null>('hover', 'main.tf', { position: { line: 6, character: 18 } });
    assert.ok(hover?.range, JSON.stringify(hover));
    const actions = await ask<CodeAction[]>('codeAction', 'main.tf', {
      range: finding.range,
      context: { diagnostics: [finding], triggerKind: 1 },
    });
    // The value stands in another file: no fix changes it, but the document can be written as another form.
    assert.deepEqual(
      [...new Set(actions.flatMap(({ edit, data, kind }) => (edit === undefined && data === undefined ? [] : kind)))],
      ['refactor.rewrite'],
    );
    assert.deepEqual(await ask('documentSymbol', 'main.tf'), []);
    assert.deepEqual(await ask('semanticTokens/full', 'main.tf'), { data: [] });
    const map = await client.connection.sendRequest<RoleMap>('iamTrustPolicy/roleMap', {});
    assert.deepEqual(
      map.roles.map((role) => role.name),
      ['aws_iam_role.deploy'],
    );
  });

  for (const languageId of ['terraform', 'opentofu', 'hcl', 'plaintext'])
    it(`names the role whose policy a document is, and colors, folds and outlines where nothing else does: ${languageId}`, async () => {
      await start();
      await client.open(MAIN, uri('main.tf'), languageId);
      const [owner, statement] = await ask<CodeLens[]>('codeLens', 'main.tf');
      assert.ok(owner && statement);
      const titles = await Promise.all(
        [owner, statement].map(
          async (lens) => (await client.connection.sendRequest<CodeLens>('codeLens/resolve', lens)).command?.title,
        ),
      );
      assert.equal(titles[0], 'Trust policy of aws_iam_role.deploy');
      assert.doesNotMatch(titles[1] ?? '', /Trust policy of/);
      assert.deepEqual([owner.range.start.line, statement.range.start.line], [4, 5]);
      const [symbols, folds, { data }] = await Promise.all([
        ask<unknown[]>('documentSymbol', 'main.tf'),
        ask<unknown[]>('foldingRange', 'main.tf'),
        ask<{ data: number[] }>('semanticTokens/full', 'main.tf'),
      ]);
      const isAlone = languageId === 'plaintext';
      for (const shown of [symbols, folds, data]) assert.equal(shown.length > 0, isAlone, JSON.stringify(shown));
    });

  it('inserts the policy of the wizard, also into a file that it was not told of', async () => {
    await start();
    const run = <T>(command: string, ...given: unknown[]): Promise<T> =>
      client.connection.sendRequest<T>('workspace/executeCommand', {
        command: `iamTrustPolicy.server.${command}`,
        arguments: given,
      });
    const answers = { kind: 'service', services: ['lambda.amazonaws.com'], guards: [], roleName: 'deploy' };
    const changed = (text: string, edit: TextDocumentEdit | null): string => {
      assert.ok(edit);
      const edits = edit.edits.flatMap((e): TextEdit[] => ('newText' in e ? [e] : []));
      return TextDocument.applyEdits(TextDocument.create('x:y', 'terraform', 1, text), edits);
    };
    const place = { uri: uri('new.tf'), position: { line: 0, character: 0 }, text: '', languageId: 'plaintext' };
    const offered = await run<InsertForms>('insertForms', place);
    assert.deepEqual(
      offered.forms.map(({ id }) => id),
      // The module has a role that takes a data source.
      ['roleAndDataSource', 'dataSource', 'role'],
    );
    const edit = await run<TextDocumentEdit>('insertHere', answers, place, 'role');
    assert.equal(edit.textDocument.version, null);
    assert.match(changed('', edit), /^resource "aws_iam_role" "deploy_2" \{\n {2}name = "deploy"\n/);
    assert.equal(await run('insertHere', answers, place, 'jsonencode'), null);
    assert.equal(await run('insertHere', { kind: 'service' }, place, 'role'), null);
    await client.open(MAIN, uri('main.tf'), 'terraform');
    const within = { uri: uri('main.tf'), position: { line: 1, character: 30 } };
    assert.match((await run<InsertForms>('insertForms', within)).reason ?? '', /already has a value/);
    const added = await run<TextDocumentEdit>('insertGenerated', answers, uri('main.tf'), { line: 6, character: 0 });
    assert.equal(added.textDocument.version, 1);
    assert.match(changed(MAIN, added), /\n {2}\}\n\n {2}statement \{\n {4}actions = \["sts:AssumeRole"\]\n/);
    await client.open('{}', uri('a.json'), 'json');
    assert.equal(await run('insertForms', { ...within, uri: uri('a.json') }), null);
    await assert.rejects(run('insertForms', { position: place.position }), /must be a string/);
    const copied = await run<string>('policyFrom', MAIN.replace('local.service', `"${RIGHT}"`));
    assert.match(copied, /"Service": "ec2\.amazonaws\.com"/);
    const pasted = await run<TextDocumentEdit>('insertCopied', copied, place);
    assert.match(changed('', pasted), /^data "aws_iam_policy_document" "role_trust" \{/);
    await assert.rejects(run('insertForms', { ...within, position: 7 }), /must have a line/);
  });

  it('reads a file that a role takes its policy from as that, and no more once it does not', async () => {
    await start();
    const taken = MAIN.replace('data.aws_iam_policy_document.trust.json', 'file("${path.module}/policies/a.json")');
    const begun = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}]}';
    fs.mkdirSync(path.join(folder, 'policies'));
    write('main.tf', taken);
    write('policies/a.json', begun);
    await client.open(begun, uri('policies/a.json'), 'json');
    assert.deepEqual(await codes('policies/a.json'), ['principal-missing']);
    const map = await client.connection.sendRequest<RoleMap>('iamTrustPolicy/roleMap', {});
    assert.deepEqual(
      map.roles.map((role) => role.name),
      ['aws_iam_role.deploy'],
    );
    await client.open(taken, uri('main.tf'), 'terraform');
    assert.deepEqual(await codes('policies/a.json'), ['principal-missing']);
    await client.change(2, MAIN, uri('main.tf'));
    // A document that is open stays what it was taken for.
    await client.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: uri('policies/a.json') },
    });
    await client.open(begun, uri('policies/a.json'), 'json');
    assert.deepEqual(await codes('policies/a.json'), []);
  });

  describe('completes what is half-typed', () => {
    const SNIPPETS = { textDocument: { diagnostic: {}, completion: { completionItem: { snippetSupport: true } } } };
    const begin = async (languageId: string, options: object = {}): Promise<void> => {
      client = new TestClient('stdio');
      await client.start(SNIPPETS, options, [{ uri: pathToFileURL(folder).href, name: 'w' }]);
      await client.open(MAIN, uri('main.tf'), languageId);
    };
    let version = 1;
    const items = async (line: string, context: object = { triggerKind: 1 }): Promise<readonly CompletionItem[]> => {
      const source = MAIN.replace('    actions = ["sts:AssumeRole"]', line);
      const { text, cursor = 0 } = marked(source);
      await client.change(++version, text, uri('main.tf'));
      const before = text.slice(0, cursor).split('\n');
      const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
      return (await ask<CompletionList>('completion', 'main.tf', { position, context })).items;
    };
    const by = (triggerCharacter: string): object => ({ triggerKind: 2, triggerCharacter });
    const labels = async (...given: Parameters<typeof items>): Promise<string[]> =>
      (await items(...given)).map(({ label }) => label);

    for (const languageId of ['terraform', 'opentofu', 'plaintext'])
      it(`at every key (${languageId})`, async () => {
        await begin(languageId);
        const written = '    effect = "Allow"';
        for (let keys = written.indexOf('"') + 1; keys < written.length; keys++)
          for (const rest of ['"', ''])
            assert.deepEqual(await labels(`${written.slice(0, keys)}‸${rest}`), ['Allow', 'Deny']);
        for (let keys = 4; keys < 10; keys++)
          assert.ok((await labels(`${written.slice(0, keys)}‸`)).includes('effect'), written.slice(0, keys));
        const [first] = await items('    actions = ["‸"]', by('"'));
        assert.deepEqual(
          [first?.label, first?.textEdit?.newText, first?.sortText?.charAt(0), first?.labelDetails?.description],
          ['sts:AssumeRole', '"sts:AssumeRole"', '0', languageId === 'plaintext' ? undefined : 'IAM trust policy'],
        );
      });

    it('and nothing opens by itself where Enter is a new line', async () => {
      await begin('terraform');
      for (const [line, typed] of [
        ['    principals {‸}', '{'],
        ['    actions = [‸]', '['],
        ['    actions = ["sts:AssumeRole",‸]', ','],
        ['    ‸', '\n'],
        ['    effect = ‸', ' '],
      ] as const) {
        assert.deepEqual(await labels(line, by(typed)), [], line);
        assert.ok((await labels(line)).length, line);
      }
    });

    it('with blank lines that stay blank', async () => {
      const asIs = { snippetSupport: true, insertTextModeSupport: { valueSet: [1, 2] } };
      const inserted = async (completionItem: object): Promise<unknown> => {
        client = new TestClient('stdio');
        await client.start({ textDocument: { completion: { completionItem } } });
        const text = 'data "aws_iam_policy_document" "trust" {\n  stat\n}\n';
        await client.open(text, uri('new.tf'), 'plaintext');
        const { items: all } = await ask<CompletionList>('completion', 'new.tf', {
          position: { line: 1, character: 6 },
        });
        const found = all.find(({ label }) => label === 'statement');
        await client.stop();
        return [found?.insertTextMode, found?.textEdit?.newText.split('\n').slice(0, 6)];
      };
      const lines = (indent: string): string[] =>
        ['  effect  = "Allow"', '  actions = ["sts:AssumeRole"]'].map((line) => indent + line);
      assert.deepEqual(await inserted(asIs), [
        1,
        ['statement {', ...lines('  '), '', '    principals {', '      type        = "Service"'],
      ]);
      assert.deepEqual(await inserted({ snippetSupport: true }), [
        undefined,
        ['statement {', ...lines(''), '', '  principals {', '    type        = "Service"'],
      ]);
      await begin('terraform');
    });

    it('with names only where nobody else has them, and says what they mean', async () => {
      await begin('terraform', { namesOfferedFor: ['terraform'] });
      assert.deepEqual(await labels('    ef‸'), []);
      assert.deepEqual(await labels('    effect = ‸'), ['Allow', 'Deny']);
      await client.stop();
      await begin('terraform', { namesOfferedFor: ['opentofu'] });
      const effect = (await items('    ef‸')).find(({ label }) => label === 'effect');
      assert.ok(effect);
      const { documentation } = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', effect);
      assert.ok(documentation);
    });
  });

  it('leaves Terraform alone as soon as a config file says so, and no longer', async () => {
    await start();
    await client.open(MAIN, uri('main.tf'), 'terraform');
    const config = 'trust-policy.config.json';
    const saved = async (type: number): Promise<void> => {
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: uri(config), type }],
      });
    };
    const roles = async (): Promise<readonly (string | undefined)[]> =>
      (await client.connection.sendRequest<RoleMap>('iamTrustPolicy/roleMap', {})).roles.map((role) => role.name);
    assert.deepEqual(await roles(), ['aws_iam_role.deploy']);
    write(config, '{"hosts": {"terraform": false}}');
    await saved(1);
    assert.deepEqual([await codes('main.tf'), await roles()], [[], []]);
    write(config, '{"hosts": {"json": false}}');
    await saved(2);
    assert.deepEqual([await codes('main.tf'), await roles()], [['service-name-case'], ['aws_iam_role.deploy']]);
    write(config, '{"hosts": {"terraform": false}}');
    await saved(2);
    assert.deepEqual(await roles(), []);
    fs.rmSync(path.join(folder, config));
    await saved(3);
    assert.deepEqual([await codes('main.tf'), await roles()], [['service-name-case'], ['aws_iam_role.deploy']]);
  });

  it('leaves Terraform alone where the settings say so', async () => {
    await start();
    await client.open(MAIN, uri('main.tf'), 'terraform');
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { trustPolicy: { hosts: { terraform: false } } },
    });
    assert.deepEqual(await codes('main.tf'), []);
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { trustPolicy: { hosts: {} } },
    });
    assert.deepEqual(await codes('main.tf'), ['service-name-case']);
  });
});
