import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { agedTables, MOST_DAYS, tooOld } from '../../server/tools/catalogue/age.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2027-03-01T12:00:00Z');
const before = (days: number): string => new Date(NOW - days * DAY).toISOString().slice(0, 10);

describe('the age of the facts', () => {
  it('stops a release after 120 days', () => {
    assert.equal(MOST_DAYS, 120);
    const names = tooOld(
      [
        { name: 'of today', asOf: before(0) },
        { name: 'of late', asOf: before(119) },
        { name: 'old', asOf: before(121) },
        { name: 'undated', asOf: undefined },
        { name: 'misdated', asOf: 'some day' },
      ],
      NOW,
    ).map((table) => table.name);
    assert.deepEqual(names, ['old', 'undated', 'misdated']);
  });

  it('is told by every table, and none is of a day to come', () => {
    const all = agedTables();
    assert.equal(all.length, fs.readdirSync('server/src/catalogue/data').length);
    for (const { name, asOf } of all) assert.ok(Date.parse(asOf ?? '') <= Date.now(), `${name}: ${asOf ?? 'no date'}`);
  });

  it('is asked where a release is packaged, and nowhere else', () => {
    const { scripts } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const asking = Object.keys(scripts).filter((name) => scripts[name]?.includes('data-age'));
    assert.deepEqual(asking, ['package']);
    assert.equal(scripts['package'], 'tsx server/tools/data-age.ts && node scripts/package.mjs');
    const steps = [...fs.readdirSync('scripts').map((f) => `scripts/${f}`), ...inExtensionTests()];
    assert.ok(steps.some((file) => fs.readFileSync(file, 'utf8').includes('scripts/package.mjs')));
    for (const file of steps)
      assert.doesNotMatch(fs.readFileSync(file, 'utf8'), /data-age|run package|'run', 'package'/, file);
  });
});

function inExtensionTests(): readonly string[] {
  return fs
    .readdirSync('test/extension')
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => `test/extension/${file}`);
}
