import assert from 'node:assert/strict';
import { namedTrustPolicy } from '../../server/src/hosts/fileNames.ts';
import { PolicyDocument } from '../../server/src/service.ts';
import { scan, ScannedFiles, scanFile, type Scanned, type ScanPort } from '../../server/src/workspace/scan.ts';
import { CountingFiles } from '../support/countingFiles.ts';

const role = (name: string): string =>
  JSON.stringify({
    Arn: `arn:aws:iam::111122223333:role/${name}`,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
  });
const named = (id: string): ReturnType<ScanPort['named']> => namedTrustPolicy(id, { 'never.json': false });
const wanted = (): void => undefined;

async function collect(files: AsyncIterable<Scanned>): Promise<Scanned[]> {
  const all: Scanned[] = [];
  for await (const file of files) all.push(file);
  return all;
}

describe('a scan', () => {
  it('finds a role behind 64 KB and behind 1 MB', async () => {
    for (const length of [70_000, 1_100_000]) {
      const text = JSON.stringify({ Description: 'x'.repeat(length), Role: JSON.parse(role('late')) as unknown });
      const scanned = await scanFile('a.json', { read: new CountingFiles({ 'a.json': text }).read, named });
      assert.equal(scanned.kind, 'document');
      assert.equal(scanned.document.trustPolicies.length, 1);
    }
  });

  it('says of each file what came of it, in the order given', async () => {
    const files = new CountingFiles({
      'role.json': role('a'),
      'never.json': role('b'),
      'package.json': '{"name": "shop"}',
      'word.json': '{"note": "assume role policy: see the Principal of sts:AssumeRole"}',
      'cut-trust-policy.json': '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",',
      'trust-policy.config.json': '{}',
      'large.json': { refused: 'is larger than 20 MB' },
    });
    const port: ScanPort = {
      named,
      read: (id) => (id === 'broken.json' ? Promise.reject(new Error('no luck')) : files.read(id)),
    };
    const ids = [...files.texts.keys(), 'broken.json', 'gone.json'];
    const all = await collect(scan(ids, (id) => scanFile(id, port), wanted));
    assert.deepEqual(
      all.map((s) => [s.id, s.kind === 'passed' ? s.why : s.kind === 'refused' ? s.why.refused : s.kind]),
      [
        ['role.json', 'document'],
        ['never.json', "isn't treated as a trust policy"],
        ['package.json', 'contains no trust policy'],
        ['word.json', 'contains no trust policy'],
        ['cut-trust-policy.json', 'document'],
        ['trust-policy.config.json', "isn't treated as a trust policy"],
        ['large.json', 'is larger than 20 MB'],
        ['broken.json', 'failed'],
        ['gone.json', "doesn't exist"],
      ],
    );
    assert.ok(!files.reads.includes('never.json') && !files.reads.includes('trust-policy.config.json'));
  });

  it('reads several files at a time, and not all of them', async () => {
    const files = new CountingFiles(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}.json`, '{}'])));
    await collect(scan(files.texts.keys(), (id) => scanFile(id, { read: files.read, named }), wanted));
    assert.equal(files.most, 8);
    assert.equal(files.reads.length, 50);
  });

  it('ends when nobody waits any more', async () => {
    const files = new CountingFiles(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}.json`, '{}'])));
    let left = 3;
    const ended = new Error('ended');
    const stillWanted = (): void => {
      if (!left--) throw ended;
    };
    await assert.rejects(
      collect(scan(files.texts.keys(), (id) => scanFile(id, { read: files.read, named }), stillWanted)),
      ended,
    );
    assert.ok(files.reads.length < 20, String(files.reads.length));
  });
});

describe('files that were looked at', () => {
  const scanned = (files: CountingFiles, most?: number, more: Partial<ScanPort> = {}): ScannedFiles =>
    new ScannedFiles({ read: files.read, named, ...more }, most);

  it('are read and parsed once for all who ask, until they change', async () => {
    const files = new CountingFiles({ 'a.json': role('a'), 'b.json': '{}' });
    const known = scanned(files);
    const [first, second] = await Promise.all([known.look('a.json'), known.look('a.json')]);
    assert.equal(first, second);
    for (const id of ['a.json', 'b.json', 'b.json']) await known.look(id);
    assert.deepEqual(files.reads, ['a.json', 'b.json']);
    files.texts.set('b.json', role('b'));
    known.forget('b.json');
    assert.equal((await known.look('b.json')).kind, 'document');
    assert.deepEqual(files.reads, ['a.json', 'b.json', 'b.json']);
  });

  it('are kept as far as there is room, the first ones: who begins again finds them', async () => {
    const length = role('a').length;
    const files = new CountingFiles({ 'a.json': role('a'), 'b.json': role('b'), 'c.json': '{}' });
    const known = scanned(files, length);
    for (const id of ['a.json', 'b.json', 'c.json', 'a.json', 'b.json', 'c.json']) await known.look(id);
    assert.deepEqual(files.reads, ['a.json', 'b.json', 'c.json', 'b.json']);
    known.forget('a.json');
    for (const id of ['b.json', 'b.json']) await known.look(id);
    assert.deepEqual(files.reads.slice(4), ['b.json']);
  });

  it('are not what they were when they change while they are read', async () => {
    const files = new CountingFiles({ 'a.json': '{}' });
    const known = scanned(files);
    const old = known.look('a.json');
    files.texts.set('a.json', role('a'));
    known.forget('a.json');
    await old;
    assert.equal((await known.look('a.json')).kind, 'document');
  });

  it('count as an editor shows them', async () => {
    const files = new CountingFiles({ 'a.json': '{}' });
    const document = new PolicyDocument(role('a'));
    let isOpen = true;
    const known = scanned(files, undefined, { opened: () => Promise.resolve(isOpen ? document : undefined) });
    assert.deepEqual(await known.look('a.json'), { id: 'a.json', kind: 'document', isOpened: true, document });
    isOpen = false;
    assert.equal((await known.look('a.json')).kind, 'passed');
    assert.deepEqual(files.reads, ['a.json']);
  });

  it('are tried again where reading them failed', async () => {
    let fails = true;
    const read = (): Promise<string> => (fails ? Promise.reject(new Error('no luck')) : Promise.resolve(role('a')));
    const known = scanned(new CountingFiles(), undefined, { read });
    assert.equal((await known.look('a.json')).kind, 'failed');
    fails = false;
    assert.equal((await known.look('a.json')).kind, 'document');
  });
});
