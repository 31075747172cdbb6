import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { cliOutput } from '../server/src/generate/outputs/cli/index.ts';
import type { Caller, Need, Role } from '../server/src/generate/role.ts';
import { installed } from './support/installed.ts';
import { PLAIN_ROLE } from './support/role.ts';
import { runScript } from './support/scriptRun.ts';

/** A text that does harm, or breaks the script, wherever a shell reads more than a text in it. */
const NASTY = `'"\`exit 9\` $(exit 9) $HOME \\ ; exit 9 & | # * 'POLICY'`;

const CALLERS: readonly Caller[] = [
  { kind: 'account', externalId: undefined, mfa: false, own: true },
  {
    kind: 'account',
    externalId: undefined,
    mfa: false,
    own: true,
    principals: ['root', 'user/a/-u', 'role/-r=+,.@_'].map((resource) => `arn:aws:iam::444455556666:${resource}`),
  },
  { kind: 'account', externalId: undefined, mfa: false, own: true, permissionSet: '-p+=,.@' },
  { kind: 'account', externalId: 'https://example.com/x', mfa: true, own: false },
  { kind: 'service', name: 'lambda.amazonaws.com or ec2.amazonaws.com' },
  { kind: 'service', name: 'pods.eks.amazonaws.com' },
  { kind: 'service', name: 'rolesanywhere.amazonaws.com' },
  { kind: 'saml', provider: 'arn:aws:iam::111122223333:saml-provider/Corp' },
  { kind: 'oidc' },
];

const PROVIDER = 'arn:aws:iam::111122223333:oidc-provider/idp.example.com';
const NEEDS: readonly Need[] = [
  { kind: 'instanceProfile' },
  { kind: 'oidcProvider', arn: PROVIDER, url: 'https://idp.example.com', clientIds: [] },
  {
    kind: 'oidcProvider',
    arn: PROVIDER,
    url: 'https://idp.example.com',
    clientIds: ['-x', NASTY, 'https://x.example'],
  },
  { kind: 'samlProvider', arn: 'arn:aws:iam::111122223333:saml-provider/Corp', name: 'Corp' },
  { kind: 'podIdentityAssociation', cluster: 'prod', namespace: 'shop', serviceAccount: 'web' },
  { kind: 'podIdentityAssociation', cluster: undefined, namespace: undefined, serviceAccount: undefined },
  { kind: 'serviceAccountAnnotation', namespace: 'shop', serviceAccount: 'web' },
  {
    kind: 'rolesAnywhereProfile',
    trustAnchor: 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/2c3f7a0e-1111-4222-8333-444455556666',
  },
];

const FULL: Role = {
  ...PLAIN_ROLE,
  name: '-=+,.@_role',
  account: undefined,
  policy: { Statement: [{ Sid: `POLICY\nPOLICY\n${NASTY}` }] },
  description: NASTY,
  tags: [[NASTY, NASTY]],
  managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  inlinePolicy: { Statement: [{ Sid: `POLICY\n${NASTY}` }] },
};

const ROLES = [PLAIN_ROLE, FULL].flatMap((role): Role[] => [
  ...CALLERS.map((caller) => ({ ...role, caller })),
  ...NEEDS.map((need) => ({ ...role, needs: [need] })),
  { ...role, needs: NEEDS },
]);

/** The text of a file that a script writes. */
function written(script: string, file: string): unknown {
  const [, text = ''] = new RegExp(`^cat > ${file} <<'POLICY'\\n([^]*?)\\nPOLICY$`, 'm').exec(script) ?? [];
  return JSON.parse(text);
}

describe('the script of every role', () => {
  const shellcheck = installed('shellcheck');

  it('runs twice, whatever stands in its texts, and every text reaches the CLI as it is', () => {
    for (const role of ROLES) {
      const script = cliOutput.write(role);
      const runs = runScript(script, 2, { 'saml-metadata.xml': '<x/>' });
      assert.deepEqual(
        runs.map(({ status, stderr }) => [status, stderr]),
        [
          [0, ''],
          [0, ''],
        ],
        script,
      );
      assert.deepEqual(written(script, 'trust-policy.json'), role.policy);
      if (role !== PLAIN_ROLE && role.inlinePolicy)
        assert.deepEqual(written(script, 'permissions.json'), role.inlinePolicy);
      const create = runs[0]?.calls.find((c) => c[1] === 'create-role') ?? [];
      assert.equal(create.includes(`--description=${NASTY}`), role.description !== undefined);
      assert.equal(create.includes(`Key=${NASTY},Value=${NASTY}`), role.tags.length > 0);
    }
  });

  it('has a placeholder in no command that runs', () => {
    for (const role of ROLES) {
      const used = cliOutput
        .write(role)
        .split('\n')
        .filter((line) => !line.startsWith('#') && /<[A-Z_]+>/.test(line));
      assert.deepEqual(used, []);
    }
  });

  it(`is clean to shellcheck${shellcheck === undefined ? ': skipped, this machine has none' : ''}`, function () {
    if (shellcheck === undefined) return this.skip();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'shellcheck-'));
    const files = ROLES.map((role, i) => {
      fs.writeFileSync(path.join(folder, `${i}.sh`), cliOutput.write(role));
      return `${i}.sh`;
    });
    // A text with a dollar sign is meant as it is, so it is in single quotes.
    const { status, stdout } = spawnSync(shellcheck, ['--exclude=SC2016', ...files], {
      cwd: folder,
      encoding: 'utf8',
    });
    fs.rmSync(folder, { recursive: true });
    assert.deepEqual([status, stdout], [0, '']);
  });
});
