import assert from 'node:assert/strict';
import { after as afterRole, before as beforeRole } from '../server/src/generate/outputs/cli/needs.ts';
import { createOrUpdate } from '../server/src/generate/outputs/cli/role.ts';
import type { Need } from '../server/src/generate/role.ts';
import { generatedOutputs, generatedText, type Answers } from '../server/src/service.ts';
import { ScriptFolder, type CliRun } from './support/aws/cli.ts';
import { ACCOUNT } from './support/aws/iam.ts';
import { AwsServer } from './support/aws/server.ts';
import { installed } from './support/installed.ts';
import { PLAIN_ROLE } from './support/role.ts';
import { uncommented } from './support/scriptRun.ts';

const cli = installed('aws');

/** Scripts as they are run: by the AWS CLI, against a server of our own that tells what it was asked for. */
describe(`the script, run by the AWS CLI${cli === undefined ? ': skipped, this machine has none' : ''}`, function () {
  this.timeout(300_000);
  this.slow(60_000);
  let server: AwsServer;
  let folder: ScriptFolder;

  before(function () {
    if (cli === undefined) this.skip();
  });

  beforeEach(async () => {
    server = new AwsServer();
    folder = new ScriptFolder(cli ?? '', await server.start());
  });

  afterEach(async () => {
    folder.remove();
    await server.stop();
  });

  const ABOUT: Answers = {
    outputs: ['cli'],
    roleName: 'shop-role',
    description: '',
    duration: '3600',
    managedPolicy: '',
    inlinePolicy: 'none',
    tags: '',
    delivery: 'open',
  };
  const twice = async (answers: Answers): Promise<CliRun[]> => {
    folder.write('set-up-role.sh', generatedOutputs({ ...ABOUT, ...answers })[0]?.text ?? '');
    return [await folder.run('set-up-role.sh'), await folder.run('set-up-role.sh')];
  };
  const ok = (runs: readonly CliRun[]): void => {
    assert.deepEqual(runs, [
      { status: 0, stderr: '' },
      { status: 0, stderr: '' },
    ]);
  };

  it('sends the policy letter by letter, and all that is said of the role, first and again', async () => {
    const trust: Answers = {
      kind: 'account',
      principals: '444455556666',
      guards: ['externalId'],
      externalIdValue: '=a/b,c@d:e-1',
    };
    ok(
      await twice({
        ...trust,
        description: "Reads the shop's metrics, für alle",
        duration: '7200',
        managedPolicy: 'ReadOnlyAccess, arn:aws:iam::111122223333:policy/team/own',
        tags: 'Purpose=Back up @ night, Cost:Center=',
      }),
    );
    const about = {
      RoleName: 'shop-role',
      Description: "Reads the shop's metrics, für alle",
      MaxSessionDuration: '7200',
    };
    const tags = {
      'Tags.member.1.Key': 'Purpose',
      'Tags.member.1.Value': 'Back up @ night',
      'Tags.member.2.Key': 'Cost:Center',
      'Tags.member.2.Value': '',
    };
    const policy = generatedText(trust);
    assert.deepEqual(server.asked('CreateRole').map(asSent), [{ ...about, ...tags, AssumeRolePolicyDocument: policy }]);
    assert.deepEqual(server.asked('UpdateAssumeRolePolicy').map(asSent), [
      { RoleName: 'shop-role', PolicyDocument: policy },
    ]);
    assert.deepEqual(server.asked('UpdateRole').map(asSent), [about]);
    assert.deepEqual(server.asked('TagRole').map(asSent), [{ RoleName: 'shop-role', ...tags }]);
    assert.deepEqual(
      server.asked('AttachRolePolicy').map((given) => given['PolicyArn']),
      ['ReadOnlyAccess', 'team/own', 'ReadOnlyAccess', 'team/own'].map((name) =>
        name === 'team/own' ? arnOf('policy/team/own') : `arn:aws:iam::aws:policy/${name}`,
      ),
    );
  });

  it('makes nothing in another account, or while a managed policy is missing', async () => {
    const trust: Answers = { kind: 'sameAccount', account: ACCOUNT, guards: [] };
    const asked = (): readonly string[] => server.requests.map(({ action }) => action);
    const [elsewhere] = await twice({ ...trust, account: '444455556666' });
    assert.deepEqual(elsewhere, {
      status: 1,
      stderr: `The role belongs in account 444455556666, but these commands run in account ${ACCOUNT}.\n`,
    });
    const missing = arnOf('policy/team/own');
    server.iam.missing.add(missing);
    const [without] = await twice({ ...trust, managedPolicy: `ReadOnlyAccess, ${missing}` });
    assert.notEqual(without?.status, 0);
    assert.match(without?.stderr ?? '', /NoSuchEntity/);
    assert.deepEqual([...new Set(asked())], ['GetCallerIdentity', 'GetPolicy']);
  });

  it('makes what the role hangs on once', async () => {
    const audiences = ['https://gitlab.example', '--x'];
    await setUp([
      {
        kind: 'oidcProvider',
        arn: arnOf('oidc-provider/idp.example/a'),
        url: 'https://idp.example/a',
        clientIds: audiences,
      },
      { kind: 'samlProvider', arn: arnOf('saml-provider/Corp'), name: 'Corp' },
      { kind: 'instanceProfile' },
      {
        kind: 'rolesAnywhereProfile',
        trustAnchor: TRUST_ANCHOR,
      },
    ]);
    assert.deepEqual(server.asked('CreateOpenIDConnectProvider').map(asSent), [
      {
        Url: 'https://idp.example/a',
        'ClientIDList.member.1': 'https://gitlab.example',
        'ClientIDList.member.2': '--x',
      },
    ]);
    assert.deepEqual(
      server.asked('AddClientIDToOpenIDConnectProvider').map((given) => given['ClientID']),
      audiences,
    );
    assert.deepEqual(server.asked('CreateSAMLProvider').map(asSent), [
      { Name: 'Corp', SAMLMetadataDocument: METADATA },
    ]);
    assert.deepEqual(server.asked('CreateInstanceProfile').map(asSent), [{ InstanceProfileName: 'shop.role' }]);
    assert.deepEqual(server.asked('AddRoleToInstanceProfile').map(asSent), [
      { InstanceProfileName: 'shop.role', RoleName: 'shop.role' },
    ]);
    assert.deepEqual(server.asked('POST /profiles'), [
      { name: 'shop-role', roleArns: [arnOf('role/shop.role')], durationSeconds: 3600, enabled: true },
    ]);
  });

  it('makes a Roles Anywhere profile where the one of its name has another role, or is not enabled', async () => {
    const profile = { name: 'shop-role', durationSeconds: 3600 };
    const [other, own] = [arnOf('role/shop-role'), arnOf('role/shop.role')];
    server.put('/profiles', { ...profile, roleArns: [other], enabled: true });
    server.put('/profiles', { ...profile, roleArns: [own], enabled: false });
    await setUp([{ kind: 'rolesAnywhereProfile', trustAnchor: TRUST_ANCHOR }]);
    assert.deepEqual(server.asked('POST /profiles'), [{ ...profile, roleArns: [own], enabled: true }]);
  });

  it('associates pods once, and with the role as it is (skipped with a CLI that does not know such associations)', async function () {
    const [first] = await setUp([
      { kind: 'podIdentityAssociation', cluster: 'prod', namespace: 'shop', serviceAccount: 'web' },
    ]);
    if (/invalid choice/i.test(first?.stderr ?? '')) this.skip();
    const path = '/clusters/prod/pod-identity-associations';
    const roleArn = arnOf('role/shop.role');
    const [created, ...others] = server.asked(`POST ${path}`);
    assert.deepEqual(others, []);
    assert.deepEqual(
      { ...created, clientRequestToken: undefined },
      { namespace: 'shop', serviceAccount: 'web', roleArn, clientRequestToken: undefined },
    );
    const [updated] = server.asked(`POST ${path}/a-1`);
    assert.equal(updated?.['roleArn'], roleArn);
  });

  it('has trials that a caller can run, with all that the conditions ask', async () => {
    const trial = async (answers: Answers, command: string): Promise<Readonly<Record<string, unknown>> | undefined> => {
      const text = generatedOutputs({ ...ABOUT, guards: [], account: ACCOUNT, ...answers })[0]?.text ?? '';
      folder.write('trial.sh', uncommented(text, `aws sts ${command} `));
      assert.deepEqual(await folder.run('trial.sh'), { status: 0, stderr: '' });
      return server.requests.map(({ given }) => asSent(given)).at(-1);
    };
    folder.write('assertion.b64', 'PHNhbWw+');
    folder.write('token.jwt', 'a.b.c');
    const role = { RoleArn: arnOf('role/shop-role'), RoleSessionName: 'try-out' };
    const vendor: Answers = { kind: 'account', principals: '444455556666', guards: ['externalId'] };
    for (const externalIdValue of ['-a1/b2=c3', 'https://example.com/x'])
      assert.deepEqual(await trial({ ...vendor, externalIdValue }, 'assume-role'), {
        ...role,
        RoleArn: 'arn:aws:iam::<ACCOUNT_ID>:role/shop-role',
        ExternalId: externalIdValue,
        DurationSeconds: '3600',
      });
    assert.deepEqual(await trial({ kind: 'saml', provider: 'Corp', partition: 'aws' }, 'assume-role-with-saml'), {
      RoleArn: role.RoleArn,
      PrincipalArn: arnOf('saml-provider/Corp'),
      SAMLAssertion: 'PHNhbWw+',
    });
    const oidc: Answers = { kind: 'oidc', issuer: 'idp.example.com', audience: 'aws', subject: 'x' };
    assert.deepEqual(await trial(oidc, 'assume-role-with-web-identity'), { ...role, WebIdentityToken: 'a.b.c' });
  });

  /** Runs twice what is made for a role besides the role. */
  async function setUp(needs: readonly Need[]): Promise<readonly CliRun[]> {
    const role = { ...PLAIN_ROLE, name: 'shop.role', needs };
    folder.write('trust-policy.json', '{}');
    folder.write('saml-metadata.xml', METADATA);
    folder.write('script.sh', ['set -eu', ...beforeRole(role), ...createOrUpdate(role), ...afterRole(role)].join('\n'));
    const runs = [await folder.run('script.sh'), await folder.run('script.sh')];
    if (!runs.some(({ stderr }) => /invalid choice/i.test(stderr))) ok(runs);
    return runs;
  }
});

const TRUST_ANCHOR = `arn:aws:rolesanywhere:eu-west-1:${ACCOUNT}:trust-anchor/2c3f7a0e-1111-4222-8333-444455556666`;
const METADATA = `<EntityDescriptor>${'x'.repeat(1000)}</EntityDescriptor>`;

function arnOf(resource: string): string {
  return `arn:aws:iam::${ACCOUNT}:${resource}`;
}

/** Without what every request has. */
function asSent({ Action, Version, ...given }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  assert.ok(Action !== undefined && Version !== undefined);
  // An older CLI sends that there are none, which is to say nothing of them.
  const { ThumbprintList = '', ...rest } = given;
  assert.equal(ThumbprintList, '');
  return rest;
}
