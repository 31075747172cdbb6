import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import {
  check,
  finish,
  generatedOutputs,
  outputSteps,
  previewText,
  problemWith,
  PolicyDocument,
  wizardSteps,
  type Answers,
} from '../server/src/service.ts';
import { testContext } from './support/context.ts';

const VENDOR: Answers = {
  kind: 'vendor',
  vendor: '464622532012',
  externalIdValue: '3f9a1c7be04d4d5f8a21',
  guards: [],
};
const ALL: Answers = {
  outputs: ['cli', 'terraform', 'cloudformation'],
  roleName: 'vendor-access',
  duration: '7200',
  managedPolicy: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
  tags: 'Purpose=Monitoring, Owner=our team',
  roleExists: 'no',
  delivery: 'open',
};

const outputs = (answers: Answers): Record<string, string> =>
  Object.fromEntries(generatedOutputs(answers).map((o) => [o.id, o.text]));

/** Runs the script with `aws` as a function that prints its arguments one by one: what the CLI would be given. */
function argumentsOf(script: string): string[][] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outputs-'));
  const log = path.join(folder, 'log');
  const aws = `aws() { for a in "$@"; do printf '%s\\n' "$a" >> "${log}"; done; printf '\\n' >> "${log}"; }`;
  execFileSync('sh', ['-c', `${aws}\n${script}`], { cwd: folder });
  const calls = fs.readFileSync(log, 'utf8').trim().split('\n\n');
  fs.rmSync(folder, { recursive: true });
  return calls.map((c) => c.split('\n'));
}

describe('what the wizard makes besides the policy', () => {
  it('asks what is needed for what was chosen, and nothing when nothing was', () => {
    const ids = (answers: Answers): string[] => outputSteps(answers).map((s) => s.id);
    assert.deepEqual(ids({ kind: 'vendor' }), ['outputs']);
    assert.deepEqual(ids({ kind: 'vendor', outputs: [] }), ['outputs']);
    assert.deepEqual(ids({ kind: 'account', outputs: ['callerPolicy'] }), ['outputs', 'roleName', 'delivery']);
    assert.deepEqual(ids({ kind: 'account', outputs: ['cli'] }), [
      'outputs',
      'roleName',
      'duration',
      'managedPolicy',
      'tags',
      'roleExists',
      'delivery',
    ]);
    const offered = (kind: string): string[] => {
      const [step] = outputSteps({ kind });
      return step?.kind === 'pick' ? step.items.map((i) => i.id) : [];
    };
    assert.ok(offered('account').includes('callerPolicy') && !offered('service').includes('callerPolicy'));
    assert.match(problemWith({ ...VENDOR, outputs: ['cli'] }, 'roleName', 'a b') ?? '', /up to 64/);
    assert.match(problemWith({ ...VENDOR, outputs: ['cli'] }, 'managedPolicy', 'ReadOnly') ?? '', /^Not the ARN/);
    assert.match(problemWith({ ...VENDOR, outputs: ['cli'] }, 'tags', 'Purpose') ?? '', /^Not a list of tags/);
    assert.equal(problemWith({ ...VENDOR, outputs: ['cli'] }, 'tags', ''), undefined);
  });

  it('commands that a shell gives to the CLI as they are meant', () => {
    const { cli = '' } = outputs({ ...VENDOR, ...ALL });
    const calls = argumentsOf(cli);
    assert.deepEqual(
      calls.map((c) => c.slice(0, 2).join(' ')),
      [
        'iam create-role',
        'iam attach-role-policy',
        'sts assume-role',
        'sts get-caller-identity',
        'iam get-role',
        'iam list-attached-role-policies',
      ],
    );
    const [create = [], , assume = [], , get = []] = calls;
    assert.deepEqual(create.slice(-4), [
      '--max-session-duration=7200',
      '--tags',
      'Key=Purpose,Value=Monitoring',
      'Key=Owner,Value=our team',
    ]);
    assert.ok(assume.includes('--external-id=3f9a1c7be04d4d5f8a21'));
    assert.ok(get.includes('--query=Role.AssumeRolePolicyDocument'));
    assert.match(cli, /# aws iam put-role-policy/);
  });

  it('an answer that reads like an option or an address reaches the CLI as the value it is', () => {
    const NAMES = ['-rf', '--query', '--cli-input-json', '-', '=x', '@x', 'a'.repeat(64)];
    const IDS = [
      'file:///etc/passwd',
      'fileb://x',
      'http://169.254.169.254/',
      'https://example.com/x',
      '--debug',
      '-12345',
      '@file1',
    ];
    for (const [i, roleName] of NAMES.entries())
      for (const roleExists of ['no', 'yes']) {
        const externalIdValue = IDS[i] ?? '';
        const answers = {
          ...VENDOR,
          ...ALL,
          roleName,
          roleExists,
          externalIdValue,
          managedPolicy: i % 2 ? '' : (ALL['managedPolicy'] ?? ''),
        };
        const calls = argumentsOf(outputs(answers)['cli'] ?? '');
        assert.equal(calls.length, roleExists === 'yes' ? 7 : 6);
        for (const [service, , ...args] of calls) {
          for (const arg of args) {
            assert.match(arg, /^(--[a-z-]+(=|$)|Key=)/, roleName);
            // What the CLI would read in place of the value; our own files are meant.
            if (!/=file:\/\/(trust-policy|permissions)\.json$/.test(arg))
              assert.doesNotMatch(arg, /^--[a-z-]+=(fileb?|https?):\/\//);
          }
          if (service === 'iam') assert.ok(args.includes(`--role-name=${roleName}`));
        }
        const assume = calls.find((c) => c[1] === 'assume-role') ?? [];
        const json = assume.find((a) => a.startsWith('--cli-input-json='))?.slice('--cli-input-json='.length);
        const sent =
          json === undefined
            ? assume.find((a) => a.startsWith('--external-id='))?.slice('--external-id='.length)
            : (JSON.parse(json) as { ExternalId?: string }).ExternalId;
        assert.equal(sent, externalIdValue);
        assert.ok(assume.some((a) => a === `--role-arn=arn:aws:iam::<ACCOUNT_ID>:role/${roleName}`));
      }
  });

  it('takes the names that IAM takes, and no others', () => {
    const problem = (name: string): string | undefined =>
      problemWith({ ...VENDOR, outputs: ['cli'] }, 'roleName', name);
    for (const name of ['-rf', '--query', 'a', '+=,.@_-', 'A1', 'a'.repeat(64)])
      assert.equal(problem(name), undefined, name);
    for (const name of ['', ' ', 'a b', 'a/b', 'a:b', 'ü', 'a$', "a'b", 'a`b', 'a\nb', 'a\u200bb', 'a'.repeat(65)])
      assert.ok(problem(name), name);
    assert.equal(problem('a\u202eb'), 'Remove the invisible character U+202E.');
  });

  it('an existing role is changed, not made again', () => {
    const calls = argumentsOf(outputs({ ...VENDOR, ...ALL, roleExists: 'yes', managedPolicy: '' })['cli'] ?? '');
    assert.deepEqual(calls.map((c) => c[1]).slice(0, 3), [
      'update-assume-role-policy',
      'update-role',
      'put-role-policy',
    ]);
  });

  it('tries the role as its kind of caller would', () => {
    const trial = (answers: Answers): string => outputs({ ...ALL, ...answers })['cli'] ?? '';
    assert.match(
      trial({ kind: 'service', services: ['lambda.amazonaws.com'] }),
      /Only lambda\.amazonaws\.com can assume this role/,
    );
    assert.match(
      trial({ kind: 'saml', partition: 'aws', account: '111122223333', provider: 'Corp' }),
      /assume-role-with-saml \\\n {2}--role-arn=arn:aws:iam::111122223333:role\/vendor-access/,
    );
    assert.match(
      trial({ kind: 'oidc', account: '111122223333', issuer: 'idp.example.com', audience: 'aws', subject: 'x' }),
      /assume-role-with-web-identity/,
    );
    assert.match(
      trial({ kind: 'sameAccount', account: '111122223333', guards: ['mfa'] }),
      /--serial-number='<MFA_DEVICE_ARN>'/,
    );
  });

  it('Terraform with IAM’s own variables kept from it', () => {
    const { terraform = '' } = outputs({ ...VENDOR, ...ALL });
    assert.match(terraform, /^resource "aws_iam_role" "vendor_access" \{\n {2}name {17}= "vendor-access"/);
    assert.match(terraform, /"sts:ExternalId" = "3f9a1c7be04d4d5f8a21"/);
    assert.match(terraform, /tags = \{\n {4}"Purpose" = "Monitoring"\n {4}"Owner" = "our team"/);
    assert.match(terraform, /aws_iam_role_policy_attachment/);
    const anywhere: Answers = {
      ...ALL,
      kind: 'rolesAnywhere',
      trustAnchor: 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/2c3f7a0e-1111-4222-8333-444455556666',
      commonName: '${aws:PrincipalTag/x}%{y}',
    };
    assert.ok((outputs(anywhere)['terraform'] ?? '').includes('"$${aws:PrincipalTag/x}%%{y}"'));
  });

  it('CloudFormation whose policy our own rules find sound', () => {
    const { cloudformation = '' } = outputs({ ...VENDOR, ...ALL });
    const { findings, policies } = finish(check(new PolicyDocument(cloudformation), testContext()));
    assert.equal(policies.length, 1);
    assert.deepEqual(
      findings.filter((f) => f.level === 'error' || f.level === 'warning'),
      [],
    );
    const role = (JSON.parse(cloudformation) as { Resources: { Role: { Properties: Record<string, unknown> } } })
      .Resources.Role;
    assert.equal(role.Properties['MaxSessionDuration'], 7200);
  });

  it('the policy that callers need on their own side', () => {
    const { callerPolicy = '' } = outputs({
      kind: 'account',
      principals: '111122223333',
      guards: [],
      outputs: ['callerPolicy'],
      roleName: 'shared',
      delivery: 'copy',
    });
    assert.deepEqual((JSON.parse(callerPolicy) as { Statement: unknown[] }).Statement, [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::<ACCOUNT_ID>:role/shared' },
    ]);
  });

  it('makes nothing while answers are open or wrong', () => {
    assert.deepEqual(generatedOutputs({ kind: 'vendor', ...ALL }), []);
    assert.deepEqual(generatedOutputs({ ...VENDOR, ...ALL, roleName: 'a b' }), []);
  });
});

describe('the wizard’s preview', () => {
  it('shows a whole policy from the first answer on, for every kind', () => {
    assert.equal(previewText({}), undefined);
    const [who] = wizardSteps({}, () => '');
    assert.ok(who?.kind === 'pick' && who.items.length > 20);
    for (const { id } of who.items) {
      const text = previewText({ kind: id }) ?? '';
      const { findings } = finish(check(new PolicyDocument(text, true), testContext()));
      assert.ok((JSON.parse(text) as { Statement: unknown[] }).Statement.length === 1, id);
      assert.deepEqual(
        findings.filter((f) => f.ruleId.startsWith('json') || f.ruleId.startsWith('element')),
        [],
        id,
      );
    }
  });

  it('fills in what was answered', () => {
    assert.match(
      previewText({ kind: 'gitlab', account: '111122223333', group: 'acme' }) ?? '',
      /project_path:acme\/<project>:ref_type:branch:ref:<branch>/,
    );
    assert.match(previewText({ kind: 'account' }) ?? '', /<principals>/);
    assert.match(previewText({ kind: 'vendor' }) ?? '', /arn:aws:iam::<vendor>:root.*<EXTERNAL_ID>/s);
    assert.match(previewText({ kind: 'service' }) ?? '', /"Service": "<services>"/);
  });
});
