import assert from 'node:assert/strict';
import { keysOf } from '../../client/src/explain/keys.ts';

describe('names for the things of a page', () => {
  it('stay while others come and go, and are told apart', () => {
    assert.deepEqual(keysOf(['Vendor', 'Statement 2', 'Vendor']), ['Vendor', 'Statement.322', 'Vendor.2']);
    assert.equal(keysOf(['New', 'Statement 3', 'Vendor']).at(-1), 'Vendor');
  });

  it('are one word for any text, and never those of others', () => {
    const names = ['a b', 'a.b', '"><script>', 'ü🚀', '\ud800', '', 'Vendor', 'Vendor.2', 'Vendor'];
    const keys = keysOf(names);
    assert.equal(new Set(keys).size, names.length);
    for (const key of keys) assert.match(key, /^[\w.-]*$/);
  });
});
