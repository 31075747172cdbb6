import assert from 'node:assert/strict';
import type { RawService } from '../../server/tools/catalogue/servicePrincipals.ts';
import { recordOf } from '../../server/tools/catalogue/servicePrincipals.ts';
import {
  seenInManagedPolicy,
  seenInServiceReference,
  withSightings,
  type ManagedPolicy,
  type Sighting,
} from '../../server/tools/catalogue/sightings.ts';

function policy(...statements: readonly object[]): ManagedPolicy {
  return {
    arn: 'arn:aws:iam::aws:policy/service-role/QuarryFullAccess',
    lastUpdatedDate: '2026-09-04T10:00:00.000Z',
    latestVersionId: 'v2',
    versions: {
      v1: {
        document: {
          Statement: { Effect: 'Allow', Condition: { StringEquals: { 'iam:PassedToService': 'old.amazonaws.com' } } },
        },
      },
      v2: { document: { Statement: statements } },
    },
  };
}

const allow = (operator: string, key: string, value: string | readonly string[]): object => ({
  Effect: 'Allow',
  Action: 'iam:PassRole',
  Condition: { [operator]: { [key]: value } },
});

const names = (sightings: readonly Sighting[]): readonly string[] => sightings.map((s) => `${s.name} ${s.as}`);

describe('what AWS says of services', () => {
  it('is read from the newest version of its managed policies', () => {
    const seen = seenInManagedPolicy(
      policy(
        allow('StringEquals', 'iam:PassedToService', ['quarry.amazonaws.com', 'pit.quarry.amazonaws.com']),
        allow('StringLike', 'iam:AWSServiceName', 'shaft.amazonaws.com'),
        { Effect: 'Allow', Action: 's3:GetObject' },
      ),
    );
    assert.deepEqual(names(seen), [
      'quarry.amazonaws.com yes',
      'pit.quarry.amazonaws.com yes',
      'shaft.amazonaws.com slr-only',
    ]);
    assert.deepEqual(seen[0], {
      name: 'quarry.amazonaws.com',
      as: 'yes',
      evidence: 'managed-policy:iam:PassedToService',
      where: 'QuarryFullAccess',
      on: '2026-09-04',
    });
  });

  it('is not read from what keeps services out, from patterns and from other keys', () => {
    const not = [
      { ...allow('StringEquals', 'iam:PassedToService', 'quarry.amazonaws.com'), Effect: 'Deny' },
      allow('StringNotEquals', 'iam:PassedToService', 'quarry.amazonaws.com'),
      allow('Null', 'iam:PassedToService', 'false'),
      allow('StringLike', 'iam:PassedToService', ['ec2.amazonaws.com*', 'quarry.*.amazonaws.com', '*']),
      allow('StringEquals', 'iam:AssociatedResourceArn', 'quarry.amazonaws.com'),
    ];
    for (const statement of not)
      assert.deepEqual(seenInManagedPolicy(policy(statement)), [], JSON.stringify(statement));
  });

  it('is read from the operations of its service reference', () => {
    const file = {
      Name: 'quarry',
      Operations: [
        {
          Name: 'CreatePit',
          AuthorizedActions: [
            { Name: 'CreatePit', Service: 'quarry' },
            { Name: 'PassRole', Service: 'iam', Context: { 'iam:PassedToService': ['quarry.amazonaws.com'] } },
          ],
        },
        { Name: 'ListPits' },
      ],
    };
    assert.deepEqual(seenInServiceReference(file, '2026-11-03'), [
      {
        name: 'quarry.amazonaws.com',
        as: 'yes',
        evidence: 'service-reference:iam:PassedToService',
        where: 'quarry:CreatePit',
        on: '2026-11-03',
      },
    ]);
    assert.deepEqual(seenInServiceReference({ Name: 'quarry' }, '2026-11-03'), []);
  });
});

describe('a refresh of the service records', () => {
  const saw = (name: string, as: Sighting['as'], on = '2026-09-04'): Sighting => ({
    name: `${name}.amazonaws.com`,
    as,
    evidence: 'managed-policy:iam:PassedToService',
    where: 'QuarryFullAccess',
    on,
  });
  const { records: blank } = withSightings([], [saw('quarry', 'yes')]);
  const record = (trustee: string, more: Partial<RawService> = {}): RawService => ({
    ...(blank[0] as RawService),
    trustee,
    evidence: ['prefix-list'],
    asOf: '2026-10-10',
    ...more,
  });

  it('adds a name with its date, whole', () => {
    const { records, added } = withSightings(
      [record('yes')],
      [saw('gravel', 'slr-only'), saw('gravel', 'yes', '2026-01-02')],
    );
    assert.deepEqual(
      records.map((r) => [r.name, r.trustee, r.confidence, r.asOf]),
      [
        ['gravel.amazonaws.com', 'yes', 'high', '2026-01-02'],
        ['quarry.amazonaws.com', 'yes', 'high', '2026-10-10'],
      ],
    );
    assert.equal(added.length, 1);
    for (const raw of records) assert.equal(recordOf(raw).name, raw.name);
  });

  it('settles what was not known, and is never older for it', () => {
    const { records, settled } = withSightings([record('unknown')], [saw('quarry', 'slr-only')]);
    assert.equal(records[0]?.trustee, 'slr-only');
    assert.equal(records[0].asOf, '2026-10-10');
    assert.deepEqual(records[0].evidence, ['prefix-list', 'managed-policy:iam:PassedToService']);
    assert.equal(settled.length, 1);
  });

  it('changes nothing that is known, and lists what it would have', () => {
    for (const [trustee, as, lists] of [
      ['yes', 'slr-only', 0],
      ['yes', 'yes', 0],
      ['slr-only', 'slr-only', 0],
      ['slr-only', 'yes', 1],
      ['no', 'yes', 1],
    ] as const) {
      const before = [record(trustee)];
      const { records, added, settled, left } = withSightings(before, [saw('quarry', as)]);
      assert.deepEqual(records, before);
      assert.deepEqual([added.length, settled.length, left.length], [0, 0, lists], `${trustee} ${as}`);
    }
  });

  it('takes a form of a known name for no new one', () => {
    const china: Sighting = { ...saw('quarry', 'yes'), name: 'quarry.amazonaws.com.cn' };
    const without = withSightings([record('yes')], [china]);
    assert.deepEqual([without.records.length, without.left.length], [1, 1]);
    const forms = { regional: null, others: { 'aws-cn': china.name }, replaced: false };
    assert.deepEqual(withSightings([record('yes', { forms })], [china]).left, []);
  });
});
