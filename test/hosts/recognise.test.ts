import assert from 'node:assert/strict';
import { namedTrustPolicy } from '../../server/src/hosts/fileNames.ts';
import { check, complete, finish, fixAll, lensPlaces, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

/** What becomes of a text: a trust policy, the wrong half, a place where one may start, or none of our business. */
type Taken = 'trust' | 'permission' | 'start' | 'broken' | 'none';

function taken(text: string, name: string): Taken {
  const { policies, isPolicy, starts, problems } = new PolicyDocument(text, namedTrustPolicy(name, {})).extraction;
  const [first] = policies;
  if (first && (isPolicy || first.place === 'embedded')) return first.kind === 'unknown' ? 'none' : first.kind;
  if (first) return 'start';
  if (starts) return problems.length && /[{"]\s*\S.*[:,]/s.test(text) ? 'broken' : 'start';
  assert.deepEqual(problems, [], text);
  return 'none';
}

/** Nothing is found, shown, completed or fixed there. */
function assertLeftAlone(text: string, name: string): void {
  const named = namedTrustPolicy(name, {});
  const policyDocument = new PolicyDocument(text, named);
  assert.deepEqual(finish(check(policyDocument, testContext())).findings, [], text);
  assert.deepEqual(finish(lensPlaces(policyDocument)), [], text);
  assert.equal(finish(fixAll(new PolicyDocument(text, named), testContext())), text);
  for (let at = 0; at <= text.length; at += 7)
    assert.deepEqual(complete(policyDocument, at, testContext(), true).completions, [], `${at} of ${text}`);
}

const policy = (statement: object, more: object = { Version: '2012-10-17' }): string =>
  JSON.stringify({ ...more, Statement: [statement] });
const SERVICE = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
const CALLERS = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::111122223333:role/app' };
const S3 = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' };
const BUCKET = { ...S3, Principal: { AWS: 'arn:aws:iam::111122223333:root' } };

const TRUST_NAMES = ['trust.json', 'x-trust.json', 'x_trust.json', 'x-trust-policy.json', 'x-trust-relationship.json'];
const NAMES = [...TRUST_NAMES, 'assume-role-policy.json', 'allow-assume-x-role-policy.json', 'AWSTrustedPolicy.json'];

describe('which files are trust policies', () => {
  it('by content alone, whatever the name: a principal beside an sts action, and no Resource', () => {
    for (const text of [
      policy(SERVICE),
      policy({ ...SERVICE, Action: ['sts:TagSession'] }),
      policy({ Effect: 'Allow', Principle: SERVICE.Principal, Action: 'sts:AssumeRole' }),
      policy({ ...SERVICE, Principal: { Service: 'lambda.amazonaws.com' } }, { Version: '2012-10-18' }),
      policy(SERVICE, {}),
      policy({ ...SERVICE, Principal: { AWS: '<ACCOUNT>' } }, { Version: '${version}' }),
    ])
      for (const name of ['policy.json', ...NAMES]) assert.equal(taken(text, name), 'trust', `${name}: ${text}`);
  });

  it('with a Resource and a neutral name it is another kind', () => {
    for (const statement of [CALLERS, S3, BUCKET, { ...SERVICE, Resource: '*' }, { ...SERVICE, NotResource: 'x' }])
      assert.equal(taken(policy(statement), 'policy.json'), 'none');
    const mixed = JSON.stringify({
      Statement: [
        { ...SERVICE, Resource: '*' },
        { ...BUCKET, Resource: undefined },
      ],
    });
    assert.equal(taken(mixed, 'policy.json'), 'none', 'no statement of it is one of a trust policy');
  });

  it('silent for neutral kinds: no finding, nothing completed, no lens', () => {
    const account = { AWS: 'arn:aws:iam::111122223333:root' };
    const statements = (...all: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: all });
    const kinds: Readonly<Record<string, string>> = {
      'permissions.json': statements(S3, { ...S3, Action: ['ec2:*', 'sts:GetCallerIdentity'], Resource: '*' }),
      'pass-role.json': statements({ ...CALLERS, Action: ['sts:AssumeRole', 'iam:PassRole'] }),
      'bucket-policy.json': statements({ ...BUCKET, Principal: '*' }),
      'key-policy.json': statements({
        Sid: 'Root',
        Effect: 'Allow',
        Principal: account,
        Action: 'kms:*',
        Resource: '*',
      }),
      'queue.json': statements({ Effect: 'Allow', Principal: account, Action: 'sqs:SendMessage' }),
      'scp.json': statements({ Effect: 'Deny', Action: ['sts:AssumeRole'], NotResource: 'arn:aws:iam::*:role/a' }),
      'rcp.json': statements({ Effect: 'Deny', Principal: '*', Action: ['sts:AssumeRole', 's3:*'], Resource: '*' }),
      'endpoint.json': statements({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
      'bucket-stack.json': JSON.stringify({ Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { Name: 'a' } } } }),
      'ecr.json': statements({ Effect: 'Allow', Principal: account, Action: ['ecr:BatchGetImage'] }),
      'package.json': '{"name": "trust", "version": "1.0.0", "scripts": {"sts": "sts:AssumeRole"}, "principal": "x"}',
      'deployment.json':
        '{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"annotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/a"}}}',
      'istio.json':
        '{"kind": "AuthorizationPolicy", "spec": {"action": "ALLOW", "rules": [{"from": [{"source": {"principals": ["*"]}}]}]}}',
    };
    for (const [name, text] of Object.entries(kinds)) {
      assertLeftAlone(text, name);
    }
  });

  it('none in a template’s resource that takes another kind of policy', () => {
    const resource = (type: string, properties: object): string =>
      JSON.stringify({ Resources: { R: { Type: type, Properties: properties } } });
    const open = { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }] };
    const role = { ...SERVICE, Principal: { Service: [{ Ref: 'Service' }] } };
    assert.equal(taken(resource('AWS::EC2::VPCEndpoint', { PolicyDocument: open }), 'stack.json'), 'none');
    assert.equal(taken(resource('AWS::Organizations::Policy', { Content: open }), 'stack.json'), 'none');
    assert.equal(
      taken(resource('ALIYUN::RAM::Role', { AssumeRolePolicyDocument: { Statement: [role] } }), 'trust.json'),
      'none',
    );
    assert.equal(
      taken(resource('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [role] } }), 'stack.json'),
      'trust',
    );
    assert.equal(taken(resource('Custom::Role', { Trust: open }), 'stack.json'), 'trust');
  });

  it('says one thing at most of what may be a VPC endpoint’s policy', () => {
    const open = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' };
    const rules = (text: string, name: string): readonly string[] =>
      finish(check(new PolicyDocument(text, namedTrustPolicy(name, {})), testContext())).findings.map((f) => f.ruleId);
    for (const more of [{}, { Version: '2012-10-17' }])
      assert.deepEqual(rules(policy(open, more), 'endpoint.json'), ['principal-everyone']);
    assert.deepEqual(rules(policy(open, {}), 'trust-policy.json'), ['version-missing', 'principal-everyone']);
    assert.deepEqual(rules(policy(SERVICE, {}), 'endpoint.json'), ['version-missing']);
  });

  it('by name, what is written as a policy, with slips or without', () => {
    for (const text of [
      '{"Version": "2012-10-17"}',
      '{"version": "2008-10-17"}',
      '{"Statement": []}',
      '{"Statements": [{}]}',
      '{"statement": {"effect": "Allow"}}',
      '{"Statment": [{"Principal": "*"}]}',
      '{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}}',
      '{"Effect": "Allow", "Action": "sts:AssumeRole"}',
      policy(BUCKET),
      policy({ ...SERVICE, Principal: { Service: 'ec2.amazonaws.com' } }, { Version: '1' }),
      policy(
        { Effect: 'Allow', Principal: { Federated: 'x' }, Action: 'a', Condition: { Bool: { 'aws:x': 'a' } } },
        { Version: '1.0' },
      ),
    ]) {
      assert.equal(taken(text, 'policy.json') === 'trust', text.includes('ec2') && text.includes('"1"'), text);
      for (const name of NAMES) assert.equal(taken(text, name), 'trust', `${name}: ${text}`);
    }
  });

  it('by name, where a writer starts', () => {
    for (const text of [
      '',
      ' \n\t',
      '\ufeff',
      '// who may assume the role\n',
      '/* x */ {\n}',
      '{',
      '{}',
      '{ "',
      '{"Ver',
      '{"Version"}',
      '{"Version":',
      '{"Version": ""}',
      '{"Version": "2012-1"}',
      '{"Id": "app", "St"}',
      '{"trusted',
      'trust-aws',
    ]) {
      assert.equal(taken(text, 'policy.json'), 'none', text);
      for (const name of NAMES) assert.equal(taken(text, name), 'start', `${name}: ${text}`);
    }
  });

  it('by name, a policy that cannot be read', () => {
    const broken =
      '"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]}';
    for (const text of [broken, broken.replaceAll('"', ''), broken.replaceAll('"', "'").slice(1)])
      assert.equal(taken(text, 'trust-policy.json'), 'broken', text);
    assert.equal(taken(broken, 'policy.json'), 'none');
  });

  it('never, whatever the name: what says that it is something else', () => {
    const alibaba = {
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Principal: { RAM: ['acs:ram::1111222233334444:root'] },
    };
    for (const text of [
      '{"version": "1.0", "trustPolicies": [{"name": "a", "registryScopes": ["*"], "trustStores": ["ca:acme"]}]}',
      '{"version": "1.0", "trustPolicies": []}',
      '{"version": "1.0"}',
      '{"version": 1}',
      '{"trustPolicies": []}',
      '{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"Statement": {"type": "array"}}}',
      '{"$schema": "https://json-schema.org/draft/2020-12/schema", "Version": "2012-10-17", "Statement": []}',
      `{"type": "object", "properties": {}, "Statement": [], "examples": [${policy(SERVICE)}]}`,
      policy(alibaba, { Version: '1' }),
      policy(alibaba, {}),
      policy({ ...alibaba, Principal: { Service: ['ecs.aliyuncs.com'] } }, { Version: '1' }),
      policy(
        {
          ...alibaba,
          Principal: { Federated: ['acs:ram::1:oidc-provider/a'] },
          Condition: { StringEquals: { 'oidc:iss': 'https://oidc.eks.eu-west-1.amazonaws.com/id/A' } },
        },
        { Version: '1' },
      ),
      policy({ Effect: 'Allow', Action: 'ecs:*', Resource: '*' }, { Version: '1' }),
      '{"version": "2.0", "statement": [{"action": "name/sts:AssumeRole", "effect": "allow", "principal": {"qcs": ["qcs::cam::uin/100000000001:root"]}}]}',
      '{"version": "2.0", "statement": [{"action": "sts:AssumeRole", "effect": "allow", "principal": {"service": ["scf.qcloud.com"]}}]}',
      policy({ ...alibaba, Principal: { IAM: ['trn:iam::2100000000:root'] } }, {}),
      policy({ ...alibaba, Principal: { KSC: 'krn:ksc:iam::1:root' } }, { Version: '2015-11-01' }),
      policy({ ...alibaba, Principal: { Service: ['cloud.example.com'] } }, { Version: '5.0' }),
    ]) {
      for (const name of ['policy.json', ...NAMES]) assert.equal(taken(text, name), 'none', `${name}: ${text}`);
      assertLeftAlone(text, 'trust-policy.json');
    }
  });

  it('by name, nothing that is not written as a policy', () => {
    for (const text of [
      '{"trusted": []}',
      '{"trusted_keys": ["4f2a"], "threshold": 1}',
      '{"trustStore": {"path": "x"}',
      '{"statement": "We value your trust"}',
      '{"statements": [{"id": 1, "text": "x"}]}',
      '{"effect": "permit", "principal": {"op": "All"}, "action": {"op": "All"}}',
      '{"Effect": "blur"}',
      '{"Id": "a", "Keys": []}',
      '{"Version": "5"}',
      '[]',
      '[1',
      '"trust"',
      '12',
      'null',
      '<html></html>',
      'name: trust\n',
      '{trusted: [1]}',
    ])
      for (const name of NAMES) assert.equal(taken(text, name), 'none', `${name}: ${text}`);
  });

  it('what hangs on a member for a trust policy, unless it is another cloud’s or no policy', () => {
    const template = (document: unknown, name = 'AssumeRolePolicyDocument'): string =>
      JSON.stringify({ Resources: { R: { Properties: { [name]: document } } } });
    const given = (text: string): unknown => JSON.parse(text) as unknown;
    for (const name of ['stack.json', 'trust-policy.json']) {
      assert.equal(taken(template(given(policy(CALLERS))), name), 'permission');
      assert.equal(taken(template(policy(CALLERS)), name), 'permission', 'in a string');
      assert.equal(taken(template({ Version: '2012' }), name), 'trust');
      assert.equal(taken(template({ Principal: '*' }, 'assume_role_policy'), name), 'trust');
      const open = { ...SERVICE, Principal: { Service: { Ref: 'Service' } }, Action: 'x' };
      assert.equal(taken(template(given(policy(open, { Version: '2012-10-18' }))), name), 'trust');
      const other = { ...SERVICE, Principal: { Service: ['ecs.aliyuncs.com'] } };
      assert.equal(taken(template(given(policy(other, { Version: '1' }))), name), 'none');
      assert.equal(taken(template({ version: '1.0', name: 'a' }, 'trustPolicy'), name), 'none');
    }
  });

  it('a permissions policy under such a name, where the name promises a trust policy', () => {
    const company = policy({
      ...CALLERS,
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Resource: ['arn:aws:iam::*:role/a*', '${role}'],
    });
    const denies = JSON.stringify({ Statement: [CALLERS, { ...S3, Effect: 'Deny' }] });
    for (const callers of [policy(CALLERS), company, denies]) {
      for (const name of TRUST_NAMES) assert.equal(taken(callers, name), 'permission', name);
      for (const name of ['assume-role-policy.json', 'allow-assume-app-role-policy.json'])
        assert.equal(taken(callers, name), 'none', `${name}: ${callers}`);
    }
    for (const other of [
      policy(S3),
      JSON.stringify({ Statement: [CALLERS, S3] }),
      policy({ ...CALLERS, Resource: S3.Resource }),
    ]) {
      for (const name of [...TRUST_NAMES, 'assume-role-policy.json'])
        assert.equal(taken(other, name), 'permission', name);
      for (const name of [
        'AWSTrustedAdvisorRolePolicy.json',
        'AWSOrganizationsServiceTrustPolicy.json',
        'zero-trust-policy.json',
      ])
        assert.equal(taken(other, name), 'none', name);
    }
  });

  it('what the user says, both ways, except of a config file', () => {
    const says = (text: string, path: string, entry: boolean): readonly unknown[] =>
      new PolicyDocument(text, namedTrustPolicy(path, { '**/*.json': entry })).extraction.policies;
    assert.equal(says(policy(SERVICE), 'trust-policy.json', false).length, 0);
    assert.equal(says('{"trusted": []}', 'trusted.json', true).length, 1);
    assert.equal(says(policy(SERVICE), 'trust-policy.config.json', true).length, 0);
  });

  it('stays one while it is edited, and no longer once it says that it is something else', () => {
    for (const name of ['policy.json', 'trust-policy.json']) {
      const kinds = (text: string): readonly string[] =>
        new PolicyDocument(text, namedTrustPolicy(name, {}), true).extraction.policies.map((p) => p.kind);
      assert.deepEqual(kinds('{"Statement": [{"Action": ""}]}'), ['trust']);
      assert.deepEqual(kinds('{"a": 1}'), ['trust']);
      assert.deepEqual(kinds(policy(S3)), name === 'policy.json' ? [] : ['permission']);
      assert.deepEqual(kinds('{"version": "1.0", "trustPolicies": []}'), []);
    }
  });

  it('a start is completed and judged alike under every such name, and makes no policy of what follows', () => {
    for (const text of [
      '',
      '{"',
      '{"Version": ""}',
      '{"Version": "2012-10-17", "',
      '{"Statement": [{"',
      '{"Statement": [{"Principal": {"',
    ]) {
      const [first, ...others] = TRUST_NAMES.map((name) => {
        const policyDocument = new PolicyDocument(text, namedTrustPolicy(name, {}));
        const offset = text.endsWith('}') ? text.length - 2 : text.length;
        const offered = complete(policyDocument, offset, testContext(), true).completions.map((c) => c.item.label);
        return { offered, findings: finish(check(policyDocument, testContext())).findings.map((f) => f.message) };
      });
      assert.ok(first?.offered.length, text);
      for (const other of others) assert.deepEqual(other, first, text);
    }
    assert.equal(new PolicyDocument('{"', 'trust').extraction.isPolicy, false);
  });

  it('in a time that grows with the text and no faster', () => {
    const big = (n: number): string =>
      `{${Array.from({ length: n }, (_, i) => `"Statemen${i}": {"a": ["sts:x"]}`).join()}, "Version": "1", "Statement": [${Array.from({ length: n }, () => '{"Principal": {"Service": "x"}, "Action": "sts:x"}').join()}]}`;
    const best = (text: string): number =>
      Math.min(
        ...[1, 2, 3].map(() => {
          const from = performance.now();
          assert.equal(new PolicyDocument(text, 'trust').extraction.policies.length, 0);
          return performance.now() - from;
        }),
      );
    const [small, large] = [big(2000), big(8000)];
    best(small);
    assert.ok(best(large) < 12 * best(small));
  });
});
