import assert from 'node:assert/strict';
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
  delivery: 'open',
};

const outputs = (answers: Answers): Record<string, string> =>
  Object.fromEntries(generatedOutputs(answers).map((o) => [o.id, o.text]));

describe('what the wizard makes besides the policy', () => {
  it('asks what is needed for what was chosen, and nothing when nothing was', () => {
    const ids = (answers: Answers): string[] => outputSteps(answers).map((s) => s.id);
    assert.deepEqual(ids({ kind: 'vendor' }), ['outputs']);
    assert.deepEqual(ids({ kind: 'vendor', outputs: [] }), ['outputs']);
    assert.deepEqual(ids({ kind: 'account', outputs: ['callerPolicy'] }), [
      'outputs',
      'roleName',
      'roleAccount',
      'delivery',
    ]);
    assert.deepEqual(ids({ kind: 'account', outputs: ['cli'] }), [
      'outputs',
      'roleName',
      'description',
      'duration',
      'managedPolicy',
      'inlinePolicy',
      'tags',
      'delivery',
    ]);
    const offered = (kind: string): string[] => {
      const [step] = outputSteps({ kind });
      return step?.kind === 'pick' ? step.items.map((i) => i.id) : [];
    };
    assert.ok(offered('account').includes('callerPolicy') && !offered('service').includes('callerPolicy'));
    assert.match(problemWith({ ...VENDOR, outputs: ['cli'] }, 'roleName', 'a b') ?? '', /up to 64/);
    assert.match(problemWith({ ...VENDOR, outputs: ['cli'] }, 'managedPolicy', 'Read/') ?? '', /^Not the name or ARN/);
    assert.match(problemWith({ ...VENDOR, outputs: ['cli'] }, 'tags', 'Purpose') ?? '', /^Not a list of tags/);
    assert.equal(problemWith({ ...VENDOR, outputs: ['cli'] }, 'tags', ''), undefined);
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

  it('tries the role as its kind of caller would', () => {
    const trial = (answers: Answers): string => outputs({ ...ALL, ...answers })['cli'] ?? '';
    assert.match(
      trial({ kind: 'service', services: ['lambda.amazonaws.com'], guards: [] }),
      /Only lambda\.amazonaws\.com can assume this role/,
    );
    assert.match(
      trial({ kind: 'saml', partition: 'aws', account: '111122223333', provider: 'Corp', guards: [] }),
      /assume-role-with-saml \\\n# {3}--role-arn=arn:aws:iam::111122223333:role\/vendor-access/,
    );
    assert.match(
      trial({
        kind: 'oidc',
        account: '111122223333',
        issuer: 'idp.example.com',
        audience: 'aws',
        subject: 'x',
        guards: [],
      }),
      /assume-role-with-web-identity/,
    );
    assert.match(
      trial({ kind: 'sameAccount', account: '111122223333', guards: ['mfa'] }),
      /--serial-number='<MFA_DEVICE_ARN>'/,
    );
  });

  it('the policy that callers need on their own side, for the role in its account and partition', () => {
    const shared = { outputs: ['callerPolicy'], roleName: 'shared', delivery: 'copy' };
    const account: Answers = { kind: 'account', principals: '111122223333', guards: [], ...shared };
    const resource = (answers: Answers): unknown =>
      (JSON.parse(outputs(answers)['callerPolicy'] ?? '') as { Statement: unknown }).Statement;
    const arn = (partition: string, account: string): unknown => [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:${partition}:iam::${account}:role/shared` },
    ];
    assert.deepEqual(resource(account), arn('aws', '<ACCOUNT_ID>'));
    assert.deepEqual(resource({ ...account, roleAccount: '4444-5555-6666' }), arn('aws', '444455556666'));
    assert.match(problemWith(account, 'roleAccount', '1') ?? '', /^Account IDs have 12 digits/);
    assert.match(problemWith(account, 'roleAccount', 'arn:aws-cn:iam::444455556666:root') ?? '', /in partition aws,/);
    // Where an answer told the account it is not asked for.
    const same: Answers = { kind: 'sameAccount', account: '111122223333', guards: [], ...shared };
    assert.ok(!outputSteps(same).some(({ id }) => id === 'roleAccount'));
    assert.deepEqual(resource(same), arn('aws', '111122223333'));
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
