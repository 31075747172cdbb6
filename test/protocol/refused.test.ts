import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AccessDenied, FoundPolicy } from '../../server/src/protocol.ts';
import { TestClient } from '../support/lspClient.ts';

const arn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const policy = (principal: string): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' }],
});
const role = (name: string): object => ({
  RoleName: name,
  Arn: arn(name),
  AssumeRolePolicyDocument: policy('arn:aws:iam::999999999999:root'),
});
const refused = (name: string): string =>
  `An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole on resource: ${arn(name)}`;

describe('the built server and a call that was refused', () => {
  let folder: string;
  let client: TestClient;
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const textOf = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');
  const write = (name: string, value: unknown): void => {
    fs.writeFileSync(path.join(folder, name), JSON.stringify(value, null, 2));
  };
  const ask = (pasted: string, ...given: unknown[]): Promise<AccessDenied> =>
    client.connection.sendRequest('workspace/executeCommand', {
      command: 'iamTrustPolicy.server.whyRefused',
      arguments: [pasted, ...given],
    });
  /** The file, whose policy it is, and the text at the first cause. */
  const told = ({ policy: suspect, causes }: AccessDenied): unknown => {
    const file = suspect?.location.uri.split('/').at(-1) ?? '';
    const at = causes[0]?.range;
    return [file, suspect?.match, at && textOf(file).split('\n')[at.start.line]?.trim()];
  };

  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'refused-'));
    write('dump.json', { Roles: [role('a'), role('b')] });
    write('template.json', {
      Resources: { R: { Type: 'AWS::IAM::Role', Properties: { ...role('named'), Arn: undefined } } },
    });
    write('x-trust-policy.json', policy('arn:aws:iam::999999999999:root'));
    client = new TestClient('stdio');
    await client.start({}, undefined, [{ uri: pathToFileURL(folder).href, name: 'ws' }]);
  });
  afterEach(async () => {
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  it('finds the role of the error in a file that is not open, by ARN or by name', async () => {
    for (const [name, file] of [
      ['b', 'dump.json'],
      ['named', 'template.json'],
    ] as const) {
      const denied = await ask(refused(name));
      assert.deepEqual(told(denied), [file, 'same', '"Principal": {']);
      assert.equal(denied.policy?.role, arn(name));
    }
    assert.equal((await ask(refused('unknown'))).policy, undefined);
  });

  it('finds a role by its name alone, in JSON, Terraform and YAML, and judges its policy there', async () => {
    write('listed.json', { Roles: [role('a')] });
    fs.writeFileSync(
      path.join(folder, 'main.tf'),
      `resource "aws_iam_role" "build" {
  name               = "build"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::1111:user/ada" }
      Action    = "sts:AssumeRole"
    }]
  })
}
`,
    );
    fs.writeFileSync(
      path.join(folder, 'stack.yaml'),
      `Resources:
  Pod:
    Type: AWS::IAM::Role
    Properties:
      RoleName: pod
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: { Service: pods.eks.amazonaws.com }
            Action: sts:AssumeRole
`,
    );
    await client.stop();
    client = new TestClient('stdio');
    await client.start({}, undefined, [{ uri: pathToFileURL(folder).href, name: 'ws' }]);
    const hidden = refused('build').replaceAll('111122223333', '***');
    for (const [pasted, file, at, text] of [
      ['EC2 cannot assume the role named.', 'template.json', '"Principal": {', /"ec2\.amazonaws\.com"/],
      [hidden, 'main.tf', 'Principal = { AWS = "arn:aws:iam::1111:user/ada" }', /IAM rejects this text.*12 digits/],
      [
        `EKS does not have permissions to assume the associated role ${arn('pod')}`,
        'stack.yaml',
        'Action: sts:AssumeRole',
        /doesn't allow sts:TagSession/,
      ],
    ] as const) {
      const denied = await ask(pasted);
      assert.deepEqual(told(denied), [file, 'same', at], pasted);
      assert.match(denied.causes[0]?.text ?? '', text);
      assert.equal(denied.causes[0]?.sure, true);
      if (/rejects/.test(String(text))) assert.equal(denied.nearest, undefined);
    }
  });

  it('says in which document a cause is, which rules have a fix there, and what the call misses by least', async () => {
    const guarded = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'acme-7f9c' } },
        },
        {
          Effect: 'Allow',
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
    };
    write('guarded.json', { Roles: [{ ...role('guarded'), AssumeRolePolicyDocument: guarded }] });
    await client.stop();
    client = new TestClient('stdio');
    await client.start({}, undefined, [{ uri: pathToFileURL(folder).href, name: 'ws' }]);
    const ofUser = await ask(refused('guarded'));
    assert.deepEqual(ofUser.nearest, {
      statement: 0,
      missing: 1,
      parts: ['condition:sts:ExternalId'],
      request: { 'with.externalId': 'acme-7f9c' },
      policy: [],
    });
    const byOrganization = await ask(`${refused('guarded')} with an explicit deny in a service control policy`);
    assert.deepEqual([byOrganization.nearest, byOrganization.request], [undefined, undefined]);
    const ofPods = `EKS does not have permissions to assume the associated role ${arn('guarded')}`;
    const [pods] = (await ask(ofPods)).causes;
    assert.deepEqual([pods?.uri, pods?.fixes], [uri('guarded.json'), ['action-companion-missing']]);
    await client.open(textOf('guarded.json'), uri('guarded.json'));
    const [inOpen] = (await ask(ofPods, uri('guarded.json'))).causes;
    assert.deepEqual([inOpen?.uri, inOpen?.fixes], [undefined, ['action-companion-missing']]);
    assert.equal((await ask(refused('a'))).causes[0]?.fixes, undefined);
  });

  it('judges the role of the error in an open file, wherever the cursor is', async () => {
    await client.open(textOf('dump.json'), uri('dump.json'));
    const { policy: suspect } = await ask(refused('b'), uri('dump.json'), { line: 3, character: 0 });
    const line = textOf('dump.json')
      .split('\n')
      .findIndex((l) => l.includes('"b"'));
    assert.equal(suspect?.match, 'same');
    assert.ok(suspect.location.range.start.line > line);
  });

  it('says of another open policy that it is of another role, or that nobody knows', async () => {
    await client.open(textOf('dump.json'), uri('dump.json'));
    const other = await ask(refused('unknown'), uri('dump.json'), { line: 3, character: 0 });
    assert.deepEqual([other.policy?.match, other.policy?.role, other.causes], ['other', arn('a'), []]);
    await client.open(textOf('x-trust-policy.json'), uri('x-trust-policy.json'));
    const unsaid = await ask(refused('unknown'), uri('x-trust-policy.json'));
    assert.deepEqual(told(unsaid), ['x-trust-policy.json', 'unsaid', '"Principal": {']);
    const unnamed = await ask(refused('unknown').replace(/ on resource.*/, ''), uri('x-trust-policy.json'));
    assert.equal(unnamed.policy?.match, 'unnamed');
  });

  it('lists every trust policy of the workspace, with its role where a file says it', async () => {
    const found = await client.connection.sendRequest<FoundPolicy[]>('iamTrustPolicy/trustPolicies', {});
    assert.deepEqual(found.map(({ role: name, location }) => [location.uri.split('/').at(-1), name]).sort(), [
      ['dump.json', 'a'],
      ['dump.json', 'b'],
      ['template.json', 'named'],
      ['x-trust-policy.json', undefined],
    ]);
    assert.ok(found.every(({ outcome }) => outcome.includes('999999999999')));
  });
});
