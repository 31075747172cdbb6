import assert from 'node:assert/strict';
import { finish, fixAll, PolicyDocument, type Context } from '../../server/src/service.ts';
import { flawedRoles } from '../bench/documents.ts';
import { rolesBeside, testContext } from '../support/context.ts';
import { letsIn, readGrants } from '../support/evaluator.ts';
import { errorsIn, repeatedIn } from '../support/faults.ts';
import { growsLinearly } from '../support/growth.ts';
import { ACCOUNT, GITHUB, OIDC, policy, SAML } from '../support/onePolicy.ts';

const fixed = (text: string, context: Context = testContext()): string =>
  finish(fixAll(new PolicyDocument(text, true), context));

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

describe('fix-all of a large document', () => {
  /** How often such a dump is judged: an analysis asks once for the roles of other files. */
  function analyses(count: number): { readonly times: number; readonly after: string } {
    let times = 0;
    const context: Context = {
      ...testContext(),
      get roles() {
        times++;
        return rolesBeside([]);
      },
    };
    const after = finish(fixAll(new PolicyDocument(flawedRoles(count), undefined), context));
    return { times, after };
  }

  it('judges it as often for many fixes as for few', () => {
    const [few, many] = [analyses(3), analyses(300)];
    assert.ok(!many.after.includes('"allow"'));
    assert.ok(few.times > 0);
    assert.equal(many.times, few.times);
  });

  it('takes four times as long for four times as many roles', () => {
    growsLinearly(
      'fix-all',
      (count) => {
        const text = flawedRoles(count);
        return () => finish(fixAll(new PolicyDocument(text, undefined), testContext()));
      },
      1000,
    );
  }).timeout(300_000);

  it('comes to rest where one object needs more fixes than there are rounds for it', () => {
    const services = Array.from({ length: 40 }, (_, i) => `"s${i}.amazonaws.com"`);
    const after = sound(policy(`{"AWS": [${services.join(', ')}]}`, ''));
    assert.ok(!after.includes('"AWS"'), after);
  });
});
