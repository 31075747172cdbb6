import assert from 'node:assert/strict';
import { after } from '../server/src/generate/outputs/cli/needs.ts';
import { generatedOutputs, type Answers } from '../server/src/service.ts';
import { PLAIN_ROLE } from './support/role.ts';
import { commandsOf, runScript, uncommented, type ScriptRun } from './support/scriptRun.ts';

const script = (answers: Answers): string =>
  generatedOutputs({ outputs: ['cli'], roleName: 'my.role', duration: '3600', ...answers })[0]?.text ?? '';

/** What two runs do besides the role itself and the checks. */
function besides(text: string, files: Readonly<Record<string, string>> = {}): readonly (readonly string[])[] {
  const ROLE = /^(?:sts get-caller-identity|iam (?:get-policy|get-role|create-role|update-|list-))/;
  return runScript(text, 2, files).map((run) => {
    assert.deepEqual([run.status, run.stderr], [0, '']);
    return run.calls.map((c) => c.join(' ')).filter((c) => !ROLE.test(c));
  });
}

const OIDC: Answers = {
  kind: 'oidc',
  account: '111122223333',
  issuer: 'idp.example.com/tenant',
  audience: 'sts.amazonaws.com',
  subject: 'deployer',
  guards: [],
};
const SAML: Answers = { kind: 'saml', partition: 'aws', account: '111122223333', provider: 'Corp', guards: [] };
const PODS: Answers = { kind: 'podIdentity', cluster: 'prod', namespace: 'shop', serviceAccount: 'web', guards: [] };

describe('the script makes what the role hangs on, if it is not there', () => {
  it('an instance profile, with the role in it', () => {
    const [first, second] = besides(script({ kind: 'service', services: ['ec2.amazonaws.com'], guards: [] }));
    const get = 'iam get-instance-profile --instance-profile-name=my.role';
    const held = `${get} --query=InstanceProfile.Roles[].RoleName --output=text`;
    assert.deepEqual(first, [
      get,
      'iam create-instance-profile --instance-profile-name=my.role',
      held,
      'iam add-role-to-instance-profile --instance-profile-name=my.role --role-name=my.role',
    ]);
    assert.deepEqual(second, [get, held]);
    assert.deepEqual(besides(script({ kind: 'service', services: ['lambda.amazonaws.com'], guards: [] })), [[], []]);
  });

  it('an OIDC provider; an audience is added to one that is there', () => {
    const arn = '--open-id-connect-provider-arn=arn:aws:iam::111122223333:oidc-provider/idp.example.com/tenant';
    const [first, second] = besides(script(OIDC));
    assert.deepEqual(first, [
      `iam get-open-id-connect-provider ${arn}`,
      'iam create-open-id-connect-provider --url=https://idp.example.com/tenant --client-id-list=sts.amazonaws.com',
    ]);
    assert.deepEqual(second, [
      `iam get-open-id-connect-provider ${arn}`,
      `iam add-client-id-to-open-id-connect-provider ${arn} --client-id=sts.amazonaws.com`,
    ]);
  });

  it('an audience that is an address reaches the CLI as the text it is', () => {
    const [first, second] = besides(script({ ...OIDC, audience: 'https://idp.example.com/' }));
    assert.match(first?.[1] ?? '', / --client-id-list=\["https:\/\/idp\.example\.com\/"\]$/);
    assert.match(second?.[1] ?? '', / --cli-input-json \{"ClientID":"https:\/\/idp\.example\.com\/"\}$/);
  });

  it('an OIDC provider with a CLI that requires thumbprints, which IAM finds itself', () => {
    const strict = script(OIDC).replaceAll(/^( *)aws iam create-open-id/gm, '$1strict iam create-open-id');
    const text = `strict() { case "$*" in *--thumbprint-list=*) aws "$@" ;; *) echo usage >&2; return 252 ;; esac; }\n${strict}`;
    const [first] = besides(text);
    assert.match(first?.[1] ?? '', /^iam create-open-id-connect-provider .* --thumbprint-list=\[\]$/);
  });

  it('no provider where IAM has it built in', () => {
    const google: Answers = {
      kind: 'google',
      scope: 'serviceAccount',
      uniqueId: '104237911932748230915',
      audience: 'sts.amazonaws.com',
      guards: [],
    };
    assert.match(script(google), /accounts\.google\.com/);
    assert.doesNotMatch(script(google), /open-id-connect/);
  });

  it('a SAML provider, once its metadata is there; it says so until then', () => {
    const text = script(SAML);
    const [without] = runScript(text);
    assert.equal(without?.status, 0);
    assert.match(without.stderr, /The SAML provider Corp isn't there yet: save its metadata as saml-metadata\.xml/);
    const get = 'iam get-saml-provider --saml-provider-arn=arn:aws:iam::111122223333:saml-provider/Corp';
    assert.deepEqual(besides(text, { 'saml-metadata.xml': '<x/>' }), [
      [get, 'iam create-saml-provider --name=Corp --saml-metadata-document=file://saml-metadata.xml'],
      [get],
    ]);
  });

  it('a provider before the role, whose trust policy names it', () => {
    const [first] = runScript(script(OIDC));
    assert.ok(first);
    const commands = commandsOf(first);
    assert.ok(commands.indexOf('iam create-open-id-connect-provider') < commands.indexOf('iam create-role'));
  });

  it('a Pod Identity association, which is given the role again when it is there', () => {
    const [first, second] = besides(script(PODS));
    const pods = '--cluster-name=prod --namespace=shop --service-account=web';
    const find = `eks list-pod-identity-associations ${pods} --query=associations[].associationId --output=text`;
    assert.deepEqual(first, [find, `eks create-pod-identity-association ${pods} --role-arn=${ARN}`]);
    assert.deepEqual(second, [
      find,
      `eks update-pod-identity-association --cluster-name=prod --association-id=a-1 --role-arn=${ARN}`,
    ]);
  });

  it('an association in the Region of a cluster that was given by its ARN', () => {
    const cluster = 'arn:aws:eks:eu-west-1:111122223333:cluster/prod';
    for (const run of besides(script({ ...PODS, cluster })))
      for (const call of run) assert.match(call, /^eks [a-z-]+ --region=eu-west-1 --cluster-name=prod /);
  });

  it('no association while it is open for which pods; it stands there to be completed', () => {
    for (const [id, place] of [
      ['cluster', '<CLUSTER>'],
      ['namespace', '<NAMESPACE>'],
      ['serviceAccount', '<SERVICE_ACCOUNT>'],
    ] as const) {
      const text = script({ ...PODS, [id]: '' });
      assert.deepEqual(besides(text), [[], []]);
      assert.match(text, new RegExp(`^#   aws eks create-pod-identity-association[^]*'${place}'`, 'm'));
    }
  });

  it('a Roles Anywhere profile in the Region of the trust anchor, by a name that it can have', () => {
    const trustAnchor =
      'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/2c3f7a0e-1111-4222-8333-444455556666';
    const [first, second] = besides(script({ kind: 'rolesAnywhere', trustAnchor, commonName: 'build', guards: [] }));
    const find = `rolesanywhere list-profiles --region=eu-west-1 --query=profiles[?enabled && contains(roleArns, '${ARN}')].profileId --output=text`;
    assert.deepEqual(first, [
      find,
      `rolesanywhere create-profile --region=eu-west-1 --name=my-role --role-arns=${ARN} --duration-seconds=3600 --enabled`,
    ]);
    assert.deepEqual(second, [find]);
  });

  it('the annotation of a service account, to be uncommented for the right cluster', () => {
    const needs = [{ kind: 'serviceAccountAnnotation', namespace: 'shop', serviceAccount: 'web' }] as const;
    const text = after({ ...PLAIN_ROLE, partition: 'aws-cn', needs }).join('\n');
    assert.deepEqual(
      text.split('\n').filter((line) => line !== '' && !line.startsWith('#')),
      [],
    );
    const kubectl = `kubectl() { echo "$*" >&2; }\n${uncommented(text, 'kubectl annotate')}`;
    assert.equal(
      runScript(kubectl)[0]?.stderr,
      `annotate serviceaccount web --namespace shop --overwrite eks.amazonaws.com/role-arn=${CHINA}\n`,
    );
  });
});

const CHINA = 'arn:aws-cn:iam::111122223333:role/my.role';
/** As our stand-in for the CLI tells it. */
const ARN = 'arn:aws:iam::111122223333:role/my.role';

describe('how the role is tried', () => {
  const tried = (answers: Answers, command: string): readonly string[] => {
    const [run] = runScript(uncommented(script(answers), `aws sts ${command}`));
    return run?.calls[0] ?? [];
  };
  const never = (run: ScriptRun | undefined): boolean =>
    !commandsOf(run ?? NONE).some((c) => c.startsWith('sts assume'));

  it('is never run by who sets it up', () => {
    for (const answers of [OIDC, SAML, { kind: 'sameAccount', account: '111122223333', guards: [] }])
      assert.ok(never(runScript(script(answers))[0]));
  });

  it('as its kind of caller would, in the account and partition of the role', () => {
    assert.deepEqual(tried({ ...SAML, partition: 'aws-cn' }, 'assume-role-with-saml').slice(2), [
      '--role-arn=arn:aws-cn:iam::111122223333:role/my.role',
      '--principal-arn=arn:aws-cn:iam::111122223333:saml-provider/Corp',
      '--saml-assertion=file://assertion.b64',
    ]);
    assert.deepEqual(tried(OIDC, 'assume-role-with-web-identity').slice(2), [
      `--role-arn=${ARN}`,
      '--role-session-name=try-out',
      '--web-identity-token=file://token.jwt',
    ]);
    const own: Answers = { kind: 'sameAccount', account: '111122223333', guards: [] };
    const assume = [`--role-arn=${ARN}`, '--role-session-name=try-out'];
    assert.deepEqual(tried(own, 'assume-role ').slice(2), [...assume, '--duration-seconds=3600']);
    for (const guards of [
      { guards: ['mfa'] },
      { guards: ['mfaAge'], mfaAgeValue: '3600' },
      { guards: ['deny'], denied: ['mfa'] },
    ])
      assert.deepEqual(
        tried({ ...own, ...guards }, 'assume-role ').slice(2),
        [...assume, '--serial-number=<MFA_DEVICE_ARN>', '--token-code=<CODE>', '--duration-seconds=3600'],
        guards.guards.join(),
      );
  });

  it('is watched in CloudTrail by the event that its kind of caller leaves', () => {
    const trustAnchor =
      'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/2c3f7a0e-1111-4222-8333-444455556666';
    const events: readonly (readonly [Answers, string])[] = [
      [{ kind: 'service', services: ['lambda.amazonaws.com'], guards: [] }, 'AssumeRole'],
      [{ kind: 'sameAccount', account: '111122223333', guards: [] }, 'AssumeRole'],
      [SAML, 'AssumeRoleWithSAML'],
      [OIDC, 'AssumeRoleWithWebIdentity'],
      [PODS, 'AssumeRoleForPodIdentity'],
      [{ kind: 'rolesAnywhere', trustAnchor, commonName: 'build', guards: [] }, 'CreateSession'],
    ];
    for (const [answers, event] of events) {
      const [run] = runScript(uncommented(script(answers), 'aws cloudtrail lookup-events'));
      assert.deepEqual(run?.calls[0]?.slice(2), [
        `--lookup-attributes=AttributeKey=EventName,AttributeValue=${event}`,
        "--query=Events[?contains(CloudTrailEvent, 'role/my.role')].[EventTime,Username,EventId]",
      ]);
    }
  });

  it('callers of one’s own see what they need on their side, those of a vendor do not', () => {
    const own = script({ kind: 'sameAccount', account: '111122223333', guards: [] });
    assert.match(own, /^# +"Resource": "arn:aws:iam::111122223333:role\/my\.role"$/m);
    assert.match(own, /^# aws iam put-role-policy \\\n#   --role-name='<CALLER_ROLE>'/m);
    const vendor: Answers = {
      kind: 'vendor',
      vendor: '464622532012',
      externalIdValue: '3f9a1c7be04d4d5f8a21',
      guards: [],
    };
    assert.doesNotMatch(script(vendor), /CALLER_ROLE/);
  });
});

describe('what callers of one’s own need on their side', () => {
  const side = (answers: Answers): readonly string[] => {
    const [, text = ''] =
      /^# Callers also need[^]*?^# POLICY\n([^]*?)^# As one of the trusted/m.exec(script(answers)) ?? [];
    return text
      .replaceAll(/ \\\n# +/g, ' ')
      .split('\n')
      .filter(Boolean);
  };
  const put = (kind: string, name: string): string =>
    `# aws iam put-${kind}-policy --${kind}-name=${name} --policy-name=assume-my.role --policy-document=file://caller-permissions.json`;
  const one = (principals: string): readonly string[] => side({ kind: 'principal', principals, guards: [] });

  it('a role or a user that the policy names gets it by its name, in its account', () => {
    const role = ['# In account 444455556666, run:', put('role', 'deploy')];
    const user = ['# In account 777788889999, run:', put('user', 'ann@example.com')];
    assert.deepEqual(one('arn:aws:iam::444455556666:role/ci/deploy'), role);
    assert.deepEqual(one('arn:aws:iam::777788889999:user/ann@example.com'), user);
    assert.deepEqual(one('arn:aws:sts::444455556666:assumed-role/deploy/run-1'), role);
    const sessions = ['run-1', 'run-2'].map((name) => `arn:aws:sts::444455556666:assumed-role/deploy/${name}`);
    assert.deepEqual(one([...sessions, 'arn:aws:iam::777788889999:user/ann@example.com'].join(', ')), [
      ...role,
      ...user,
    ]);
  });

  it('of an account that is trusted as a whole, it is either', () => {
    const either = (run: string): readonly string[] => [
      `# For a role, run in ${run}:`,
      put('role', "'<CALLER_ROLE>'"),
      `# For a user, run in ${run}:`,
      put('user', "'<CALLER_USER>'"),
    ];
    const accounts = ['444455556666', '777788889999'];
    assert.deepEqual(
      side({ kind: 'account', principals: accounts.join(), guards: [] }),
      accounts.flatMap((account) => either(`account ${account}`)),
    );
    assert.deepEqual(
      side({ kind: 'sameAccount', account: '111122223333', guards: [] }),
      either('account 111122223333'),
    );
    const organization: Answers = { kind: 'organization', organizationId: 'o-a1b2c3d4e5', guards: [] };
    assert.deepEqual(side(organization), either('its account'));
  });

  it('people get it by their permission set: nobody can change its role in IAM', () => {
    const set = [
      '# In IAM Identity Center, add caller-permissions.json to the inline policy of permission set Developers.',
    ];
    assert.deepEqual(
      side({ kind: 'identityCenter', permissionSet: 'Developers', account: '444455556666', guards: [] }),
      set,
    );
    const role = 'role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Developers_0123456789abcdef';
    assert.deepEqual(one(`arn:aws:iam::444455556666:${role}`), set);
  });
});

const NONE: ScriptRun = { status: 0, stderr: '', calls: [] };
