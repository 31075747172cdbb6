import assert from 'node:assert/strict';
import { Listing } from '../../server/src/workspace/listing.ts';

describe('the list of a workspace’s files', () => {
  let lists = 0;
  let asked = 0;
  let fails = false;
  const listing = (): Listing =>
    new Listing({
      list: () => {
        lists++;
        if (fails) return Promise.reject(new Error('no luck'));
        return Promise.resolve(['a', 'b', 'w/trust-policy.config.json']);
      },
      lists: (uri) => {
        asked++;
        return Promise.resolve(!uri.startsWith('left'));
      },
    });
  beforeEach(() => {
    lists = asked = 0;
    fails = false;
  });
  const files = async (of: Listing): Promise<readonly string[]> => [...(await of.files())];

  it('is made once, without our own config file, and stays the same set while nothing comes or goes', async () => {
    const of = listing();
    const first = await of.files();
    assert.deepEqual([...first], ['a', 'b']);
    of.changed('a');
    of.changed('w/trust-policy.config.json');
    assert.equal(await of.files(), first);
    assert.equal(lists, 1);
  });

  it('takes what comes and drops what goes, but never takes what it would have left out', async () => {
    const of = listing();
    await of.files();
    of.changed('c');
    of.changed('left/d');
    of.gone('a');
    assert.deepEqual(await files(of), ['b', 'c']);
    of.changed('a');
    of.gone('c');
    assert.deepEqual(await files(of), ['a', 'b']);
    of.forget();
    assert.deepEqual(await files(of), ['a', 'b']);
    assert.equal(lists, 2);
  });

  it('knows what changed while it was made, and before', async () => {
    const of = listing();
    of.changed('before'); // the list that is made later has it if it is there
    const made = of.files();
    of.changed('c');
    of.gone('b');
    await made;
    assert.deepEqual(await files(of), ['a', 'c']);
  });

  it('asks once for each file that came, when somebody wants to know, and lists anew where many came', async () => {
    const of = listing();
    await of.files();
    for (const uri of ['c', 'left/d', 'c', 'left/d']) of.changed(uri);
    assert.equal(asked, 0);
    await files(of);
    of.changed('e');
    of.changed('left/d');
    assert.deepEqual(await files(of), ['a', 'b', 'c', 'e']);
    assert.equal(asked, 3);
    for (let i = 0; i < 1000; i++) of.changed(`many/${i}`);
    assert.deepEqual(await files(of), ['a', 'b']);
    assert.deepEqual([lists, asked], [2, 3]);
  });

  it('is tried again when it could not be made', async () => {
    const of = listing();
    fails = true;
    await assert.rejects(of.files(), /no luck/);
    fails = false;
    assert.deepEqual(await files(of), ['a', 'b']);
  });
});
