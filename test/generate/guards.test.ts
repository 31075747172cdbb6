import assert from 'node:assert/strict';
import { generatedText, problemWith, wizardSteps, type Answers } from '../../server/src/service.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const ACCOUNT: Answers = { kind: 'account', principals: '222233334444' };

interface Written {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const statementsOf = (answers: Answers): readonly Written[] =>
  (JSON.parse(generatedText(answers) ?? '{"Statement":[]}') as { Statement: Written[] }).Statement;

const conditionOf = (answers: Answers): Written['Condition'] => statementsOf(answers)[0]?.Condition;

const itemsOf = (answers: Answers, id: string): readonly string[] => {
  const step = wizardSteps(answers, () => '').find((s) => s.id === id);
  return step?.kind === 'pick' ? step.items.map((item) => (item.picked ? `+${item.id}` : item.id)) : [];
};

describe('the conditions of a generated policy', () => {
  it('have every address range that was given, each once, in one test', () => {
    const ranges = (sourceIpValue: string): unknown =>
      conditionOf({ ...ACCOUNT, guards: ['sourceIp'], sourceIpValue })?.['IpAddress']?.['aws:SourceIp'];
    for (const several of [
      '203.0.113.0/24, 198.51.100.0/24',
      '203.0.113.0/24; 198.51.100.0/24',
      '203.0.113.0/24 198.51.100.0/24',
      '203.0.113.0/24\n198.51.100.0/24\n',
      '"203.0.113.0/24", "198.51.100.0/24"',
      '["203.0.113.0/24", "198.51.100.0/24"]',
      '[\n  "203.0.113.0/24",\n  "198.51.100.0/24"\n]',
      '[{"CidrIp": "203.0.113.0/24"}, {"CidrIp": "198.51.100.0/24"}]',
      '“203.0.113.0/24”, “198.51.100.0/24”',
      '- 203.0.113.0/24\n- 198.51.100.0/24',
      '203.0.113.0/24 and 198.51.100.0/24',
      '203.0.113.7/24,198.51.100.0/24,203.0.113.0/24,203.0.113.9,198.51.100.128/25',
    ])
      assert.deepEqual(ranges(several), ['203.0.113.0/24', '198.51.100.0/24'], several);
    assert.deepEqual(ranges('2001:DB8::/32, 2001:db8::/32, 203.0.113.7'), ['2001:db8::/32', '203.0.113.7']);
    assert.equal(ranges('203.0.113.0/24, 203.0.113.128/25'), '203.0.113.0/24');
    // Nearly all addresses are not all.
    assert.deepEqual(ranges('0.0.0.0/1, 128.0.0.0/2'), ['0.0.0.0/1', '128.0.0.0/2']);
    assert.deepEqual(ranges('0.0.0.0/1, 8000::/1'), ['0.0.0.0/1', '8000::/1']);
  });

  it('have no address that never reaches AWS, and say which it is and why', () => {
    const wrong = (value: string): string =>
      problemWith({ ...ACCOUNT, guards: ['sourceIp'] }, 'sourceIpValue', value, NOW) ?? '';
    for (const [value, says] of [
      ['10.1.2.3', /^Private addresses never reach AWS.*\(private networks\)/],
      ['203.0.113.0/24, 192.168.0.0/16', /^"192\.168\.0\.0\/16": Private addresses .*\(private networks\)/],
      ['100.64.3.0/24', /\(carrier-grade NAT\)/],
      ['fd12::/16', /\(private networks\)/],
      ['127.0.0.1', /\(loopback\)/],
      ['169.254.1.1', /\(one network link\)/],
      ['203.0.113.0/24, office', /^"office": Not an address range/],
      ['203.0.113.0-203.0.113.9', /^Not an address range/],
      ['0.0.0.0/1, 128.0.0.0/1', /^These ranges together contain every address/],
      ['128.0.0.0/2, 192.0.0.0/2, 2001:db8::/32, 0.0.0.0/1, 0.0.0.0/2', /^These ranges together/],
      ['8000::/1, 203.0.113.7, ::/1', /^These ranges together/],
      ['203.0.113.0/24, 0.0.0.0/0', /^"0\.0\.0\.0\/0": .*every address/],
      [',', /^Give an address range/],
    ] as const)
      assert.match(wrong(value), says, value);
  });

  it('have an MFA age in seconds, however it was given', () => {
    const age = (mfaAgeValue: string): unknown =>
      conditionOf({ ...ACCOUNT, guards: ['mfaAge'], mfaAgeValue })?.['NumericLessThan']?.['aws:MultiFactorAuthAge'];
    assert.deepEqual(
      ['3600', '1h', '1 hour', '60 min', '60 Minutes', '1 hr', ' "3600 s" '].map(age),
      Array(7).fill('3600'),
    );
    assert.equal(age('1 day'), '86400');
    for (const value of ['soon', '-1', '1.5h', '37 hours', '0', '59', '2 days', '1 fortnight'])
      assert.notEqual(problemWith({ ...ACCOUNT, guards: ['mfaAge'] }, 'mfaAgeValue', value, NOW), undefined, value);
  });

  it('have no MFA age in a unit that only begins like another', () => {
    for (const value of ['1 month', '100 ms', '90 milliseconds', '70 stone', '1 monkey', '2 h.', '60 constructor'])
      assert.match(
        problemWith({ ...ACCOUNT, guards: ['mfaAge'] }, 'mfaAgeValue', value, NOW) ?? '',
        /^Not a duration/,
        value,
      );
  });

  it('ask for an MFA age only where IAM users can be among the callers', () => {
    const isOffered = (principals: string): boolean =>
      itemsOf({ kind: 'principal', principals }, 'guards').includes('mfaAge');
    assert.ok(isOffered('arn:aws:iam::222233334444:user/ana'));
    assert.ok(!isOffered('arn:aws:iam::222233334444:role/deploy'));
    assert.ok(itemsOf({ kind: 'sameAccount', account: '222233334444' }, 'guards').includes('mfaAge'));
    assert.ok(!itemsOf({ kind: 'vendor', vendor: 'other' }, 'guards').includes('mfaAge'));
  });

  it('have the OU that was given in place of an organization, and then ask for none', () => {
    const both = {
      StringEquals: { 'aws:PrincipalOrgID': 'o-z9y8x7w6v5' },
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-z9y8x7w6v5/r-k1l2/ou-k1l2-0000aaaa/*' },
    };
    const path = 'o-z9y8x7w6v5/r-k1l2/ou-k1l2-0000aaaa/';
    for (const organizationId of [path, `${path}*`, path.slice(0, -1)]) {
      const organization = { kind: 'organization', organizationId, guards: [] };
      assert.deepEqual(conditionOf(organization), both, organizationId);
      assert.ok(!itemsOf(organization, 'guards').includes('organizationPaths'));
      assert.deepEqual(conditionOf({ ...ACCOUNT, guards: ['organization'], organizationId }), both, organizationId);
    }
    const arn = 'arn:aws:organizations::222233334444:ou/o-z9y8x7w6v5/ou-k1l2-0000aaaa';
    assert.deepEqual(
      conditionOf({ kind: 'organization', organizationId: arn, guards: [] })?.['ForAnyValue:StringLike'],
      { 'aws:PrincipalOrgPaths': 'o-z9y8x7w6v5/r-k1l2/*ou-k1l2-0000aaaa/*' },
    );
    assert.match(
      problemWith({ kind: 'organization' }, 'organizationId', 'o-z9y8x7w6v5/r-k1l2/', NOW) ?? '',
      /^Not an org/,
    );
    const other = { kind: 'organization', organizationId: 'o-q1w2e3r4t5', guards: ['organizationPaths'] };
    assert.match(problemWith(other, 'organizationPath', path, NOW) ?? '', /another organization than o-q1w2e3r4t5/);
  });

  it('start and end with days, in this order and not in the past', () => {
    const both = { ...ACCOUNT, guards: ['start', 'until'] };
    assert.deepEqual(conditionOf({ ...both, startValue: '2999-01-01', untilValue: '2999-02-28' }), {
      DateGreaterThan: { 'aws:CurrentTime': '2999-01-01T00:00:00Z' },
      DateLessThan: { 'aws:CurrentTime': '2999-02-28T23:59:59Z' },
    });
    const wrong = (answers: Answers, step: string, value: string): string =>
      problemWith({ ...both, ...answers }, step, value, NOW) ?? '';
    assert.match(wrong({ startValue: '2027-03-02' }, 'untilValue', '2027-03-01'), /before the start date/);
    assert.match(wrong({ untilValue: '2027-03-01' }, 'startValue', '2027-03-02'), /before the start date/);
    assert.equal(wrong({ startValue: '2027-03-01' }, 'untilValue', '2027-03-01'), '');
    assert.match(wrong({}, 'startValue', '2026-11-19'), /has passed/);
    assert.equal(wrong({}, 'startValue', '2026-11-20'), '');
    assert.match(wrong({}, 'startValue', '2027-02-29'), /^Not a date/);
    // An end that is not asked for any more is no end.
    assert.equal(
      problemWith({ ...ACCOUNT, guards: ['start'], untilValue: '2026-12-01' }, 'startValue', '2027-01-01', NOW),
      undefined,
    );
  });
});

describe('what was copied from elsewhere', () => {
  it('is an external ID without its quotes and its name', () => {
    const id = (externalIdValue: string): unknown =>
      conditionOf({ ...ACCOUNT, guards: ['externalId'], externalIdValue })?.['StringEquals']?.['sts:ExternalId'];
    for (const pasted of [
      'q7c1f0d9ab3e',
      '"q7c1f0d9ab3e"',
      '“q7c1f0d9ab3e”',
      '`q7c1f0d9ab3e`',
      '"sts:ExternalId": "q7c1f0d9ab3e",',
      'External ID: q7c1f0d9ab3e',
      'sts:ExternalId=q7c1f0d9ab3e',
      '--external-id q7c1f0d9ab3e',
      '--external-id="q7c1f0d9ab3e"',
    ])
      assert.equal(id(pasted), 'q7c1f0d9ab3e', pasted);
    for (const own of ['ACME_Role=2_a1b2c3', 'a:b/c@d.e-f,g', 'external-a1b2c3']) assert.equal(id(own), own);
    const wrong = (answers: Answers, value: string): string | undefined =>
      problemWith(answers, 'externalIdValue', value, NOW);
    for (const empty of ['', ' ', '""', '“”', '" "']) {
      assert.equal(wrong({ ...ACCOUNT, guards: ['externalId'] }, empty), 'Give an external ID.', empty);
      assert.equal(wrong({ kind: 'vendor', vendor: '464622532012' }, empty), undefined, empty);
    }
    assert.match(
      generatedText({ kind: 'vendor', vendor: '464622532012', externalIdValue: '""', guards: [] }) ?? '',
      /"sts:ExternalId": "<EXTERNAL_ID_FROM_DATADOG>"/,
    );
  });

  it('is a time as exact as it was given, in UTC', () => {
    const end = (untilValue: string): unknown =>
      conditionOf({ ...ACCOUNT, guards: ['until'], untilValue })?.['DateLessThan']?.['aws:CurrentTime'];
    for (const [given, written] of [
      ['2999-12-31', '2999-12-31T23:59:59Z'],
      ['"2999-12-31"', '2999-12-31T23:59:59Z'],
      ['2999-12-31T15:30:00Z', '2999-12-31T15:30:00Z'],
      ['2999-12-31 15:30', '2999-12-31T15:30:00Z'],
      ['2999-12-31 15:30:10 UTC', '2999-12-31T15:30:10Z'],
      ['2999-12-31t15:30:10.250z', '2999-12-31T15:30:10Z'],
      ['2999-12-31T00:30:00+02:00', '2999-12-30T22:30:00Z'],
      ['2999-12-31T23:30-0500', '3000-01-01T04:30:00Z'],
    ] as const)
      assert.equal(end(given), written, given);
    const wrong = (answers: Answers, step: string, value: string): string =>
      problemWith({ ...ACCOUNT, guards: ['start', 'until'], ...answers }, step, value, NOW) ?? '';
    for (const none of ['2999', '2999-12', '2999-02-30', '2999-12-31T25:00Z', '32503593600', '31/12/2999', 'soon'])
      assert.match(wrong({}, 'untilValue', none), /^Not a date/, none);
    assert.match(wrong({}, 'untilValue', '2026-11-20T11:59:59Z'), /^This time has passed/);
    assert.equal(wrong({}, 'untilValue', '2026-11-20T12:00:01Z'), '');
    assert.match(wrong({ startValue: '2026-12-01 10:00' }, 'untilValue', '2026-12-01 09:00'), /before the start date/);
    assert.equal(wrong({ startValue: '2026-12-01 10:00' }, 'untilValue', '2026-12-01'), '');
  });
});

describe('a text answer that came as a list', () => {
  it('is taken whole, where it is a list, and never only its beginning', () => {
    const principals = ['arn:aws:iam::222233334444:role/a', '333344445555'];
    const [statement] = statementsOf({ kind: 'account', principals, guards: [] });
    assert.deepEqual(statement?.Principal, { AWS: [principals[0], 'arn:aws:iam::333344445555:root'] });
    assert.equal(
      generatedText({ kind: 'sameAccount', account: ['222233334444', '333344445555'], guards: [] }),
      undefined,
    );
  });
});

describe('a Deny statement of the wizard', () => {
  it('is for those who do not match the chosen conditions, unless the person says otherwise', () => {
    const given = { ...ACCOUNT, guards: ['deny', 'organization'] };
    assert.deepEqual(itemsOf(given, 'denied'), ['+organization', 'mfa', 'sourceIp', 'until']);
    assert.equal(generatedText({ ...given, organizationId: 'o-z9y8x7w6v5' }), undefined);
    const [allow, ...denies] = statementsOf({
      ...given,
      denied: ['organization', 'sourceIp'],
      organizationId: 'o-z9y8x7w6v5',
      sourceIpValue: '198.51.100.0/24',
    });
    assert.deepEqual(allow?.Condition, { StringEquals: { 'aws:PrincipalOrgID': 'o-z9y8x7w6v5' } });
    const notServices = { Bool: { 'aws:PrincipalIsAWSService': 'false' } };
    const deny = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
    assert.deepEqual(denies, [
      { ...deny, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-z9y8x7w6v5' }, ...notServices } },
      { ...deny, Condition: { NotIpAddress: { 'aws:SourceIp': '198.51.100.0/24' }, ...notServices } },
    ]);
  });

  it('names all that it denies, also those whose requests lack the key', () => {
    const step = wizardSteps({ ...ACCOUNT, guards: ['deny'] }, () => '').find(({ id }) => id === 'denied');
    const label = (id: string): string | undefined =>
      step?.kind === 'pick' ? step.items.find((item) => item.id === id)?.label : undefined;
    assert.match(label('mfa') ?? '', /role sessions and long-term access keys/);
    assert.match(label('sourceIp') ?? '', /VPC endpoint/);
  });

  it('asks for what it needs to know, and for no more than was chosen', () => {
    const ids = (answers: Answers): readonly string[] => wizardSteps(answers, () => '').map(({ id }) => id);
    assert.ok(ids({ ...ACCOUNT, guards: ['deny'], denied: ['until'] }).includes('untilValue'));
    assert.ok(!ids({ ...ACCOUNT, guards: ['deny'], denied: ['until'] }).includes('organizationId'));
    assert.ok(!ids({ ...ACCOUNT, guards: [], denied: ['until'] }).includes('untilValue'));
    const none = statementsOf({ ...ACCOUNT, guards: [], denied: ['until'], untilValue: '2999-01-01' });
    assert.equal(none.length, 1);
    assert.equal(generatedText({ ...ACCOUNT, guards: ['deny'], denied: [] }), undefined);
  });

  it('is offered for an organization with the organization that was given, and for no MFA where only roles are trusted', () => {
    const organization = { kind: 'organization', organizationId: 'o-z9y8x7w6v5', guards: ['deny'] };
    assert.equal(itemsOf(organization, 'denied')[0], '+organization');
    assert.match(
      generatedText({ ...organization, denied: ['organization'] }) ?? '',
      /"StringNotEquals": \{\s+"aws:PrincipalOrgID": "o-z9y8x7w6v5"/,
    );
    const role = { kind: 'principal', principals: 'arn:aws:iam::222233334444:role/deploy', guards: ['deny'] };
    assert.ok(!itemsOf(role, 'denied').includes('mfa'));
  });
});
