import assert from 'node:assert/strict';
import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

const POLICY =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}';

interface Found {
  readonly rule: string;
  readonly text: string;
}

function run(text: string, named?: boolean): Found[] {
  const { findings } = finish(check(new PolicyDocument(text, named), testContext()));
  return findings.map((f) => ({ rule: f.ruleId, text: text.slice(f.span.start, f.span.end) }));
}

const EFFECT = { rule: 'effect-invalid', text: '"allow"' };

describe('the JSON host finds', () => {
  it('the document itself, by its content', () => {
    assert.deepEqual(run(POLICY), [EFFECT]);
  });

  it('nothing in ordinary files', () => {
    assert.deepEqual(run('{"name": "shop", // comment\n "Statement": []}'), []);
    assert.deepEqual(
      run('{"Statement": [{"Effect": "allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}]}'),
      [],
    );
    assert.deepEqual(
      run('{"Statement": [{"Effect": "allow", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*"}]}'),
      [],
    );
  });

  it('nothing in a file that is not to be treated as one', () => {
    assert.deepEqual(run(POLICY, false), []);
  });

  it('a member of a role, with the role’s own account', () => {
    const document = POLICY.replace('"allow"', '"Allow"').replace(
      '{"Service": "ec2.amazonaws.com"}',
      '{"AWS": "111122223333"}',
    );
    assert.deepEqual(
      run(`{"Role": {"AssumeRolePolicyDocument": ${document}}}`).map((f) => f.rule),
      ['external-id-missing'],
    );
    assert.deepEqual(
      run(`{"Role": {"Arn": "arn:aws:iam::111122223333:role/a", "AssumeRolePolicyDocument": ${document}}}`).map(
        (f) => f.rule,
      ),
      ['principal-account-root'],
    );
  });

  for (const name of [
    'AssumeRolePolicyDocument',
    'assumeRolePolicy',
    'assume_role_policy',
    'TrustPolicy',
    'trust-policy',
  ]) {
    it(`a member called ${name}, at any depth`, () => {
      assert.deepEqual(run(`{"a": [{"b": {"${name}": ${POLICY}}}]}`), [EFFECT]);
    });
  }

  it('several, in their order', () => {
    const list = `{"RoleDetailList": [{"AssumeRolePolicyDocument": ${POLICY}}, {"AssumeRolePolicyDocument": ${POLICY}}]}`;
    assert.deepEqual(run(list), [EFFECT, EFFECT]);
  });

  it('a policy in a string, and points into the string', () => {
    const text = JSON.stringify({ assume_role_policy: POLICY });
    assert.deepEqual(run(text), [{ rule: 'effect-invalid', text: '\\"allow\\"' }]);
  });

  it('a policy in a string in a string', () => {
    const text = JSON.stringify({ state: JSON.stringify({ assume_role_policy: POLICY }) });
    assert.deepEqual(run(text), [{ rule: 'effect-invalid', text: '\\\\\\"allow\\\\\\"' }]);
  });

  it('a URL-encoded policy, in a member and alone', () => {
    const encoded = encodeURIComponent(POLICY);
    assert.deepEqual(run(JSON.stringify({ AssumeRolePolicyDocument: encoded })), [
      { rule: 'effect-invalid', text: '%22allow%22' },
    ]);
    assert.deepEqual(run(encoded), [{ rule: 'effect-invalid', text: '%22allow%22' }]);
  });

  it('a policy inside a loop of a template, alone and beside resources', () => {
    const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: JSON.parse(POLICY) as unknown } };
    const loop = { 'Fn::ForEach::Roles': ['Name', ['A', 'B'], { 'Role${Name}': role }] };
    for (const resources of [loop, { ...loop, Bucket: { Type: 'AWS::S3::Bucket' } }])
      assert.deepEqual(run(JSON.stringify({ Resources: resources })), [{ rule: 'effect-invalid', text: '"allow"' }]);
  });

  it('CloudFormation’s intrinsics, and is silent about them', () => {
    const template = {
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Principal: { AWS: [{ 'Fn::Sub': 'arn:aws:iam::${Trusted}:root' }, { Ref: 'S' }] },
                  Action: 'sts:AssumeRole',
                  Condition: { 'Fn::If': ['a', {}, {}] },
                },
              ],
            },
          },
        },
      },
    };
    assert.deepEqual(run(JSON.stringify(template)), []);
  });
});

describe('the JSON host bears', () => {
  const texts: Readonly<Record<string, string>> = {
    nothing: '',
    'white space': ' \n\t ',
    'a lone brace': '{',
    'a half-typed member': '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service":}',
    'a key without a value': '{"Statement": [{"Principal"}]}',
    '10,000 brackets': '['.repeat(10_000),
    '10,000 braces': '{"a":'.repeat(10_000),
    'closed brackets without end': ']}'.repeat(5000),
    'a surrogate alone': '{"Statement": [{"Sid": "\ud83d", "Effect": "Allow"}]}',
    'a string that never ends': '{"Statement": "' + 'a'.repeat(100_000),
    'template tokens everywhere': '{${A}: ${B}, {{c}}: {{ d }}, <%= e %>: [${F}, {{ g }}]}',
    NUL: '{"Statement": "\u0000"}',
  };
  for (const [name, text] of Object.entries(texts)) {
    it(name, () => {
      for (const named of [true, undefined]) {
        for (const { rule, text: part } of run(text, named)) assert.ok(rule && part.length <= text.length);
      }
    });
  }

  it('a number that goes on as a token: one value that nobody knows', () => {
    for (const value of ['12${X}', '-1.5{{ x }}', '${X}']) {
      const text = `{"Version": ${value}, "Id": "after"}`;
      const [policy] = new PolicyDocument(text, true).extraction.policies;
      const [version, id] = policy?.root.kind === 'object' ? policy.root.members : [];
      assert.deepEqual(
        [version?.value?.kind, version?.value && text.slice(version.value.span.start, version.value.span.end)],
        ['opaque', value],
      );
      assert.equal(id?.value?.kind, 'string');
    }
  });

  it('an emoji, tabs and CRLF before a finding', () => {
    const text =
      '\ufeff{\r\n\t"Version": "2012-10-17",\r\n\t"Id": "🚀🚀",\r\n\t"Statement": [{"Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]\r\n}';
    assert.deepEqual(
      run(text, true).filter((f) => f.rule === 'effect-invalid'),
      [EFFECT],
    );
  });

  it('5 MB, and judges what stands in it', () => {
    const entry = `{"RoleName": "a", "Path": "/", "AssumeRolePolicyDocument": ${POLICY.replace('"allow"', '"Allow"')}, "Description": "${'x'.repeat(800)}"}`;
    const text = `{"RoleDetailList": [${Array.from({ length: 5000 }, () => entry).join(', ')}, {"AssumeRolePolicyDocument": ${POLICY}}]}`;
    assert.ok(text.length > 5_000_000);
    assert.deepEqual(run(text), [EFFECT]);
  });
});
