import assert from 'node:assert/strict';
import { check, explainAccessDenied, finish, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { wholePolicy } from '../support/marked.ts';
import { fileOf } from '../support/terraformModule.ts';

const context = testContext();
const ask = (pasted: string, source?: string) => {
  if (source === undefined) return explainAccessDenied(pasted, undefined, context);
  const policyDocument = new PolicyDocument(wholePolicy(source), true);
  return explainAccessDenied(
    pasted,
    { policyDocument, analysis: finish(check(policyDocument, context)), offset: 0 },
    context,
  );
};
const causes = (pasted: string, source: string): { sure: boolean; text: string }[] =>
  (ask(pasted, source)?.causes ?? []).map(({ sure, text }) => ({ sure, text }));

const denied = (caller: string, more = ''): string =>
  `An error occurred (AccessDenied) when calling the AssumeRole operation: User: ${caller} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/target${more}`;
const USER = 'arn:aws:iam::111122223333:user/ada';
const SESSION = 'arn:aws:sts::111122223333:assumed-role/deploy/run-1';
const allow = (principal: string, condition = '', action = '"sts:AssumeRole"'): string =>
  `"Effect": "Allow", "Principal": {${principal}}, "Action": ${action}${condition === '' ? '' : `, "Condition": ${condition}`}`;

describe('why AssumeRole was denied', () => {
  it('the principal is missing', () => {
    const [cause] = causes(denied(USER), allow('"AWS": "arn:aws:iam::999999999999:root"'));
    assert.equal(cause?.sure, true);
    assert.match(
      cause.text,
      /doesn't trust arn:aws:iam::111122223333:user\/ada or its account\. Add "AWS": "arn:aws:iam::111122223333:user\/ada"/,
    );
  });

  it('finds the caller as far as a principal is filled in', () => {
    const isNamed = (caller: string, principal: string): boolean =>
      !causes(denied(caller), allow(principal)).some(({ text }) => text.startsWith("The policy doesn't trust"));
    const of = '"AWS": "arn:aws:iam::<ACCOUNT_ID>:';
    for (const [caller, principal, expected] of [
      [USER, '"AWS": "<PRINCIPAL>"', true],
      [USER, '"AWS": {"Ref": "Caller"}', true],
      [USER, `${of}root"`, true],
      [USER, `${of}user/ada"`, true],
      [USER, `${of}user/<NAME>"`, true],
      [USER, `${of}user/grace"`, false],
      [USER, `${of}role/ada"`, false],
      [USER, '"AWS": "arn:aws:iam::999999999999:user/<NAME>"', false],
      [USER, '"Service": "<SERVICE>"', false],
      [USER, '"Federated": "arn:aws:iam::<ACCOUNT_ID>:oidc-provider/gitlab.com"', false],
      [SESSION, `${of}role/ci/deploy"`, true],
      [SESSION, `${of}role/<NAME>"`, true],
      [SESSION, `${of}role/other"`, false],
      [SESSION, `${of}user/deploy"`, false],
    ] as const)
      assert.equal(isNamed(caller, principal), expected, `${caller} ${principal}`);
  });

  it('finds the caller by its account, by its ARN, and a session by its role', () => {
    for (const [caller, principal] of [
      [USER, '111122223333'],
      [USER, USER],
      [SESSION, 'arn:aws:iam::111122223333:role/ci/deploy'],
      [USER, '*'],
    ] as const)
      assert.match(
        causes(denied(caller), allow(`"AWS": "${principal}"`))[0]?.text ?? '',
        /The trust policy allows this caller/,
        caller,
      );
    assert.match(
      causes(denied(SESSION), allow('"AWS": "arn:aws:iam::111122223333:role/build"'))[0]?.text ?? '',
      /doesn't trust arn:aws:sts::111122223333:assumed-role\/deploy\/run-1 .* Add "AWS": "arn:aws:iam::111122223333:role\/deploy"/,
    );
  });

  it('who can never assume a role, whatever the policy says', () => {
    for (const [caller, text] of [
      ['arn:aws:iam::111122223333:root', /root user can't assume roles/],
      ['arn:aws:sts::111122223333:federated-user/ada', /GetFederationToken.* can't assume roles/],
    ] as const) {
      const [cause, ...more] = causes(denied(caller), allow('"AWS": "111122223333"'));
      assert.deepEqual([cause?.sure, more], [true, []]);
      assert.match(cause?.text ?? '', text);
    }
  });

  it('the action is missing', () => {
    const [cause] = causes(denied(USER), allow('"AWS": "111122223333"', '', '"sts:TagSession"'));
    assert.deepEqual(cause, {
      sure: true,
      text: "The statement that trusts the caller doesn't allow sts:AssumeRole. Add it to Action.",
    });
  });

  it('conditions to meet, with how, and one that is over', () => {
    const found = causes(
      denied(USER),
      allow(
        '"AWS": "111122223333"',
        '{"StringEquals": {"sts:ExternalId": "abc"}, "Bool": {"aws:MultiFactorAuthPresent": "true"}, "DateLessThan": {"aws:CurrentTime": "2020-01-01"}}',
      ),
    );
    assert.deepEqual([found[0]?.sure, found[0]?.text.startsWith('This date has passed')], [true, true]);
    assert.match(
      found[1]?.text ?? '',
      /Only if the caller sends the external ID \(sts:ExternalId\)\. Pass it with --external-id/,
    );
    assert.match(found[2]?.text ?? '', /--serial-number and --token-code/);
  });

  it('a time that is over, in each form and under each key', () => {
    for (const [condition, over] of [
      ['{"DateLessThan": {"aws:CurrentTime": "1577836800"}}', true],
      ['{"NumericLessThan": {"aws:EpochTime": "1577836800"}}', true],
      ['{"DateLessThanEquals": {"aws:EpochTime": "2020-01-01"}}', true],
      ['{"NumericLessThan": {"aws:EpochTime": "1893456000"}}', false],
      ['{"DateLessThan": {"aws:CurrentTime": ["1577836800", "2030-01-01"]}}', false],
      ['{"DateLessThan": {"aws:TokenIssueTime": "1577836800"}}', false],
    ] as const)
      assert.equal(causes(denied(USER), allow('"AWS": "111122223333"', condition))[0]?.sure, over, condition);
  });

  it('a Deny, and what AWS itself says', () => {
    const policy = `{"Statement": [{${allow('"AWS": "111122223333"')}}, {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}`;
    const found = causes(denied(USER, ' with an explicit deny in a service control policy'), policy);
    assert.deepEqual(found, [
      {
        sure: true,
        text: "AWS says that a Deny statement in a service control policy denies sts:AssumeRole. Change it there. The trust policy isn't the cause.",
      },
    ]);
    assert.deepEqual(causes(denied(USER), policy), [
      { sure: true, text: 'Statement 2 denies this call, and a Deny overrides every Allow.' },
    ]);
  });

  it('a role whose trust policy is fixed', () => {
    for (const [path, text] of [
      ['aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS', /service-linked role/],
      ['aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef', /IAM Identity Center/],
    ] as const) {
      const found = causes(
        denied(USER).replace('role/target', `role/${path}`),
        allow('"Service": "ecs.amazonaws.com"'),
      );
      assert.equal(found.length, 1);
      assert.equal(found[0]?.sure, true);
      assert.match(found[0].text, text);
    }
  });

  it('a policy that allows what AWS says no trust policy does', () => {
    const said = denied(USER, ' because no resource-based policy allows the sts:AssumeRole action');
    const [first, second] = causes(said, allow(`"AWS": "${USER}"`));
    assert.match(first?.text ?? '', /^AWS says/);
    assert.deepEqual(second, {
      sure: false,
      text: 'This policy allows this caller, so the one that AWS asked was different. Compare it with the deployed one.',
    });
  });

  it('then the caller’s side, with commands for this caller and this role', () => {
    const { checks = [] } = ask(denied(SESSION), allow('"AWS": "111122223333"')) ?? {};
    const commands = checks.map((c) => c.command ?? '').join('\n');
    assert.match(commands, /get-caller-identity/);
    assert.match(commands, /get-role --role-name=target --query Role\.AssumeRolePolicyDocument/);
    assert.match(
      commands,
      /--policy-source-arn arn:aws:iam::111122223333:role\/deploy .*--resource-arns arn:aws:iam::444455556666:role\/target/,
    );
  });

  it('and a retry that sends what the conditions require', () => {
    const retry = (caller: string, condition: string): string | undefined =>
      ask(denied(caller), allow('"AWS": "111122223333"', condition))?.checks.at(-1)?.command;
    const call = 'aws sts assume-role --role-arn arn:aws:iam::444455556666:role/target';
    for (const [condition, options] of [
      ['', '--role-session-name try-out'],
      ['{"StringEquals": {"sts:ExternalId": "a1-b2"}}', '--role-session-name try-out --external-id=a1-b2'],
      ['{"StringLike": {"sts:externalid": "a*"}}', '--role-session-name try-out --external-id=<EXTERNAL_ID>'],
      ['{"StringEquals": {"sts:ExternalId": "$(id)"}}', '--role-session-name try-out --external-id=<EXTERNAL_ID>'],
      ['{"StringEquals": {"sts:ExternalId": "file://x"}}', '--role-session-name try-out --external-id=<EXTERNAL_ID>'],
      ['{"StringNotEquals": {"sts:ExternalId": "a1-b2"}}', '--role-session-name try-out'],
      ['{"Null": {"sts:ExternalId": "false"}}', '--role-session-name try-out --external-id=<EXTERNAL_ID>'],
      ['{"Null": {"sts:ExternalId": "true"}}', '--role-session-name try-out'],
      ['{"StringEquals": {"sts:RoleSessionName": "ada"}}', '--role-session-name=ada'],
      ['{"StringEquals": {"sts:SourceIdentity": "ada"}}', '--role-session-name try-out --source-identity=ada'],
      ['{"StringEquals": {"aws:RequestTag/Team": "web"}}', '--role-session-name try-out --tags Key=Team,Value=web'],
      ['{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}', '--role-session-name try-out'],
      [
        '{"Bool": {"aws:MultiFactorAuthPresent": "true"}, "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}',
        '--role-session-name try-out --serial-number=<MFA_DEVICE_ARN> --token-code=<CODE>',
      ],
      ['{"Bool": {"aws:MultiFactorAuthPresent": "false"}}', '--role-session-name try-out'],
    ] as const)
      assert.equal(retry(USER, condition), `${call} ${options} --debug`, condition);
  });

  it('asks a session of a role for no MFA, which it cannot have', () => {
    const mfa = allow('"AWS": "111122223333"', '{"Bool": {"aws:MultiFactorAuthPresent": "true"}}');
    const { causes = [], checks = [] } = ask(denied(SESSION), mfa) ?? {};
    assert.match(causes[0]?.text ?? '', /Sessions of roles have no MFA: call as an IAM user/);
    assert.doesNotMatch(checks.at(-1)?.command ?? '', /serial-number/);
  });

  it('asks about the very action that was refused', () => {
    const tag =
      'AccessDenied: User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:TagSession on resource: arn:aws:iam::444455556666:role/target';
    assert.match(causes(tag, allow('"AWS": "111122223333"'))[0]?.text ?? '', /doesn't allow sts:TagSession/);
    assert.match(
      ask(tag.replace('sts:TagSession', 'iam:PassRole'))?.summary ?? '',
      /AccessDenied for iam:PassRole isn't caused by a trust policy/,
    );
  });

  it('is sure of nothing that another statement, or broken text, may decide', () => {
    const denying = (action: string): string =>
      `{"Version": "2012-10-17", "Statement": [{${allow('"AWS": "111122223333"')}}, {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "${action}"}]}`;
    assert.deepEqual(
      causes(denied(USER), denying('sts:TagSession')).map((c) => c.text.slice(0, 30)),
      ['The trust policy allows this c'],
    );
    assert.ok(
      causes(
        denied(USER),
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "NotAction": "sts:AssumeRole"',
      )[0]?.text.includes("doesn't allow"),
    );
    const two = `{"Statement": [{${allow('"AWS": "111122223333"')}}, {${allow('"AWS": "111122223333"', '{"DateLessThan": {"aws:CurrentTime": "2020-01-01"}}')}}]}`;
    assert.ok(causes(denied(USER), two).every((c) => !c.sure));
    assert.deepEqual(
      causes(denied(USER), '{"Version":').map((c) => [c.sure, /IAM rejects this text/.test(c.text)]),
      [[true, true]],
    );
  });

  it('does not say that a principal is the caller which a deployment fills in', () => {
    const said = (principal: string, action?: string): { sure: boolean; text: string }[] =>
      causes(denied(USER), allow(principal, '', action));
    for (const [principal, text] of [
      ['"AWS": "<PRINCIPAL>"', 'Only if <PRINCIPAL> is the caller or its account.'],
      [
        '"AWS": {"Fn::GetAtt": ["Ada", "Arn"]}',
        'Only if a principal set by the template (Fn::GetAtt Ada.Arn) is the caller or its account.',
      ],
      [
        '"AWS": ["arn:aws:iam::<ACCOUNT_ID>:root", "<USER>"]',
        'Only if arn:aws:iam::<ACCOUNT_ID>:root or <USER> is the caller or its account.',
      ],
    ] as const)
      assert.deepEqual(said(principal), [{ sure: false, text }]);
    assert.deepEqual(said('"AWS": ["<PRINCIPAL>", "111122223333"]'), [
      {
        sure: false,
        text: "The trust policy allows this caller. Check the caller's own policies: one of them must allow sts:AssumeRole on the role.",
      },
    ]);
    assert.deepEqual(said('"AWS": "<PRINCIPAL>"', '"sts:TagSession"'), [
      { sure: false, text: "The statement that may trust the caller doesn't allow sts:AssumeRole. Add it to Action." },
    ]);
  });

  it('is sure of nothing where a deployment adds statements, which are no syntax errors', async () => {
    const said = async (document: string): Promise<readonly (readonly [boolean, string])[]> => {
      const policyDocument = await fileOf(document);
      const analysis = finish(check(policyDocument, context));
      const { causes = [] } = explainAccessDenied(denied(USER), { policyDocument, analysis, offset: 0 }, context) ?? {};
      return causes.map(({ sure, text }) => [sure, text.slice(0, 18)] as const);
    };
    const statement = (effect: string, account: string): string =>
      `  statement {\n${effect}    actions = ["sts:AssumeRole"]\n    principals {\n      type = "AWS"\n      identifiers = ["${account}"]\n    }\n  }\n`;
    const role = `resource "aws_iam_role" "r" {\n  assume_role_policy = data.aws_iam_policy_document.d.json\n}\n`;
    const document = (body: string): string => `${role}data "aws_iam_policy_document" "d" {\n${body}}\n`;
    const NONE = "The policy doesn't";
    const ADDS = 'A deployment adds ';
    assert.deepEqual(await said(document(statement('', '999999999999'))), [[true, NONE]]);
    for (const body of [
      `  source_policy_documents = [var.more]\n${statement('', '999999999999')}`,
      `${statement('', '999999999999')}${statement('    effect = var.effect\n', '111122223333')}`,
      `${statement('', '999999999999')}  dynamic "statement" {\n    for_each = var.more\n    content {\n      actions = ["sts:AssumeRole"]\n      principals {\n        type = "Service"\n        identifiers = [statement.value]\n      }\n    }\n  }\n`,
    ])
      assert.deepEqual(
        await said(document(body)),
        [
          [false, NONE],
          [false, ADDS],
        ],
        body,
      );
  });

  it('takes names as IAM does, and puts nothing else into a command', () => {
    assert.match(
      causes(denied('arn:aws:iam::111122223333:user/a,b.c'), allow('"AWS": "999999999999"'))[0]?.text ?? '',
      /user\/a,b\.c or its account/,
    );
    const hostile =
      ask(denied(USER).replace('role/target', 'role/x$(id>/tmp/p)|sh'))
        ?.checks.map((c) => c.command)
        .join(' ') ?? '';
    assert.doesNotMatch(hostile, /[$|]|\bid\b/);
  });

  it('tokens: which claim to look at', () => {
    const web =
      'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity';
    const policy = allow(
      '"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"',
      '{"StringEquals": {"token.actions.githubusercontent.com:sub": "repo:a/b:ref:refs/heads/main"}}',
      '"sts:AssumeRoleWithWebIdentity"',
    );
    assert.match(causes(web, policy)[0]?.text ?? '', /Compare it with the token claim/);
    assert.match(ask(web)?.checks[0]?.command ?? '', /token\.jwt/);
    assert.match(
      causes(web, allow('"AWS": "111122223333"'))[0]?.text ?? '',
      /No statement trusts an identity provider that can use sts:AssumeRoleWithWebIdentity/,
    );
    assert.match(
      ask(
        'An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Incorrect token audience',
      )?.summary ?? '',
      /AWS says: Incorrect token audience/,
    );
  });

  it('which mistake IAM meant when it refused the policy', () => {
    const found = ask(
      'An error occurred (MalformedPolicyDocument) when calling the CreateRole operation: Has prohibited field Resource',
      `{"Statement": [{"Effect": "allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Resource": "*"}]}`,
    );
    assert.match(found?.summary ?? '', /IAM rejected the policy: Has prohibited field Resource/);
    assert.equal(found?.causes.length, 1);
    assert.deepEqual([found.causes[0]?.sure, /Resource/.test(found.causes[0]?.text ?? '')], [true, true]);
    const unknown = ask('MalformedPolicyDocument: Something new', allow('"AWS": "111122223333"'));
    assert.deepEqual(unknown?.causes, []);
    assert.match(unknown.checks[1]?.text ?? '', /don't exist/);
  });

  it('knows what is no error of AWS, and is not slow on a long text', () => {
    assert.equal(ask('hello'), undefined);
    assert.match(
      ask('An error occurred (Throttling) when calling the AssumeRole operation')?.summary ?? '',
      /Throttling isn't caused/,
    );
    ask(`AccessDenied ${'arn:aws:iam::'.repeat(200_000)}`);
  });
});
