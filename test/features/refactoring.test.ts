import assert from 'node:assert/strict';
import { refactorings, PolicyDocument } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { testContext } from '../support/context.ts';
import { marked, wholePolicy } from '../support/marked.ts';

const context = { ...testContext({ trustedOrganizations: ['o-a1b2c3d4e5'] }), random: () => 'new-id-1234' };

function offered(source: string): { title: string; after: string }[] {
  const { text, cursor } = marked(wholePolicy(source));
  return refactorings(new PolicyDocument(text, true), cursor ?? 0, context).map(({ title, edits }) => ({
    title,
    after: applyEdits(text, edits),
  }));
}

const titles = (source: string): string[] => offered(source).map((o) => o.title);

function apply(source: string, title: string): Record<string, unknown>[] {
  const all = offered(source);
  const found = all.find((o) => o.title === title);
  assert.ok(found, `${title} is not among ${all.map((o) => o.title).join(' | ')}`);
  return [(JSON.parse(found.after) as { Statement: Record<string, unknown>[] }).Statement].flat();
}

const account = (condition = ''): string =>
  `"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:ro‸ot"}, "Action": "sts:AssumeRole"${condition === '' ? '' : `, "Condition": ${condition}`}`;

/** Titles of those that say the same otherwise. */
function rewrites(source: string): string[] {
  const { text, cursor } = marked(wholePolicy(source));
  return refactorings(new PolicyDocument(text, true), cursor ?? 0, context)
    .filter((r) => r.kind === 'rewrite')
    .map((r) => r.title);
}

describe('refactorings', () => {
  it('wrap a value in a list and unwrap it', () => {
    const [wrapped] = apply(
      '"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:Assume‸Role"',
      'Convert the value to a list',
    );
    assert.deepEqual(wrapped?.['Action'], ['sts:AssumeRole']);
    const [unwrapped] = apply(
      '"Principal": {"Service": ["ec2.ama‸zonaws.com"]}',
      'Replace the list with its only value',
    );
    assert.deepEqual(unwrapped?.['Principal'], { Service: 'ec2.amazonaws.com' });
    const [key] = apply('"Condition": {"StringEquals": {"sts:ExternalId": "a‸bc"}}', 'Convert the value to a list');
    assert.deepEqual(key?.['Condition'], { StringEquals: { 'sts:ExternalId': ['abc'] } });
    assert.ok(!titles('"Effect": "All‸ow"').includes('Convert the value to a list'));
    assert.ok(
      !titles('"Action": ["sts:Assume‸Role", "sts:TagSession"]').includes('Replace the list with its only value'),
    );
  });

  it('split by kind of principal, all else the same', () => {
    const same =
      '"Effect": "Allow", "Principal": {"Serv‸ice": "ec2.amazonaws.com", "AWS": "111122223333"}, "Action": "sts:AssumeRole"';
    assert.deepEqual(apply(same, 'Split the statement by principal type').length, 2);
  });

  it('leave alone what they would lose something of: a key that is there twice, what a deploy adds', () => {
    const twice =
      '"Effect": "Al‸low", "Principal": {"AWS": "*", "Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {}, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}';
    const open =
      '"Principal": {"Service": "ec2.amazonaws.com", "AWS": "*", "Fn::Transform": {"Name": "More"}}, "Ac‸tion": ["sts:TagSession", "sts:AssumeRole"], "Effect": "Allow"';
    for (const source of [twice, open]) assert.deepEqual(rewrites(source), [], source);
    assert.ok(
      !titles(
        '"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::111122223333:ro‸ot"}, "Action": "sts:AssumeRole"',
      ).some((t) => t.startsWith('Narrow')),
    );
  });

  it('move what a deploy fills in as it stands', () => {
    const account = '{"Fn::Sub": "arn:aws:iam::${Account}:root"}';
    const id = '{"Ref": "ExternalId"}';
    const source = `"Principal": {"Service": "ec2.amazonaws.com", "AWS": [${account}]}, "Ac‸tion": ["sts:TagSession", "sts:AssumeRole"], "Effect": "Allow", "Condition": {"StringEquals": {"sts:ExternalId": ${id}, "aws:PrincipalOrgID": ["o-a1b2c3d4e5", {"Fn::Sub": "o-\${Org}"}]}}`;
    const titled = rewrites(source);
    assert.deepEqual(titled, ['Split the statement by action', 'Sort the elements and lists of this statement']);
    const parts = (title: string): number => (title.startsWith('Split') ? 2 : 1);
    for (const { title, after } of offered(source).filter((o) => titled.includes(o.title)))
      for (const part of [account, id, '{"Fn::Sub": "o-${Org}"}'])
        assert.equal(after.split(part).length - 1, parts(title), `${title}: ${after}`);
  });

  it('merge no list with what may be a list itself', () => {
    const trust = (principal: string): string =>
      `{"Effect": "Al‸low", "Principal": {"AWS": ${principal}}, "Action": "sts:AssumeRole"}`;
    const both = (principal: string): string =>
      `{"Version": "2012-10-17", "Statement": [${trust('"111122223333"')}, ${trust(principal).replace('‸', '')}]}`;
    assert.ok(titles(both('[{"Ref": "Account"}]')).includes('Merge with statement 2'));
    assert.ok(!titles(both('{"Ref": "Accounts"}')).includes('Merge with statement 2'));
  });

  it('merge and list what a deploy fills in', () => {
    const sub = (account: string): string => `{"Fn::Sub": "arn:aws:iam::\${${account}}:root"}`;
    const trust = (principal: string): string =>
      `{"Effect": "Allow", "Principal": {"AWS": ${principal}}, "Action": "sts:AssumeRole"}`;
    const written = (statements: string, title: string): string | undefined =>
      offered(`{"Version": "2012-10-17", "Statement": [${statements}]}`).find((o) => o.title === title)?.after;
    const list = `{"Version": "2012-10-17", "Statement": [${trust(`[${sub('A')}, ${sub('B')}]`)}]}`;
    const [a, b] = [trust(sub('A')), trust(sub('B'))];
    assert.equal(written(`${a.replace('Allow', 'Al‸low')}, ${b}`, 'Merge with statement 2'), list);
    assert.equal(
      written(trust(`[${sub('A').replace('arn', 'a‸rn')}]`), 'Replace the list with its only value'),
      `{"Version": "2012-10-17", "Statement": [${a}]}`,
    );
    assert.equal(
      written(trust(sub('A').replace('arn', 'a‸rn')), 'Convert the value to a list'),
      `{"Version": "2012-10-17", "Statement": [${trust(`[${sub('A')}]`)}]}`,
    );
  });

  it('do not split what is of one kind', () => {
    const github =
      '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Co‸rp"}, "Action": "sts:AssumeRoleWithSAML"';
    assert.ok(!titles(github).some((t) => t.startsWith('Split')));
  });

  it('split by action', () => {
    const source =
      '"Sid": "A", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Ac‸tion": ["sts:AssumeRole", "sts:TagSession"]';
    assert.deepEqual(
      apply(source, 'Split the statement by action').map((s) => [s['Sid'], s['Action']]),
      [
        ['A', 'sts:AssumeRole'],
        [undefined, 'sts:TagSession'],
      ],
    );
  });

  it('split by action what is about a few of them, not thousands', () => {
    const source = (count: number): string => {
      const actions = Array.from({ length: count }, (_, i) => `"sts:Action${i}"`);
      return `"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Ac‸tion": [${actions.join()}]`;
    };
    assert.ok(titles(source(20)).includes('Split the statement by action'));
    assert.ok(!titles(source(21)).includes('Split the statement by action'));
  });

  it('merge statements that differ in one list', () => {
    const two = (a: string, b: string): string => `{"Version": "2012-10-17", "Statement": [{‸${a}}, {${b}}]}`;
    const base = (
      principal: string,
      action = '"sts:AssumeRole"',
      condition = '{"StringEquals": {"sts:ExternalId": "abc"}}',
    ): string => `"Effect": "Allow", "Principal": {${principal}}, "Action": ${action}, "Condition": ${condition}`;
    assert.deepEqual(
      apply(two(base('"AWS": "111122223333"'), `"Sid": "B", ${base('"AWS": "444455556666"')}`), 'Merge with "B"').map(
        (s) => s['Principal'],
      ),
      [{ AWS: ['111122223333', '444455556666'] }],
    );
    assert.deepEqual(
      apply(
        two(base('"AWS": "111122223333"'), base('"AWS": "111122223333"', '"sts:TagSession"')),
        'Merge with statement 2',
      ).map((s) => s['Action']),
      [['sts:AssumeRole', 'sts:TagSession']],
    );
    const external = (id: string): string =>
      base('"AWS": "111122223333"', undefined, `{"StringEquals": {"sts:ExternalId": "${id}"}}`);
    assert.deepEqual(
      apply(two(external('abc'), external('def')), 'Merge with statement 2').map((s) => s['Condition']),
      [{ StringEquals: { 'sts:ExternalId': ['abc', 'def'] } }],
    );
    const not = (id: string): string =>
      base('"AWS": "111122223333"', undefined, `{"StringNotEquals": {"sts:ExternalId": "${id}"}}`);
    const merges = (source: string): boolean => titles(source).some((t) => t.startsWith('Merge'));
    assert.ok(!merges(two(not('abc'), not('def'))), 'a negated test would let fewer in');
    assert.ok(
      !merges(two(base('"AWS": "111122223333"'), base('"AWS": "444455556666"', '"sts:TagSession"'))),
      'two differences',
    );
    assert.ok(!merges(two(external('abc'), external('abc').replace('Allow', 'Deny'))), 'effects');
  });

  it('add the guards that the callers send, and only those', () => {
    const guards = [
      'Require an external ID',
      'Require MFA',
      'Restrict to an organization',
      'Restrict to an IP address range',
      'Expire in 90 days',
      'Restrict to one source account',
    ];
    const of = (source: string): string[] => titles(source).filter((t) => guards.includes(t));
    assert.deepEqual(of(account()), guards.slice(0, 5));
    assert.deepEqual(of(account('{"StringEquals": {"sts:ExternalId": "abc"}}')), guards.slice(1, 5));
    assert.deepEqual(
      of('"Effect": "Allow", "Principal": {"Service": "sns.amaz‸onaws.com"}, "Action": "sts:AssumeRole"'),
      [guards[4], guards[5]],
    );
    // An external ID only of a service that is documented to send one: this name may be a typo.
    assert.deepEqual(
      of('"Effect": "Allow", "Principal": {"Service": "lambd‸aa.amazonaws.com"}, "Action": "sts:AssumeRole"'),
      [guards[4], guards[5]],
    );
    assert.deepEqual(of('"Effect": "Deny", "Principal": {"AWS": "11‸1122223333"}, "Action": "sts:AssumeRole"'), []);
    const condition = (title: string): unknown => apply(account(), title)[0]?.['Condition'];
    assert.deepEqual(condition('Require an external ID'), { StringEquals: { 'sts:ExternalId': 'new-id-1234' } });
    assert.deepEqual(condition('Restrict to an organization'), {
      StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
    });
    assert.deepEqual(condition('Expire in 90 days'), {
      DateLessThan: { 'aws:CurrentTime': '2027-02-19T23:59:59Z' },
    });
    assert.deepEqual(
      apply(account('{"Bool": {"aws:MultiFactorAuthPresent": "true"}}'), 'Restrict to an IP address range')[0]?.[
        'Condition'
      ],
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, IpAddress: { 'aws:SourceIp': '<PUBLIC_RANGE>' } },
    );
  });

  it('require no MFA of roles, nor MFA or an organization of a vendor', () => {
    const guards = ['Require an external ID', 'Require MFA', 'Restrict to an organization'];
    const of = (aws: string): string[] =>
      titles(`"Effect": "Al‸low", "Principal": {"AWS": ${aws}}, "Action": "sts:AssumeRole"`).filter((t) =>
        guards.includes(t),
      );
    const arn = (resource: string, service = 'iam'): string => `"arn:aws:${service}::444455556666:${resource}"`;
    assert.deepEqual(of(arn('root')), guards);
    assert.deepEqual(of(arn('user/alice')), guards);
    for (const role of [
      arn('role/deploy'),
      arn('assumed-role/deploy/run', 'sts'),
      arn('role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef'),
      `[${arn('user/alice')}, ${arn('role/deploy')}]`,
    ])
      assert.deepEqual(of(role), [guards[0], guards[2]], role);
    assert.deepEqual(of('"464622532012"'), [guards[0]]);
    assert.deepEqual(of('["444455556666", "arn:aws:iam::464622532012:role/x"]'), [guards[0]]);
  });

  it('leave the external ID of a vendor to the vendor', () => {
    const id = (aws: string): unknown => {
      const [statement] = apply(
        `"Effect": "Al‸low", "Principal": {"AWS": ${aws}}, "Action": "sts:AssumeRole"`,
        'Require an external ID',
      );
      return (statement?.['Condition'] as Record<string, Record<string, unknown>>)['StringEquals']?.['sts:ExternalId'];
    };
    assert.equal(id('"464622532012"'), '<EXTERNAL_ID_FROM_DATADOG>');
    assert.equal(id('["444455556666", "464622532012"]'), '<EXTERNAL_ID_FROM_DATADOG>');
    assert.equal(id('["464622532012", "754728514883"]'), '<EXTERNAL_ID>', 'Datadog and New Relic');
    assert.equal(id('"444455556666"'), 'new-id-1234');
    const { text, cursor = 0 } = marked(
      '{"Statement": [{"Effect": "Al‸low", "Principal": {"AWS": "464622532012"}, "Action": "sts:AssumeRole"}]}',
    );
    const own = testContext({ ownAccounts: { '464622532012': 'prod' } });
    const ours = refactorings(new PolicyDocument(text, true), cursor, own).map((r) => r.title);
    assert.ok(ours.includes('Require MFA') && ours.includes('Restrict to an organization'), 'Datadog itself');
  });

  it('narrow an account to a role, a pattern to a condition', () => {
    assert.deepEqual(apply(account(), 'Restrict to one role of the account')[0]?.['Principal'], {
      AWS: 'arn:aws:iam::111122223333:role/<ROLE_NAME>',
    });
    const [pattern] = apply(
      '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/ci-‸*"}, "Action": "sts:AssumeRole"',
      'Trust the account and match the pattern with aws:PrincipalArn',
    );
    assert.deepEqual(pattern?.['Principal'], { AWS: 'arn:aws:iam::111122223333:root' });
    assert.deepEqual(pattern['Condition'], { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/ci-*' } });
  });

  it('trust a role by its name, so that one that is made again is the same caller', () => {
    const title = 'Trust the role by name, so that it can be deleted and created again';
    const role = (name: string, more = ''): string =>
      `"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:ro‸${name}"${more}}, "Action": "sts:AssumeRole"`;
    const [by] = apply(role('le/build/ci'), title);
    assert.deepEqual(by?.['Principal'], { AWS: 'arn:aws:iam::444455556666:root' });
    assert.deepEqual(by['Condition'], { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/build/ci' } });
    const apart = apply(role('le/ci', ', "Service": "ec2.amazonaws.com"'), title);
    assert.equal(apart.length, 2);
    assert.deepEqual(apart.map((s) => s['Condition']).filter(Boolean), [
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/ci' } },
    ]);
    for (const other of [
      role('le/<ROLE>'),
      role('ot'),
      role('le/ci').replace('"Allow"', '"Deny"'),
      role('le/ci').replace(':ro‸le/', ':us‸er/'),
    ])
      assert.ok(!titles(other).includes(title), other);
    const tested = `${role('le/ci')}, "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/*"}}`;
    assert.ok(!titles(tested).includes(title));
  });

  it('sort elements and lists', () => {
    const [sorted] = apply(
      '"Action": ["sts:TagSession", "sts:AssumeRole"], "Effect": "Al‸low", "Principal": {"Service": "ec2.amazonaws.com", "AWS": "*"}',
      'Sort the elements and lists of this statement',
    );
    assert.equal(
      JSON.stringify(sorted),
      '{"Effect":"Allow","Principal":{"AWS":"*","Service":"ec2.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}',
    );
    assert.ok(!titles(account()).some((t) => t.startsWith('Sort')));
  });

  it('normalise to what IAM stores, and write lists as lists', () => {
    const source =
      '{"State‸ment": {"Effect": "Allow", "Principal": {"AWS": ["111122223333", "111122223333"]}, "Action": ["sts:AssumeRole"], "Condition": {"Bool": {"aws:MultiFactorAuthPresent": true}}}, "Version": "2012-10-17"}';
    const all = offered(source);
    const text = (title: string): unknown => JSON.parse(all.find((o) => o.title === title)?.after ?? 'null');
    assert.equal(
      JSON.stringify(text('Normalize to the form that IAM stores')),
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}',
    );
    assert.deepEqual((text('Write all values as lists') as { Statement: unknown[] }).Statement[0], {
      Effect: 'Allow',
      Principal: { AWS: ['111122223333', '111122223333'] },
      Action: ['sts:AssumeRole'],
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': [true] } },
    });
  });

  it('nothing is offered where the text is broken, and outside of policies', () => {
    assert.deepEqual(
      titles('{"Statement": [{"Effect": "Al‸low" "Principal": }]}').filter((t) => t.startsWith('Sort')),
      [],
    );
    const { text, cursor } = marked('{"a": "‸b"}');
    assert.deepEqual(refactorings(new PolicyDocument(text), cursor ?? 0, context), []);
  });
});
