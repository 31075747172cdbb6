import assert from 'node:assert/strict';
import { servicePrincipals } from '../../server/src/catalogue/servicePrincipals.ts';
import { recordOf as recordOfRow } from '../../server/src/catalogue/serviceRecord.ts';
import { recordOf, rowOf, type RawService } from '../../server/tools/catalogue/servicePrincipals.ts';

const RAW: RawService = {
  name: 'quarry.amazonaws.com',
  service: 'Amazon Quarry',
  use: 'Quarries dig with the role.',
  rank: 3,
  trustee: 'yes',
  confidence: 'high',
  companions: {
    always: ['sts:TagSession'],
    usual: ['sts:SetContext'],
    some: { 'sts:SetSourceIdentity': 'for night shifts' },
  },
  sends: {
    sourceAccount: true,
    sourceArns: ['arn:aws:quarry:REGION:ACCOUNT:pit/PIT'],
    arns: 'own',
    ofOtherAccount: true,
    externalId: { value: 'quarry', what: 'Always quarry.' },
  },
  forms: { regional: true, others: { 'aws-cn': 'quarry.amazonaws.com.cn' }, replaced: true },
  since: '2026-02-03',
  until: '2026-10-01',
  successor: 'mine.amazonaws.com',
  moved: [{ arn: 'arn:aws:quarry:REGION:ACCOUNT:shaft/', on: '2026-05-06', to: 'mine.amazonaws.com' }],
  source: 'https://docs.aws.amazon.com/quarry/latest/userguide/roles.html',
  read: true,
  evidence: ['aws-docs-read'],
  asOf: '2026-11-02',
  note: 'For people.',
};
const BARE: RawService = {
  ...RAW,
  use: null,
  rank: null,
  companions: { always: [], usual: [], some: {} },
  sends: { sourceAccount: null, sourceArns: [], arns: 'some', ofOtherAccount: false, externalId: null },
  forms: { regional: null, others: {}, replaced: false },
  since: null,
  until: null,
  successor: null,
  moved: [],
  source: null,
  read: false,
  note: null,
};

describe('service records', () => {
  it('come out of the table as they went in', () => {
    for (const raw of [RAW, BARE, { ...BARE, trustee: 'unknown', confidence: 'low' }])
      for (const usualDay of [raw.asOf, '2026-01-01']) {
        const record = recordOf(raw);
        assert.deepEqual(recordOfRow(rowOf(record, usualDay), usualDay), record);
      }
    for (const record of servicePrincipals())
      assert.deepEqual(recordOfRow(rowOf(record, record.asOf), record.asOf), record, record.name);
  });

  it('keep every fact', () => {
    const { companions, sends, forms, page, ...rest } = recordOf(RAW);
    assert.deepEqual(companions.some, { 'sts:SetSourceIdentity': 'for night shifts' });
    assert.deepEqual(sends.externalId, { value: 'quarry', what: 'Always quarry.' });
    assert.deepEqual(forms, { regional: true, others: ['quarry.amazonaws.com.cn'], replacedInChina: true });
    assert.equal(page, RAW.source);
    for (const value of Object.values(rest)) assert.notEqual(value, undefined);
    // A page that was not read is not shown.
    assert.equal(recordOf({ ...RAW, read: false }).page, undefined);
    // Of names that only lists back, the name is all.
    assert.equal(recordOf({ ...BARE, trustee: 'unknown', confidence: 'low' }).service, 'quarry.amazonaws.com');
  });

  it('stop the tool where something is left out, unknown or out of place', () => {
    const short = Object.fromEntries(Object.entries(RAW).filter(([field]) => field !== 'successor'));
    const faults: readonly (readonly [raw: object, says: RegExp])[] = [
      [short, /quarry.*: successor left out/],
      [{ ...RAW, partitions: [] }, /quarry.*: cannot place partitions/],
      [{ ...RAW, sends: { ...RAW.sends, sourceVpc: true } }, /cannot place sourceVpc/],
      [{ ...RAW, companions: { always: [], usual: [] } }, /some left out/],
      [{ ...RAW, trustee: 'perhaps' }, /trustee: cannot place "perhaps"/],
      [{ ...RAW, sends: { ...RAW.sends, arns: 'most' } }, /arns: cannot place "most"/],
      [{ ...RAW, source: 'https://blog.example.com/quarry' }, /cannot place the page/],
      [{ ...RAW, asOf: 'November' }, /is not a day/],
    ];
    for (const [raw, says] of faults) assert.throws(() => recordOf(raw as RawService), says);
  });

  it('have ranks without gaps, and name only principals that are there', () => {
    const all = servicePrincipals();
    const names = new Set(all.map((r) => r.name));
    const ranks = all.flatMap((r) => r.rank ?? []).sort((a, b) => a - b);
    assert.deepEqual(
      ranks,
      [...ranks.keys()].map((i) => i + 1),
    );
    for (const { name, successor, moved, companions } of all) {
      for (const other of [successor, ...moved.map((m) => m.to)])
        assert.ok(other === undefined || names.has(other), `${name}: ${other ?? ''}`);
      const actions = [...companions.always, ...companions.usual, ...Object.keys(companions.some)];
      for (const action of actions) assert.match(action, /^sts:(?:TagSession|SetSourceIdentity|SetContext)$/);
      assert.equal(new Set(actions).size, actions.length, name);
    }
  });
});
