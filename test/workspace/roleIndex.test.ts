import assert from 'node:assert/strict';
import { namedTrustPolicy } from '../../server/src/hosts/fileNames.ts';
import { RoleIndex, type Count } from '../../server/src/workspace/roleIndex.ts';
import { ScannedFiles } from '../../server/src/workspace/scan.ts';
import { CountingFiles } from '../support/countingFiles.ts';

const arn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const role = (name: string, trusts: string): string =>
  JSON.stringify({
    Arn: arn(name),
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: arn(trusts) }, Action: 'sts:AssumeRole' }],
    },
  });

describe('the index of a workspace’s roles', () => {
  let memory: CountingFiles;
  let scanned: ScannedFiles;
  let listed: ReadonlySet<string>;
  let counts: Count[];
  let changes: number;
  let index: RoleIndex<string>;
  let whileReading: ((uri: string) => void) | undefined;

  beforeEach(() => {
    memory = new CountingFiles({ a: role('a', 'b'), b: role('b', 'c'), 'package.json': '{}' });
    whileReading = undefined;
    scanned = new ScannedFiles({
      read: async (uri) => {
        const text = await memory.read(uri);
        whileReading?.(uri);
        return text;
      },
      named: (uri) => namedTrustPolicy(uri, {}),
    });
    listed = new Set(memory.texts.keys());
    counts = [];
    changes = 0;
    index = new RoleIndex({
      files: () => Promise.resolve(listed),
      look: (uri) => scanned.look(uri),
      placeOf: (uri) => () => uri,
      report: (error) => assert.fail(String(error)),
      counted: (count) => counts.push(count),
      changed: () => changes++,
    });
  });
  const changed = (uri: string, text: string): void => {
    memory.texts.set(uri, text);
    scanned.forget(uri);
    index.changed(uri);
  };

  it('reads all files once for all who ask at a time, and counts them', async () => {
    const [tellers] = await Promise.all([index.tellers(), index.definitions(arn('b')), index.build()]);
    assert.deepEqual(tellers, ['a', 'b']);
    assert.equal(changes, 1);
    assert.deepEqual(memory.reads, ['a', 'b', 'package.json']);
    assert.deepEqual(counts, [{ document: 2, passed: 1, refused: 0, failed: 0 }]);
    await index.build();
    assert.equal(changes, 1);
    assert.equal(memory.reads.length, 3);
  });

  it('reads again what changed, and says whether other roles are told of', async () => {
    await index.build();
    changed('b', role('b', 'c').replace('Allow', 'Deny'));
    assert.ok(index.isCurrentFor('b') && !index.isCurrentFor('a'), 'a document is not judged by what it tells itself');
    await index.build();
    assert.equal(changes, 2, 'a Deny trusts nobody');
    changed('b', `${role('b', 'c').replace('Allow', 'Deny')}\n`);
    await index.build();
    assert.equal(changes, 2);
    assert.deepEqual(memory.reads.slice(3), ['b', 'b']);
    assert.ok(index.isCurrentFor('a'));
    changed('b', role('x', 'c'));
    assert.deepEqual(await index.definitions(arn('b')), []);
    assert.deepEqual(await index.definitions(arn('x')), ['b']);
  });

  it('drops what is listed no more and reads only what came', async () => {
    await index.build();
    memory.texts.set('c', role('c', 'a'));
    index.relist();
    await index.build();
    assert.equal(counts.length, 1, 'the same files are not counted again');
    listed = new Set(['b', 'c']);
    index.relist();
    assert.ok(!index.isCurrentFor('a'));
    assert.deepEqual(await index.tellers(), ['b', 'c']);
    assert.deepEqual(memory.reads.slice(3), ['c']);
    changed('elsewhere', role('e', 'a'));
    assert.deepEqual(await index.tellers(), ['b', 'c']);
    assert.ok(index.isCurrentFor('b'));
  });

  it('takes a file that changes while it is read as it is in the end', async () => {
    whileReading = (uri) => {
      whileReading = undefined;
      assert.equal(uri, 'a');
      changed('a', role('late', 'b'));
    };
    await index.build();
    assert.deepEqual(await index.definitions(arn('late')), ['a']);
    assert.deepEqual(await index.definitions(arn('a')), []);
  });

  it('tells of external IDs also where no role or account is named', async () => {
    const service = role('a', 'b').replace(JSON.stringify({ AWS: arn('b') }), '{"Service": "vmie.amazonaws.com"}');
    memory.texts.set(
      'a',
      service
        .replace(/"Arn":"[^"]*",/, '')
        .replace('"Action"', '"Condition":{"StringEquals":{"sts:ExternalId":"vmimport"}},"Action"'),
    );
    assert.deepEqual([...(await index.externalIds('vmimport')).keys()], ['a']);
    changed('a', role('a', 'b'));
    assert.deepEqual([...(await index.externalIds('vmimport')).keys()], []);
  });

  it('begins anew, for those who wait, when all files mean something else meanwhile', async () => {
    whileReading = () => {
      whileReading = undefined;
      scanned.forgetAll();
      index.forget();
    };
    assert.deepEqual(await index.tellers(), ['a', 'b']);
    assert.equal(counts.length, 1);
  });
});
