import assert from 'node:assert/strict';
import { indexOf, RoleDirectory, PolicyDocument } from '../../server/src/service.ts';

const arn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const role = (
  name: string,
  trusts: readonly string[],
  members: object = { RoleName: name, Arn: arn(name) },
): object => ({
  ...members,
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: trusts.map(arn) }, Action: 'sts:AssumeRole' }],
  },
});
const indexed = (...roles: readonly object[]): ReturnType<typeof indexOf> =>
  indexOf(new PolicyDocument(JSON.stringify(roles)));

describe('what the documents of a workspace tell of roles', () => {
  function directoryOf(documents: Readonly<Record<string, readonly object[]>>): RoleDirectory<string> {
    const directory = new RoleDirectory<string>();
    for (const [name, roles] of Object.entries(documents)) directory.set(name, indexed(...roles), () => name);
    return directory;
  }

  it('leads from an ARN to the roles it names, also to those whose name alone is said, and to all who name it', () => {
    const directory = directoryOf({
      a: [role('a', ['b'])],
      b: [role('b', ['a'])],
      again: [role('b', ['a', 'c'])],
      template: [{ Type: 'AWS::IAM::Role', Properties: role('b', ['a'], { RoleName: 'b' }) }],
    });
    assert.deepEqual([...directory.definitions(arn('b'))].sort(), ['again', 'b', 'template']);
    assert.deepEqual([...directory.references(arn('a'))].sort(), ['again', 'b', 'template']);
    assert.deepEqual(directory.definitions(arn('c')), []);
    directory.delete('again');
    assert.deepEqual([...directory.definitions(arn('b'))].sort(), ['b', 'template']);
    assert.deepEqual(directory.references(arn('c')), []);
    directory.clear();
    assert.deepEqual(directory.tellers, []);
    assert.deepEqual(directory.definitions(arn('b')), []);
  });

  it('stays the same for a document as long as no document tells of other roles', () => {
    const directory = directoryOf({ a: [role('a', ['b'])], b: [role('b', ['a'])] });
    const before = directory.contextFor('a').roles;
    directory.set('b', indexed(role('b', ['a'])), () => 'b');
    directory.set('c', indexed(role('', ['a'], { RoleName: 'c' })), () => 'c');
    assert.equal(directory.contextFor('a').roles, before);
    directory.set('b', indexed(role('b', ['c'])), () => 'b');
    const after = directory.contextFor('a').roles;
    assert.notEqual(after, before);
    directory.delete('b');
    assert.notEqual(directory.contextFor('a').roles, after);
    assert.equal(directory.contextFor('a').roles.has(arn('b')), false);
  });

  it('gathers each name once, and anew when a document names others', () => {
    const directory = directoryOf({ a: [role('a', ['b', 'c'])], b: [role('b', ['c'])] });
    const seen = (): readonly string[] => directory.contextFor('x').seen().principals;
    assert.deepEqual(seen(), [arn('b'), arn('c')]);
    assert.equal(seen(), seen());
    directory.set('b', indexed(role('b', ['d'])), () => 'b');
    assert.deepEqual(seen(), [arn('b'), arn('c'), arn('d')]);
  });
});
