import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location } from 'vscode-languageserver/node';
import type { MappedRole, RoleMap, RolesToShow } from '../../server/src/protocol.ts';
import { TestClient } from '../support/lspClient.ts';

const arn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const policy = (principal: unknown, action = 'sts:AssumeRole', effect = 'Allow'): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: effect, Principal: principal, Action: action }],
});
const role = (name: string, trust: object): object => ({
  RoleName: name,
  Arn: arn(name),
  AssumeRolePolicyDocument: trust,
});
const SAML = 'arn:aws:iam::111122223333:saml-provider/Corp';
/** A folder with each kind of caller, and a template whose roles have no names. */
const FILES: Readonly<Record<string, object>> = {
  'roles/dump.json': {
    Roles: [
      role('service', policy({ Service: 'lambda.amazonaws.com' })),
      role('vendor', policy({ AWS: 'arn:aws:iam::464622532012:root' })),
      role('account', policy({ AWS: '444455556666' })),
      role('saml', policy({ Federated: SAML }, 'sts:AssumeRoleWithSAML')),
      role('everyone', policy({ AWS: '*' })),
      role('chained', policy({ AWS: arn('service') })),
    ],
  },
  'stack/template.json': {
    Resources: {
      AppRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: policy({ Service: 'ecs-tasks.amazonaws.com' }, 'sts:AssumeRole', 'allow'),
        },
      },
      JobRole: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: policy({ AWS: { 'Fn::GetAtt': ['AppRole', 'Arn'] } }) },
      },
    },
  },
};

describe('the roles of a workspace', () => {
  let folder: string;
  let client: TestClient;
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const write = (name: string, value: unknown): void => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), JSON.stringify(value, null, 2));
  };
  /** What stands at a place. */
  const textAt = ({ uri: file, range: { start, end } }: Location): string => {
    const lines = fs.readFileSync(new URL(file), 'utf8').split('\n');
    assert.equal(start.line, end.line);
    return lines[start.line]?.slice(start.character, end.character) ?? '';
  };

  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'roles-'));
    for (const [name, value] of Object.entries(FILES)) write(name, value);
    client = new TestClient('stdio');
    await client.start(
      { textDocument: { diagnostic: {} }, workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
      { followsChanges: true },
      [{ uri: pathToFileURL(folder).href, name: 'ws' }],
    );
  });
  afterEach(async () => {
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  const ask = (shown: RolesToShow = {}): Promise<RoleMap> =>
    client.connection.sendRequest('iamTrustPolicy/roleMap', shown);
  const names = (map: RoleMap): string[] => map.roles.map((r) => r.name).sort();

  it('are all on the map, with all who can assume them, and lead to where each is named', async () => {
    const map = await ask();
    assert.deepEqual(names(map), ['AppRole', 'JobRole', 'account', 'chained', 'everyone', 'saml', 'service', 'vendor']);
    assert.equal(map.total, 8);
    assert.equal(map.left, 0);
    assert.equal(map.picture.mermaid.match(/-->/g)?.length, 7); // IAM rejects that of AppRole

    assert.deepEqual(
      map.roles.map((r) => textAt(r.location)),
      map.roles.map((r) => r.name),
    );
    const callers = map.callers.map(textAt).sort();
    assert.deepEqual(
      callers,
      ['"*"', '"444455556666"', '"arn:aws:iam::464622532012:root"', `"${SAML}"`, '"lambda.amazonaws.com"'].sort(),
    );
    const said = [...map.picture.svg.matchAll(/data-command="(\w+)" data-argument="(\d+)"/g)];
    assert.equal(said.filter(([, command]) => command === 'showRole').length, 8);
    assert.equal(said.filter(([, command]) => command === 'showCaller').length, map.callers.length);
  });

  it('are told with what is found in their policies, and whether somebody outside can assume them', async () => {
    const roles = await client.connection.sendRequest<MappedRole[]>('iamTrustPolicy/roles', {});
    const found = new Map(roles.map((r) => [r.name, r]));
    assert.deepEqual(
      found.get('AppRole')?.risks.map(({ level, ruleId }) => `${level} ${ruleId}`),
      ['error effect-invalid'],
    );
    assert.deepEqual(
      roles.filter(({ outside }) => outside).map(({ name }) => name),
      ['vendor', 'account', 'saml', 'everyone'],
    );
    assert.deepEqual(found.get('chained')?.risks.length, 0);
    assert.equal(found.get('chained')?.sentences.length, 1);
  });

  it('are filtered by what a person types and ticks; whatever else a client sends filters nothing', async () => {
    assert.deepEqual(names(await ask({ text: 'lambda' })), ['service']);
    assert.deepEqual(names(await ask({ text: 'template.json' })), ['AppRole', 'JobRole']);
    const outside = await ask({ outside: true });
    assert.deepEqual(names(outside), ['account', 'everyone', 'saml', 'vendor']);
    assert.equal(outside.total, 8);
    assert.ok(names(await ask({ risky: true })).includes('AppRole'));
    assert.deepEqual(names(await ask({ outside: true, text: 'datadog' })), ['vendor']);
    const odd = await client.connection.sendRequest<RoleMap>('iamTrustPolicy/roleMap', { text: 7, outside: 'no' });
    assert.equal(odd.roles.length, 8);
  });

  it('follow what is written to files: it is told once that they changed', async () => {
    let told = 0;
    const changed = new Promise<void>((resolve) => {
      client.connection.onNotification('iamTrustPolicy/changed', ({ roleMap }: { roleMap: boolean }) => {
        if (!roleMap) return;
        told++;
        resolve();
      });
    });
    await ask();
    write('roles/new.json', role('new', policy({ Service: 'ec2.amazonaws.com' })));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [1, 2].map((type) => ({ uri: uri('roles/new.json'), type })),
    });
    await changed;
    await client.connection.sendRequest('iamTrustPolicy/trustPolicies');
    assert.equal(told, 1);
    // Who has a new map may be told again: the roles that it tells of may be read after it.
    assert.ok(names(await ask()).includes('new'));
  });

  it('are defined where they are named, not by their whole policy', async () => {
    const name = 'roles/dump.json';
    const text = fs.readFileSync(path.join(folder, name), 'utf8');
    await client.open(text, uri(name));
    const before = text.split(`"AWS": "${arn('service')}`)[0] ?? '';
    const line = before.split('\n').length - 1;
    const [definition] = await client.connection.sendRequest<Location[]>('textDocument/definition', {
      textDocument: { uri: uri(name) },
      position: { line, character: before.length - before.lastIndexOf('\n') + 10 },
    });
    assert.ok(definition);
    assert.equal(textAt(definition), 'service');
  });
});
