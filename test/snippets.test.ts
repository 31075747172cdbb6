import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { format } from '@cdktf/hcl-tools';
import snippets from '../snippets/trust-policy.json';
import { matchesGlob } from '../server/src/hosts/glob.ts';
import { check, finish, PolicyDocument } from '../server/src/service.ts';
import { testContext } from './support/context.ts';
import { policyInTerraform } from './support/terraformPolicy.ts';

/** Sound values for the texts that tab stops start with. */
const FILLED: Readonly<Record<string, string>> = {
  ACCOUNT_ID: '111122223333',
  THIRD_PARTY_ACCOUNT: '464622532012',
  EXTERNAL_ID: '3f9a1c7be04d4d5f8a21',
  '<EXTERNAL_ID>': '3f9a1c7be04d4d5f8a21',
  ROLE_NAME: 'deploy',
  OTHER_ROLE_NAME: 'build',
  PROVIDER_NAME: 'Corp',
  PERMISSION_SET: 'Admin',
  REGION: 'eu-west-1',
  TRUST_ANCHOR_ID: '2f1f0c6e-1111-4222-8333-444455556666',
  '<ORG_ID>': 'o-a1b2c3d4e5',
  '<FIRST_DAY>': '2026-11-21',
  '<LAST_DAY>': '2027-03-31',
  '<owner>': 'octo-org',
  '<repo>': 'octo-repo',
  '<branch>': 'main',
  '<tag>': 'v1.0.0',
  '<environment>': 'production',
  '<ownerId>': '123456',
  '<repoId>': '456789',
  '<region>': 'eu-west-1',
  '<clusterId>': 'EXAMPLED539D4633E53DE1B71EXAMPLE',
  '<namespace>': 'shop',
  '<serviceAccount>': 'checkout',
  '<group>': 'acme',
  '<project>': 'app',
  '<workspace>': 'prod',
  '<workspaceUuid>': '2c3f7a0e-1111-4222-8333-444455556666',
  '<repositoryUuid>': '2c3f7a0e-1111-4222-8333-444455556666',
  '<environmentUuid>': '2c3f7a0e-1111-4222-8333-444455557777',
  '<orgId>': '2c3f7a0e-1111-4222-8333-444455556666',
  '<ccProjectId>': '2c3f7a0e-1111-4222-8333-444455557777',
  '<bkOrg>': 'acme',
  '<pipeline>': 'deploy',
  '<organization>': 'acme',
  '<tfProject>': 'core',
  '<runPhase>': 'apply',
  '<uniqueId>': '123456789012345678901',
  '<poolId>': 'eu-west-1:12345678-1234-4234-8234-123456790abc',
  '<tenant>': 'acme.eu',
  '<auth0ClientId>': 'AbCdEfGhIjKlMnOpQrStUvWxYz012345',
  '<m2mClient>': 'AbCdEfGhIjKlMnOpQrStUvWxYz012345',
  '<oktaClientId>': '0oa1b2c3d4e5f6g7h8i9',
  '<oktaUser>': '00u1b2c3d4e5f6g7h8i9',
  '<issuer>': 'idp.example.com/tenant',
  '<audience>': 'sts.amazonaws.com',
  '<subject>': 'deployer',
};

/** What stays when a snippet is filled in well, with why. */
const REMAINS: Readonly<Record<string, readonly string[]>> = {
  // Advice that fits: the account's administrators decide.
  'AWS account': ['information principal-account-root'],
  // Every account of an organization can only be written as everyone, kept to it by a condition.
  'AWS organization': ['information principal-everyone'],
  // Whether the repository sends ids its owner knows.
  'GitHub Actions': ['hint oidc-subject-immutable'],
  'GitHub Actions, environment': ['hint oidc-subject-immutable'],
  'GitHub Actions, tag': ['hint oidc-subject-immutable'],
  // Anyone who may open a pull request: what was asked for, and worth a word.
  'GitHub Actions, pull requests': ['hint oidc-subject-immutable', 'information oidc-subject-broad'],
  // Its subjects end with the user who started the job.
  CircleCI: ['information oidc-subject-broad'],
};

/** Fills in a snippet as an editor would: defaults or the values above, first choices, repeated stops alike. */
function fill(body: readonly string[]): string {
  const stops = new Map<string, string>();
  let text = body.join('\n');
  text = text.replace(/\$\{(\d+)\|([^|]*)\|\}/g, (_, n: string, choices: string) =>
    remember(stops, n, choices.split(',')[0] ?? ''),
  );
  text = text.replace(/\$\{(\d+):([^}]*)\}/g, (_, n: string, value: string) =>
    remember(stops, n, FILLED[value] ?? value),
  );
  text = text.replace(/\$\{?(\d+)\}?/g, (_, n: string) => stops.get(n) ?? '');
  return text.replace(/\\([\\$}])/g, '$1');
}

function remember(stops: Map<string, string>, n: string, value: string): string {
  stops.set(n, value);
  return value;
}

describe('snippets', () => {
  const config = { ownAccounts: { '111122223333': 'prod' } };
  const run = (text: string): string[] =>
    finish(check(new PolicyDocument(text, true), testContext(config))).findings.map((f) => `${f.level} ${f.ruleId}`);

  it('are for files named like a trust policy, never for the config file, and come in no list by a prefix', () => {
    for (const [name, snippet] of Object.entries(snippets)) {
      assert.deepEqual(Object.keys(snippet), ['description', 'isFileTemplate', 'include', 'exclude', 'body'], name);
      const taken = (file: string): boolean => {
        const matches = (pattern: string): boolean => matchesGlob(file, pattern);
        return snippet.include.some(matches) && !snippet.exclude.some(matches);
      };
      for (const file of ['my-trust-policy.json', 'trust_policy.json', 'trust.json', 'ci-trust.json', 'ci_trust.json'])
        assert.ok(taken(file), file);
      for (const file of ['package.json', 'app.json', 'entrust.json', 'trust-policy.config.json', 'policy.json'])
        assert.ok(!taken(file), file);
    }
  });

  for (const [name, { body }] of Object.entries(snippets)) {
    it(`${name} is sound once filled in`, () => {
      const text = fill(body);
      JSON.parse(text);
      assert.doesNotMatch(text, /\$|[A-Z]{2}_[A-Z]{2}|<\w+>/);
      assert.deepEqual(run(text), REMAINS[name] ?? [], text);
    });
  }

  it('are roles in files of Terraform, with the same policies', async () => {
    const inTerraform = JSON.parse(fs.readFileSync('snippets/trust-policy.code-snippets', 'utf8')) as typeof snippets;
    assert.deepEqual(Object.keys(inTerraform), Object.keys(snippets));
    for (const [name, { body, include }] of Object.entries(inTerraform)) {
      const text = fill(body).replaceAll('"role"', '"twin"');
      assert.deepEqual(include, ['*.tf', '*.tofu']);
      assert.equal(await format(text), text);
      const json = fill(snippets[name as keyof typeof snippets].body);
      assert.deepEqual(await policyInTerraform(text), JSON.parse(json), text);
    }
  });
});
