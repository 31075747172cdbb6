import assert from 'node:assert/strict';
import type { Fix } from '../../server/src/findings.ts';
import { check, finish, fixAll, Snapshot, type Context } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { letsIn, readGrants } from '../support/evaluator.ts';
import { errorsIn, repeatedIn } from '../support/faults.ts';

const GITHUB = 'token.actions.githubusercontent.com';
const OIDC = `{"Federated": "arn:aws:iam::111122223333:oidc-provider/${GITHUB}"}`;
const SAML = '{"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}';
const ACCOUNT = '{"AWS": "arn:aws:iam::111122223333:root"}';

function policy(principal: string, condition: string, action = actionOf(principal)): string {
  const block = condition === '' ? '' : `, "Condition": ${condition}`;
  return `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": ${principal}, "Action": ${action}${block}}]}`;
}

function actionOf(principal: string): string {
  if (principal === SAML) return '["sts:AssumeRoleWithSAML", "sts:TagSession"]';
  return principal === OIDC
    ? '["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]'
    : '["sts:AssumeRole", "sts:TagSession"]';
}

const fixed = (text: string, context: Context = testContext()): string => fixAll(text, true, context);

/** Fix-all leaves no key twice and no more errors, and comes to rest. */
function sound(text: string): string {
  const after = fixed(text);
  assert.equal(repeatedIn(after), 0, after);
  assert.ok(errorsIn(after) <= errorsIn(text), after);
  assert.equal(fixed(after), after);
  return after;
}

/** And whoever comes without a key, or with another value of it, is kept out. */
function kept(text: string, guards: Readonly<Record<string, string>>): void {
  const after = sound(text);
  const grants = readGrants(after);
  assert.ok(grants, after);
  const [principal] = grants[0]?.principals ?? [];
  assert.ok(principal);
  const caller = { type: principal.type, value: principal.value.replace(':root', ':role/any') };
  const action = grants[0]?.actions[0] ?? '';
  const enters = (context: Readonly<Record<string, string>>): boolean => {
    const sent = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value]]));
    return letsIn(grants, { caller, action, context: sent });
  };
  assert.ok(enters(guards), `nobody is left: ${after}`);
  for (const key of Object.keys(guards)) {
    assert.ok(!enters({ ...guards, [key]: 'other' }), `any ${key}: ${after}`);
    const rest = Object.entries(guards).filter(([other]) => other !== key);
    assert.ok(!enters(Object.fromEntries(rest)), `no ${key}: ${after}`);
  }
}

describe('fix-all keeps every guard where two fixes would write one key', () => {
  const sub = { [`${GITHUB}:sub`]: 'repo:acme/app:ref:refs/heads/main' };
  const aud = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };
  const json = JSON.stringify;

  it('ForAllValues on the subject, ForAnyValue on the audience', () => {
    kept(policy(OIDC, `{"ForAllValues:StringEquals": ${json(sub)}, "ForAnyValue:StringEquals": ${json(aud)}}`), {
      ...sub,
      ...aud,
    });
  });

  it('ForAllValues on the external ID, IfExists on the organization', () => {
    const guards = { 'sts:ExternalId': '7f9c3b1e-2c1d', 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' };
    const [id, org] = Object.entries(guards).map(([key, value]) => json({ [key]: value }));
    kept(policy(ACCOUNT, `{"ForAllValues:StringEquals": ${id}, "StringEqualsIfExists": ${org}}`), {
      'sts:ExternalId': guards['sts:ExternalId'],
    });
    kept(policy(ACCOUNT, `{"StringEqualsIfExists": ${id}, "ForAllValues:StringEquals": ${org}}`), guards);
  });

  it('a misspelt operator on the subject, ForAnyValue on the audience', () => {
    kept(policy(OIDC, `{"StringEqual": ${json(sub)}, "ForAnyValue:StringEquals": ${json(aud)}}`), { ...sub, ...aud });
  });

  it('NullIfExists and ForAllValues:Null', () => {
    const after = sound(
      policy(
        ACCOUNT,
        '{"NullIfExists": {"aws:TokenIssueTime": "false"}, "ForAllValues:Null": {"sts:ExternalId": "false"}}',
      ),
    );
    assert.equal(after, policy(ACCOUNT, '{"Null": {"aws:TokenIssueTime": "false", "sts:ExternalId": "false"}}'));
  });

  it('ForAllValues:Null, and a Null block that another fix adds', () => {
    const paths = '"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"}';
    const after = sound(policy(ACCOUNT, `{"ForAllValues:Null": {"sts:ExternalId": "false"}, ${paths}}`));
    assert.equal(
      after,
      policy(ACCOUNT, `{"Null": {"sts:ExternalId": "false", "aws:PrincipalOrgPaths": "false"}, ${paths}}`),
    );
  });

  it('two services under two wrong types', () => {
    const after = sound(policy('{"AWS": "ec2.amazonaws.com", "Federated": "lambda.amazonaws.com"}', ''));
    const names = (readGrants(after) ?? []).flatMap((g) => g.principals.map((p) => `${p.type} ${p.value}`));
    assert.deepEqual(names.sort(), ['Service ec2.amazonaws.com', 'Service lambda.amazonaws.com']);
  });

  it('two patterns of one key under two set operators', () => {
    const [one, two] = ['app', 'web'].map((name) => `{"aws:PrincipalArn": "arn:aws:iam::111122223333:role/${name}-*"}`);
    const after = sound(policy(ACCOUNT, `{"ForAnyValue:ArnLike": ${one}, "ForAllValues:ArnLike": ${two}}`));
    assert.match(after, /role\/app-\*/);
    assert.match(after, /role\/web-\*/);
  });

  it('two patterns of one key that agree', () => {
    const one = '{"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}';
    const two = '{"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}';
    kept(policy(ACCOUNT, `{"ForAnyValue:ArnLike": ${one}, "ForAllValues:ArnLike": ${two}}`), {
      'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/app',
    });
  });

  for (const [principal, key, value] of [
    [ACCOUNT, 'aws:RequestTag/team', 'red'],
    [ACCOUNT, 'aws:PrincipalOrgID', 'o-a1b2c3d4e5'],
    [SAML, 'SAML:aud', 'https://signin.aws.amazon.com/saml'],
  ] as const)
    it(`${key} beside another key`, () => {
      const [other, own] = principal === SAML ? ['SAML:sub', 'ada'] : ['sts:ExternalId', '7f9c3b1e-2c1d'];
      for (const forms of [
        ['ForAllValues:StringEquals', 'ForAnyValue:StringEquals'],
        ['ForAnyValue:StringEquals', 'ForAllValues:StringEquals'],
        ['StringEqual', 'ForAllValues:StringEquals'],
      ])
        kept(policy(principal, `{"${forms[0]}": {"${key}": "${value}"}, "${forms[1]}": {"${other}": "${own}"}}`), {
          [key]: value,
          [other]: own,
        });
    });

  it('keeps the line ends of the document', () => {
    const text = JSON.stringify(
      JSON.parse(policy(OIDC, `{"ForAllValues:StringEquals": ${json(sub)}, "ForAnyValue:StringEquals": ${json(aud)}}`)),
      null,
      2,
    );
    assert.equal(fixed(text.replaceAll('\n', '\r\n')), fixed(text).replaceAll('\n', '\r\n'));
  });
});

describe('a fix that may lock everybody out', () => {
  const fixesOf = (text: string): readonly Fix[] =>
    finish(check(new Snapshot(text, true), testContext())).findings.flatMap((f) => f.fixes);
  const paths = '"o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"';
  const service = (name: string, condition: string): string =>
    policy(`{"Service": "${name}"}`, condition, '"sts:AssumeRole"');

  /** What would be an error is not offered. */
  type Offered = 'review' | 'nothing';
  const cases: readonly (readonly [what: string, title: string, offered: Offered, unsound: string, twin: string])[] = [
    [
      'ForAllValues on a misspelt key',
      'Demand ',
      'nothing',
      policy(ACCOUNT, `{"ForAllValues:StringLike": {"aws:PrincipalOrgPath": ${paths}}}`),
      policy(ACCOUNT, `{"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": ${paths}}}`),
    ],
    [
      'ForAllValues on a source that the service does not tell',
      'Change to StringEquals',
      'review',
      service('ec2.amazonaws.com', '{"ForAllValues:StringEquals": {"aws:SourceAccount": "111122223333"}}'),
      service('scheduler.amazonaws.com', '{"ForAllValues:StringEquals": {"aws:SourceAccount": "111122223333"}}'),
    ],
    [
      'IfExists on a source that the service does not tell',
      'Change to StringEquals',
      'review',
      service('ec2.amazonaws.com', '{"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}}'),
      service('scheduler.amazonaws.com', '{"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}}'),
    ],
    [
      'IfExists on a key that services never have',
      'Change to StringEquals',
      'nothing',
      service('scheduler.amazonaws.com', '{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
      policy(ACCOUNT, '{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
    ],
    [
      'ForAllValues:Null on a key that services never have',
      'Change to Null',
      'review',
      service('scheduler.amazonaws.com', '{"ForAllValues:Null": {"sts:ExternalId": "false"}}'),
      policy(ACCOUNT, '{"ForAllValues:Null": {"sts:ExternalId": "false"}}'),
    ],
    [
      'ForAllValues:Null "true" on a key that every call has',
      'Change to Null',
      'review',
      policy(ACCOUNT, '{"ForAllValues:Null": {"aws:PrincipalArn": "true"}}'),
      policy(ACCOUNT, '{"ForAllValues:Null": {"aws:SourceVpc": "true"}}'),
    ],
    [
      'ForAllValues on another provider’s claim',
      'Change to StringEquals',
      'review',
      policy(
        OIDC,
        '{"ForAllValues:StringEquals": {"gitlab.com:sub": "project_path:acme/app:ref_type:branch:ref:main"}}',
      ),
      policy(OIDC, `{"ForAllValues:StringEquals": {"${GITHUB}:sub": "repo:acme/app:ref:refs/heads/main"}}`),
    ],
    [
      'ForAllValues on a key that AWS may have added meanwhile',
      'Demand ',
      'review',
      policy(ACCOUNT, '{"ForAllValues:StringEquals": {"aws:CallerColours": "red"}}'),
      policy(ACCOUNT, `{"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": ${paths}}}`),
    ],
    [
      'ForAllValues on an account, beside an ARN of another one',
      'Change to StringEquals',
      'nothing',
      service(
        'scheduler.amazonaws.com',
        '{"ForAllValues:StringEquals": {"aws:SourceAccount": "444455556666"}, "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:*:111122223333:schedule-group/a"}}',
      ),
      service(
        'scheduler.amazonaws.com',
        '{"ForAllValues:StringEquals": {"aws:SourceAccount": "111122223333"}, "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:*:111122223333:schedule-group/a"}}',
      ),
    ],
    [
      'ForAllValues on a pattern that another test of the key never lets pass',
      'Change to ArnLike',
      'review',
      policy(
        ACCOUNT,
        '{"ForAllValues:ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}, "StringLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/web-*"}}',
      ),
      policy(
        ACCOUNT,
        '{"ForAllValues:ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}, "StringLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app*"}}',
      ),
    ],
    [
      'ForAllValues on the caller’s ARN, beside a source that only a service has',
      'Change to ArnLike',
      'review',
      policy(
        '{"AWS": "arn:aws:iam::111122223333:root", "Service": "scheduler.amazonaws.com"}',
        '{"ForAllValues:ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}, "ForAnyValue:ArnNotLike": {"aws:SourceArn": "arn:aws:scheduler:*:111122223333:schedule-group/a"}}',
      ),
      policy(ACCOUNT, '{"ForAllValues:ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}}'),
    ],
    [
      'ForAllValues on a tag that the call may not bring',
      'Change to StringEquals',
      'nothing',
      policy(ACCOUNT, '{"ForAllValues:StringEquals": {"aws:RequestTag/team": "red"}}', '"sts:AssumeRole"'),
      policy(ACCOUNT, '{"ForAllValues:StringEquals": {"aws:RequestTag/team": "red"}}'),
    ],
  ];
  const safetiesOf = (text: string, title: string): readonly string[] =>
    fixesOf(text)
      .filter((f) => f.title.startsWith(title))
      .map((f) => f.safety);
  for (const [what, title, offered, unsound, twin] of cases)
    it(`is offered for ${offered}, and never safe: ${what}`, () => {
      assert.deepEqual(safetiesOf(unsound, title), offered === 'review' ? ['review'] : []);
      assert.equal(fixed(unsound), unsound);
      assert.deepEqual(safetiesOf(twin, title), ['safe'], 'its sound twin');
      assert.notEqual(fixed(twin), twin);
    });
});

describe('fix-all of a large document', () => {
  /** A dump of roles with one flaw each, and how often it was judged: an analysis asks once for the roles of other files. */
  function analyses(count: number): { readonly times: number; readonly after: string } {
    const roles = Array.from({ length: count }, (_, i) => ({
      RoleName: `r${i}`,
      Arn: `arn:aws:iam::111122223333:role/r${i}`,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'allow', Principal: { AWS: `arn:aws:iam::111122223333:role/x${i}` }, Action: 'sts:AssumeRole' },
        ],
      },
    }));
    let times = 0;
    const context: Context = {
      ...testContext(),
      get roles() {
        times++;
        return [];
      },
    };
    const after = fixAll(JSON.stringify({ Roles: roles }), undefined, context);
    return { times, after };
  }

  it('judges it as often for many fixes as for few', () => {
    const [few, many] = [analyses(3), analyses(300)];
    assert.ok(!many.after.includes('"allow"'));
    assert.ok(few.times > 0);
    assert.equal(many.times, few.times);
  });

  it('comes to rest where one object needs more fixes than there are rounds for it', () => {
    const services = Array.from({ length: 40 }, (_, i) => `"s${i}.amazonaws.com"`);
    const after = sound(policy(`{"AWS": [${services.join(', ')}]}`, ''));
    assert.ok(!after.includes('"AWS"'), after);
  });
});
