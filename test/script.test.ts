import assert from 'node:assert/strict';
import { generatedOutputs, generatedText, problemWith, type Answers } from '../server/src/service.ts';
import { commandsOf, runScript, uncommented, type ScriptRun } from './support/scriptRun.ts';

const VENDOR: Answers = {
  kind: 'vendor',
  vendor: '464622532012',
  externalIdValue: '3f9a1c7be04d4d5f8a21',
  guards: [],
};
const USUAL: Answers = {
  outputs: ['cli'],
  roleName: 'my-role',
  description: '',
  duration: '3600',
  managedPolicy: '',
  inlinePolicy: 'none',
  tags: '',
  delivery: 'open',
};
const FULL: Answers = {
  ...USUAL,
  roleName: 'vendor-access',
  description: "Reads the shop's metrics",
  duration: '7200',
  managedPolicy: 'ReadOnlyAccess, arn:aws:iam::111122223333:policy/team/own',
  tags: 'Purpose=Monitoring, Owner=our team',
};

const script = (answers: Answers): string => generatedOutputs(answers)[0]?.text ?? '';
const call = (run: ScriptRun | undefined, name: string): readonly string[] =>
  run?.calls.find((c) => c[1] === name)?.slice(2) ?? [];

describe('the script', () => {
  it('creates the role, and updates it when it runs again', () => {
    const [first, second] = runScript(script({ ...VENDOR, ...FULL }), 2);
    const about = ["--description=Reads the shop's metrics", '--max-session-duration=7200'];
    const tags = ['--tags', 'Key=Purpose,Value=Monitoring', 'Key=Owner,Value=our team'];
    assert.deepEqual([first?.status, second?.status], [0, 0]);
    assert.ok(first && second);
    const rest = [
      'iam attach-role-policy',
      'iam attach-role-policy',
      'sts get-caller-identity',
      'iam get-role',
      'iam list-attached-role-policies',
      'iam list-role-policies',
    ];
    const before = ['iam get-policy', 'iam get-policy', 'iam get-role'];
    assert.deepEqual(commandsOf(first), [...before, 'iam create-role', ...rest]);
    assert.deepEqual(commandsOf(second), [
      ...before,
      'iam update-assume-role-policy',
      'iam update-role',
      'iam tag-role',
      ...rest,
    ]);
    assert.deepEqual(call(first, 'create-role'), [
      '--role-name=vendor-access',
      '--assume-role-policy-document=file://trust-policy.json',
      ...about,
      ...tags,
    ]);
    assert.deepEqual(call(second, 'update-role'), ['--role-name=vendor-access', ...about]);
    assert.deepEqual(call(second, 'tag-role'), ['--role-name=vendor-access', ...tags]);
    assert.deepEqual(
      first.calls.filter((c) => c[1] === 'attach-role-policy').map((c) => c[3]),
      ['--policy-arn=arn:aws:iam::aws:policy/ReadOnlyAccess', '--policy-arn=arn:aws:iam::111122223333:policy/team/own'],
    );
  });

  it('has nothing that nobody asked for: no description, no tags, no permissions', () => {
    const text = script({ ...VENDOR, ...USUAL });
    const [first, second] = runScript(text, 2);
    assert.deepEqual([first?.status, second?.status, first?.stderr, second?.stderr], [0, 0, '', '']);
    assert.deepEqual(call(first, 'create-role').slice(2), ['--max-session-duration=3600']);
    for (const name of ['tag-role', 'attach-role-policy', 'put-role-policy'])
      assert.deepEqual([...call(first, name), ...call(second, name)], [], name);
    assert.match(text, /^# cat > permissions\.json <<'POLICY'$/m);
  });

  it('makes nothing while a policy that the role is to have is missing', () => {
    for (const missing of FULL['managedPolicy']?.toString().split(', ') ?? []) {
      const arn = missing.startsWith('arn:') ? missing : `arn:aws:iam::aws:policy/${missing}`;
      const [run] = runScript(script({ ...VENDOR, ...FULL }), 1, { missing: arn });
      assert.ok(run);
      assert.notEqual(run.status, 0);
      assert.deepEqual([...new Set(commandsOf(run))], ['iam get-policy'], arn);
    }
  });

  it('makes nothing in another account than that of the role, where that is known', () => {
    const own: Answers = { kind: 'sameAccount', account: '111122223333', guards: [] };
    const oidc: Answers = {
      kind: 'oidc',
      account: '111122223333',
      issuer: 'idp.example',
      audience: 'a',
      subject: 'x',
      guards: [],
    };
    for (const answers of [own, oidc]) {
      const text = script({ ...answers, ...USUAL, managedPolicy: 'ReadOnlyAccess' });
      const [right, other] = [runScript(text)[0], runScript(text, 1, { account: '444455556666' })[0]];
      assert.deepEqual([right?.status, right?.stderr], [0, '']);
      assert.deepEqual(
        [other?.status, other?.stderr],
        [1, 'The role belongs in account 111122223333, but these commands run in account 444455556666.\n'],
      );
      assert.deepEqual(commandsOf(other ?? right ?? assert.fail()), ['sts get-caller-identity']);
    }
    const [unknown] = runScript(script({ ...VENDOR, ...USUAL }), 1, { account: '444455556666' });
    assert.equal(unknown?.status, 0);
  });

  it('writes the generated policy, letter by letter', () => {
    const [, written] =
      /^cat > trust-policy\.json <<'POLICY'\n(.*?\n)POLICY$/ms.exec(script({ ...VENDOR, ...FULL })) ?? [];
    assert.equal(written, generatedText(VENDOR));
  });

  it('an inline policy stops it before anything is made, until its places are filled in', () => {
    const text = script({ ...VENDOR, ...USUAL, inlinePolicy: 'starter' });
    const [stopped] = runScript(text);
    assert.equal(stopped?.status, 1);
    assert.deepEqual(stopped.calls, []);
    assert.match(stopped.stderr, /"arn:aws:s3:::<BUCKET>"[^]*Replace the text in angle brackets/);
    const [first, second] = runScript(text.replaceAll('<BUCKET>', 'shop-data'), 2);
    for (const run of [first, second]) {
      assert.equal(run?.status, 0);
      assert.deepEqual(call(run, 'put-role-policy'), [
        '--role-name=my-role',
        '--policy-name=my-role-permissions',
        '--policy-document=file://permissions.json',
      ]);
      assert.deepEqual(call(run, 'get-role-policy'), ['--role-name=my-role', '--policy-name=my-role-permissions']);
    }
  });

  it('an answer that reads like an option or an address reaches the CLI as the value it is', () => {
    const NAMES = ['-rf', '--query', '--cli-input-json', '-', '=x', '@x', 'a'.repeat(64)];
    const TEXTS = [
      'file:///etc/passwd',
      'fileb://x',
      'http://169.254.169.254/',
      'https://example.com/x',
      '--debug',
      '-12345',
      '@file1',
    ];
    for (const [i, roleName] of NAMES.entries()) {
      const text = TEXTS[i] ?? '';
      const written = script({
        ...VENDOR,
        ...FULL,
        roleName,
        externalIdValue: text,
        description: text,
        tags: `a=${text}`,
      });
      const runs = runScript(written, 2);
      assert.deepEqual(
        runs.map(({ status }) => status),
        [0, 0],
        roleName,
      );
      const [trial] = runScript(uncommented(written, 'aws sts assume-role'));
      assert.ok(trial);
      for (const [service, name, ...args] of [...runs, trial].flatMap(({ calls }) => calls)) {
        for (const arg of args) {
          assert.match(arg, /^(--[a-z-]+(=|$)|Key=|\{)/, roleName);
          // What the CLI would read in place of the value; our own file is meant.
          if (!arg.endsWith('=file://trust-policy.json')) assert.doesNotMatch(arg, /^--[a-z-]+=(fileb?|https?):\/\//);
        }
        if (service === 'iam' && name !== 'get-policy') assert.ok(args.includes(`--role-name=${roleName}`), name);
      }
      const sent = (args: readonly string[], option: string, member: string): unknown => {
        const json = args[args.indexOf('--cli-input-json') + 1];
        return args.includes('--cli-input-json')
          ? (JSON.parse(json ?? '') as Record<string, unknown>)[member]
          : args.find((a) => a.startsWith(`${option}=`))?.slice(option.length + 1);
      };
      assert.equal(sent(call(trial, 'assume-role'), '--external-id', 'ExternalId'), text);
      assert.equal(sent(call(runs[0], 'create-role'), '--description', 'Description'), text);
      assert.equal(sent(call(runs[1], 'update-role'), '--description', 'Description'), text);
    }
  });

  it('runs on what IAM takes in tags, equals signs too', () => {
    const tags = (value: string): readonly string[] => {
      const args = call(runScript(script({ ...VENDOR, ...USUAL, tags: value }))[0], 'create-role');
      return args.slice(args.findIndex((a) => a.startsWith('--tags')));
    };
    const both = ['--tags', 'Key=Purpose,Value=Backup', 'Key=Cost Center,Value='];
    assert.deepEqual(tags('Purpose=Backup, Cost Center='), both);
    assert.deepEqual(tags('Key=Purpose,Value=Backup Key=Cost Center,Value='), both);
    assert.deepEqual(tags('q=a=b'), ['--tags=[{"Key":"q","Value":"a=b"}]']);
  });

  it('has no placeholder in a command that runs', () => {
    for (const text of [script({ ...VENDOR, ...USUAL }), script({ ...VENDOR, ...FULL })])
      assert.deepEqual(
        text.split('\n').filter((line) => !line.startsWith('#') && /<[A-Z_]+>/.test(line)),
        [],
      );
  });
});

describe('the answers about the role', () => {
  const problem = (step: string, value: string, more: Answers = {}): string | undefined =>
    problemWith({ ...VENDOR, ...more, outputs: ['cli'] }, step, value);

  it('a description is what IAM takes', () => {
    for (const text of ['', 'Reads metrics', "the shop's", 'für alle', 'x'.repeat(1000)])
      assert.equal(problem('description', text), undefined, text);
    assert.match(problem('description', 'x'.repeat(1001)) ?? '', /at most 1000 characters \(found 1001\)/);
    assert.match(problem('description', 'all — of it') ?? '', /doesn't allow "—"/);
    assert.match(problem('description', 'a 😀') ?? '', /doesn't allow "😀"/);
  });

  it('managed policies come by name or ARN, in every separation, each once', () => {
    const arns = (managedPolicy: string, more: Answers = {}): readonly string[] =>
      (runScript(script({ ...VENDOR, ...more, ...USUAL, managedPolicy }))[0]?.calls ?? [])
        .filter((c) => c[1] === 'attach-role-policy')
        .map((c) => (c[3] ?? '').slice('--policy-arn='.length));
    const two = ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/service-role/AWSLambdaRole'];
    for (const separator of [',', ', ', ' ', ';', ' ; ', '\n', ',\n  '])
      assert.deepEqual(arns(`ReadOnlyAccess${separator}service-role/AWSLambdaRole`), two, separator);
    assert.deepEqual(arns(JSON.stringify(two)), two);
    assert.deepEqual(arns('readonlyaccess awslambdarole'), two);
    // AWS has no two of one name, so a path that was left out or made up is the right one.
    assert.deepEqual(arns('arn:aws:iam::aws:policy/AWSLambdaRole, service-role/READONLYACCESS'), [...two].reverse());
    const recent = 'arn:aws:iam::aws:policy/AmazonNoSuchServiceYetFullAccess';
    assert.deepEqual(arns(recent), [recent]);
    assert.deepEqual(arns('AWSLambdaRole, ViewOnlyAccess'), [
      two[1],
      'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess',
    ]);
    assert.deepEqual(arns(`ReadOnlyAccess ${two[0]}`), two.slice(0, 1));
    const china: Answers = { kind: 'saml', partition: 'aws-cn', account: '111122223333', provider: 'Corp', guards: [] };
    assert.deepEqual(arns('ReadOnlyAccess', china), ['arn:aws-cn:iam::aws:policy/ReadOnlyAccess']);
  });

  it('a managed policy that the role can not have is refused', () => {
    const own: Answers = { kind: 'sameAccount', account: '111122223333', guards: [] };
    const arn = (account: string): string => `arn:aws:iam::${account}:policy/own`;
    assert.equal(problem('managedPolicy', arn('111122223333'), own), undefined);
    assert.match(problem('managedPolicy', arn('444455556666'), own) ?? '', /account 111122223333 and can't use/);
    assert.match(problem('managedPolicy', 'arn:aws-cn:iam::aws:policy/ReadOnlyAccess') ?? '', /partition aws,/);
    assert.match(
      problem('managedPolicy', `ReadOnlyAccess, ${arn('1')}`) ?? '',
      /^"arn:aws:iam::1:policy\/own": Not the/,
    );
    for (const text of ['arn:aws:iam::aws:role/x', 'arn:aws:s3:::x', 'a/', '/a', 'a//b', 'arn:x', "a'b"])
      assert.match(problem('managedPolicy', text) ?? '', /^Not the name or ARN/, text);
    const many = Array.from({ length: 21 }, (_, i) => `arn:aws:iam::111122223333:policy/own${i}`).join(' ');
    assert.match(problem('managedPolicy', many) ?? '', /at most 20 managed policies \(found 21\)/);
  });

  it('a name that is none of AWS’s policies is refused, with the one that was likely meant', () => {
    for (const [name, meant] of [
      ['AmazonS3FulAccess', 'AmazonS3FullAccess'],
      ['AdministratorAcess', 'AdministratorAccess'],
      ['awslambdabasicexecutionroll', 'AWSLambdaBasicExecutionRole'],
      ['service-role/AWSLambdaRoles', 'AWSLambdaRole'],
      ['S3ReadOnlyAccess', 'AmazonS3ReadOnlyAccess'],
      ['LambdaVPCAccessExecutionRole', 'AWSLambdaVPCAccessExecutionRole'],
    ] as const)
      assert.match(
        problem('managedPolicy', name) ?? '',
        new RegExp(`^Not in our list of AWS managed policies of \\w+ \\d{4}\\. Did you mean "${meant}"\\?`),
        name,
      );
    for (const name of ['shop-orders-writer', 'team/own'])
      assert.match(problem('managedPolicy', name) ?? '', /\d{4}\. Give its ARN\.$/, name);
    assert.match(problem('managedPolicy', 'ReadOnlyAccess, ReadOnlyAcces') ?? '', /^"ReadOnlyAcces": Not in our list/);
  });

  it('the policy of a service-linked role is refused', () => {
    for (const name of ['aws-service-role/AWSSupportServiceRolePolicy', 'aws-service-role/New'])
      for (const text of [name, `arn:aws:iam::aws:policy/${name}`])
        assert.equal(problem('managedPolicy', text), 'Only service-linked roles can have this policy.');
    const own = 'arn:aws:iam::111122223333:policy/aws-service-role/own';
    assert.equal(problem('managedPolicy', own), undefined);
  });

  it('tags are those that IAM takes', () => {
    for (const text of ['', 'a=', 'a=b; c=d', 'a=b\nc=d', 'Ü=ü', 'Key=a,Value=b', 'Key=a', 'Value=b,Key=a'])
      assert.equal(problem('tags', text), undefined, text);
    assert.match(problem('tags', 'Purpose') ?? '', /^Not a list of tags/);
    assert.match(problem('tags', 'Key=a,Value=b,c=d') ?? '', /^Not a list of tags/);
    assert.match(problem('tags', 'aws:x=y') ?? '', /reserved/);
    assert.match(problem('tags', 'AWS:x=y') ?? '', /reserved/);
    assert.match(problem('tags', 'A=1, a=2') ?? '', /case-sensitive/);
    assert.match(problem('tags', '=1') ?? '', /keys have/);
    assert.match(problem('tags', 'a=1$') ?? '', /values have/);
    const many = Array.from({ length: 51 }, (_, i) => `k${i}=v`).join(',');
    assert.match(problem('tags', many) ?? '', /at most 50 tags \(found 51\)/);
  });
});
