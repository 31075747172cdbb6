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
    assert.deepEqual([...directory.references('name a')].sort(), ['again', 'b', 'template']);
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

  it('leads from an external ID to all who name it, and says of whom it is asked', () => {
    const asking = (id: unknown, principal: object, effect = 'Allow', operator = 'StringEquals'): object => ({
      Effect: effect,
      Principal: principal,
      Action: 'sts:AssumeRole',
      Condition: { [operator]: { 'sts:externalid': id } },
    });
    const policy = (...statements: readonly object[]): object => ({
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: statements },
    });
    const partner = { AWS: ['arn:aws:iam::444455556666:role/x', '210987654321'] };
    const directory = directoryOf({
      a: [
        policy(
          asking(['harbor-1', 'harbor-2', '<EXTERNAL_ID>'], partner),
          asking('harbor-1', { AWS: '*' }, 'Deny', 'StringNotEquals'),
        ),
      ],
      b: [policy(asking('harbor-1', { Service: 'vmie.amazonaws.com' }))],
      pattern: [policy(asking('harbor-*', partner, 'Allow', 'StringLike'))],
    });
    const found = (id: string): unknown =>
      [...directory.externalIds(id)].map(([name, uses]) => [name, uses.map(({ accounts }) => accounts)]);
    const accounts = ['444455556666', '210987654321'];
    assert.deepEqual(found('harbor-1'), [
      ['a', [accounts, []]],
      ['b', [[]]],
    ]);
    assert.deepEqual(found('harbor-2'), [['a', [accounts]]]);
    for (const none of ['<EXTERNAL_ID>', 'harbor-*', 'harbor-3']) assert.deepEqual(found(none), [], none);
    directory.delete('a');
    assert.deepEqual(found('harbor-1'), [['b', [[]]]]);
    directory.clear();
    assert.deepEqual(found('harbor-1'), []);
  });
});
