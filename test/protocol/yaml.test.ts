// The built server and command line on YAML, as an editor and a terminal drive them.
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
} from 'vscode-languageserver';
import type { InsertForms, RoleMap } from '../../server/src/protocol.ts';
import { execFileSync } from 'node:child_process';
import { TestClient } from '../support/lspClient.ts';
import { marked } from '../support/marked.ts';
import { roleTemplate } from '../support/yamlPolicies.ts';

const WRONG = 'EC2.amazonaws.com';
const RIGHT = 'ec2.amazonaws.com';
const policy = (service: string): string =>
  `Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Principal:\n      Service: ${service}\n    Action: sts:AssumeRole\n`;
const template = (service: string): string => `${roleTemplate(policy(service))}      RoleName: deploy\n`;
const MANIFEST = `apiVersion: iam.services.k8s.aws/v1alpha1
kind: Role
spec:
  name: app
  assumeRolePolicyDocument: |
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "${WRONG}"}, "Action": "sts:AssumeRole"}]}
`;

describe('the built server on YAML', () => {
  let folder: string;
  let client: TestClient;
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const codes = async (name: string): Promise<unknown[]> => (await client.pull(uri(name))).map((d) => d.code);
  const ask = <T>(method: string, name: string, more: object = {}): Promise<T> =>
    client.connection.sendRequest<T>(`textDocument/${method}`, { textDocument: { uri: uri(name) }, ...more });
  const start = async (capabilities: object = { textDocument: { diagnostic: {} } }): Promise<void> => {
    client = new TestClient('stdio');
    await client.start(capabilities, {}, [{ uri: pathToFileURL(folder).href, name: 'w' }]);
  };
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'yaml-'));
  });
  afterEach(async () => {
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  for (const languageId of ['yaml', 'cloudformation', 'yaml.cloudformation', 'ansible', 'helm'])
    it(`judges a document while it changes (${languageId})`, async () => {
      await start();
      await client.open(MANIFEST, uri('a.yml'), languageId);
      assert.deepEqual(await codes('a.yml'), ['service-name-case']);
      await client.change(2, MANIFEST.replace(WRONG, RIGHT), uri('a.yml'));
      assert.deepEqual(await codes('a.yml'), []);
      await client.change(3, MANIFEST.replace(WRONG, '"'), uri('a.yml'));
      await client.change(4, MANIFEST, uri('a.yml'));
      assert.deepEqual(await codes('a.yml'), ['service-name-case']);
    });

  it('reads templates by their text', async () => {
    await start();
    const json = JSON.stringify({
      Resources: {
        R: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Principal: { Service: WRONG }, Action: 'sts:AssumeRole' }],
            },
          },
        },
      },
    });
    await client.open(template(WRONG), uri('a.template'), 'cloudformation');
    await client.open(json, uri('b.template'), 'cloudformation');
    assert.deepEqual(await codes('a.template'), ['service-name-case']);
    assert.deepEqual(await codes('b.template'), ['service-name-case']);
  });

  it('explains, and fixes in the document', async () => {
    await start();
    await client.open(template(WRONG), uri('a.yml'), 'yaml');
    const [finding] = await client.pull(uri('a.yml'));
    assert.ok(finding);
    const [lens] = await ask<CodeLens[]>('codeLens', 'a.yml');
    assert.equal(lens?.range.start.line, 7);
    const hover = await ask<Hover | null>('hover', 'a.yml', { position: { line: 8, character: 14 } });
    assert.ok(hover?.range, JSON.stringify(hover));
    const actions = await ask<CodeAction[]>('codeAction', 'a.yml', {
      range: finding.range,
      context: { diagnostics: [finding], only: ['quickfix'], triggerKind: 1 },
    });
    const fix = actions.find(({ isPreferred }) => isPreferred);
    assert.equal(fix?.title, `Replace with "${RIGHT}"`);
    const [change] = fix.edit?.documentChanges ?? [];
    assert.deepEqual(change && 'edits' in change ? change.edits.map((edit) => 'newText' in edit && edit.newText) : [], [
      'ec',
    ]);
    assert.deepEqual(await ask('documentSymbol', 'a.yml'), []);
    assert.deepEqual(await ask('semanticTokens/full', 'a.yml'), { data: [] });
  });

  it('says how many roles share the text that a fix changes', async () => {
    const text = template(WRONG).replace(`Service: ${WRONG}`, '<<: *machines');
    const whole = `x-machines: &machines\n  Service: ${WRONG}\n${text}${text.slice(text.indexOf('  Deploy')).replace('Deploy', 'Other')}`;
    await start({ textDocument: { diagnostic: {}, codeAction: { resolveSupport: { properties: ['edit'] } } } });
    await client.open(whole, uri('a.yml'), 'yaml');
    const [finding] = await client.pull(uri('a.yml'));
    assert.ok(finding);
    const actions = await ask<CodeAction[]>('codeAction', 'a.yml', {
      range: finding.range,
      context: { diagnostics: [finding], only: ['quickfix'], triggerKind: 1 },
    });
    assert.equal(actions[0]?.title, `Replace with "${RIGHT}" (shared by 2 roles)`);
  });

  it("says why a policy can't be converted, to whoever shows that", async () => {
    const commented = template(RIGHT).replace('Allow', 'Allow # so far');
    const rewrites = (name: string): Promise<CodeAction[]> =>
      ask<CodeAction[]>('codeAction', name, {
        range: { start: { line: 7, character: 8 }, end: { line: 7, character: 8 } },
        context: { diagnostics: [], only: ['refactor.rewrite'] },
      });
    const conversion = (actions: readonly CodeAction[]): CodeAction | undefined =>
      actions.find(({ title }) => title === 'Convert the YAML to JSON text');
    await start({ textDocument: { diagnostic: {}, codeAction: { disabledSupport: true } } });
    await client.open(commented, uri('a.yml'), 'yaml');
    await client.open(template(RIGHT), uri('b.yml'), 'yaml');
    const told = conversion(await rewrites('a.yml'));
    assert.equal(told?.kind, 'refactor.rewrite');
    assert.equal(told.disabled?.reason, "This policy can't be converted: its comments would be lost.");
    assert.equal(told.edit, undefined);
    const able = conversion(await rewrites('b.yml'));
    assert.ok(able?.edit && able.disabled === undefined, JSON.stringify(able));
    await client.stop();
    await start({ textDocument: { diagnostic: {} } });
    await client.open(commented, uri('a.yml'), 'yaml');
    assert.equal(conversion(await rewrites('a.yml')), undefined);
  });

  describe('completes what is half-typed', () => {
    let version = 1;
    const items = async (line: string, context: object = { triggerKind: 1 }): Promise<readonly CompletionItem[]> => {
      const { text, cursor = 0 } = marked(template(WRONG).replace(`Service: ${WRONG}`, line));
      await client.change(++version, text, uri('a.yml'));
      const before = text.slice(0, cursor).split('\n');
      const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
      return (await ask<CompletionList>('completion', 'a.yml', { position, context })).items;
    };
    const by = (triggerCharacter: string): object => ({ triggerKind: 2, triggerCharacter });
    beforeEach(async () => {
      await start({ textDocument: { diagnostic: {}, completion: { completionItem: { snippetSupport: true } } } });
      await client.open(template(WRONG), uri('a.yml'), 'yaml');
    });

    it('offers names, values and items, with where they come from', async () => {
      const [first] = await items('‸');
      assert.equal(first?.label, 'AWS');
      assert.deepEqual(first.labelDetails, { description: 'IAM trust policy' });
      assert.deepEqual(first.insertTextFormat, 2);
      const edit = (await items('Service: lam‸')).find(({ label }) => label === 'lambda.amazonaws.com')?.textEdit;
      assert.ok(edit && 'range' in edit && edit.newText === 'lambda.amazonaws.com');
      assert.equal(edit.range.start.character, edit.range.end.character - 3);
      assert.ok((await items('Service: [ec2.amazonaws.com, ‸]')).length > 100);
      assert.deepEqual(await items('Service: ec2.amazonaws.com # ‸'), []);
    });

    it('opens lists by itself only where a word goes on', async () => {
      assert.deepEqual(await items('Service:‸', by(':')), []);
      assert.deepEqual(await items('‸', by(' ')), []);
      assert.ok((await items('Service: "‸"', by('"'))).length > 100);
      assert.ok((await items('AWS: arn:‸', by(':'))).length > 0);
      assert.ok((await items('Service: lambda.‸', by('.'))).length > 0);
    });
  });

  it('inserts the policy of the wizard, also into a file that it was not told of', async () => {
    await start();
    const run = <T>(command: string, ...given: unknown[]): Promise<T> =>
      client.connection.sendRequest<T>('workspace/executeCommand', {
        command: `iamTrustPolicy.server.${command}`,
        arguments: given,
      });
    const answers = { kind: 'service', services: ['lambda.amazonaws.com'], guards: [], roleName: 'deploy' };
    const place = { uri: uri('new.yml'), position: { line: 0, character: 0 }, text: '', languageId: 'yaml' };
    const offered = await run<InsertForms>('insertForms', place);
    assert.deepEqual(
      offered.forms.map(({ id }) => id),
      ['roleTemplate', 'roleCrossplane', 'roleAck'],
    );
    const edit = await run<TextDocumentEdit>('insertHere', answers, place, 'roleTemplate');
    const [change] = edit.edits;
    assert.ok(change && 'newText' in change);
    assert.match(
      change.newText,
      /^AWSTemplateFormatVersion: '2010-09-09'\nResources:\n {2}DeployRole:\n {4}Type: AWS::IAM::Role\n/,
    );
    await client.open(template(RIGHT), uri('a.yml'), 'yaml');
    const within = { uri: uri('a.yml'), position: { line: 3, character: 8 } };
    assert.match((await run<InsertForms>('insertForms', within)).reason ?? '', /^Can't insert here/);
    const added = await run<TextDocumentEdit>('insertGenerated', answers, uri('a.yml'));
    assert.equal(added.textDocument.version, 1);
  });

  it('leaves templates alone where the settings say so, and only them', async () => {
    await start();
    await client.open(template(WRONG), uri('a.yml'), 'yaml');
    await client.open(MANIFEST, uri('b.yml'), 'yaml');
    const set = (hosts: object): Promise<void> =>
      client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { trustPolicy: { hosts } } });
    await set({ cloudformation: false });
    assert.deepEqual([await codes('a.yml'), await codes('b.yml')], [[], ['service-name-case']]);
    await set({ kubernetes: false });
    assert.deepEqual([await codes('a.yml'), await codes('b.yml')], [['service-name-case'], []]);
  });

  it('knows the roles of templates and manifests', async () => {
    fs.writeFileSync(path.join(folder, 'template.yml'), template(RIGHT));
    fs.writeFileSync(path.join(folder, 'role.yaml'), MANIFEST);
    await start();
    const map = await client.connection.sendRequest<RoleMap>('iamTrustPolicy/roleMap', {});
    assert.deepEqual(map.roles.map((role) => role.name).sort(), ['app', 'deploy']);
  });
});

describe('the command line on YAML', () => {
  const run = (args: string[], input = ''): string => {
    try {
      return execFileSync(process.execPath, ['dist/cli.js', ...args], {
        input,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'ignore'],
      });
    } catch (error) {
      return String((error as { stdout?: unknown }).stdout);
    }
  };

  it('finds the files of a folder, and takes standard input by a name', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'yaml-'));
    const flagged = (output: string): number => output.match(/service-name-case/g)?.length ?? 0;
    try {
      fs.writeFileSync(path.join(folder, 'a.yml'), template(WRONG));
      fs.writeFileSync(path.join(folder, 'b.yaml'), MANIFEST);
      fs.writeFileSync(path.join(folder, 'c.template'), template(WRONG));
      fs.writeFileSync(path.join(folder, 'd.yml'), 'a: b\n');
      assert.equal(flagged(run([folder])), 3);
      assert.match(run(['--stdin-filename', 'x.yml', '-'], template(WRONG)), /x\.yml:10:\d+.*service-name-case/);
      fs.writeFileSync(path.join(folder, 'trust-policy.config.json'), '{"hosts": {"cloudformation": false}}');
      assert.equal(flagged(run([folder])), 1);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
