import assert from 'node:assert/strict';
import type { NamePlace } from '../../server/src/hosts/host.ts';
import { nameAt, placesOfName } from '../../server/src/service.ts';

const at = { start: 0, end: 1 };
const gives = (name: string, isTrusted = false): NamePlace => ({
  name,
  span: at,
  is: 'definition',
  within: undefined,
  isTrusted,
});
const uses = (name: string, within?: string, isTrusted = false): NamePlace => ({
  name,
  span: at,
  is: 'reference',
  within,
  isTrusted,
});
const found = (name: string, ...documents: readonly (readonly NamePlace[])[]): string[] =>
  placesOfName(
    name,
    documents.map((names, id) => ({ id, names })),
  ).map(({ id, place }) => `${id} ${place.is}`);

describe('places of a name', () => {
  it('are those of all documents', () => {
    assert.deepEqual(found('a', [uses('a', undefined, true), uses('b')], [gives('a'), gives('b')]), [
      '0 reference',
      '1 definition',
    ]);
  });

  it('are those of names that a trust policy is made of, through others', () => {
    const parts = [uses('b', 'a'), uses('c', 'b'), gives('b'), gives('c'), gives('d'), uses('d', 'e')];
    assert.deepEqual(found('c', [uses('a', undefined, true)], parts), ['1 reference', '1 definition']);
    assert.deepEqual(found('c', [uses('a')], parts), []);
    assert.deepEqual(found('d', [uses('a', undefined, true)], parts), []);
    assert.deepEqual(found('b', [gives('a', true)], parts), ['1 reference', '1 definition']);
  });

  it('come to an end where names are made of each other', () => {
    assert.deepEqual(found('a', [uses('b', 'a', true), uses('a', 'b')]), ['0 reference']);
  });

  it('are found at both of their ends', () => {
    const names = [gives('a')];
    assert.deepEqual(
      [0, 1, 2].map((offset) => nameAt(names, offset)?.name),
      ['a', 'a', undefined],
    );
  });
});
