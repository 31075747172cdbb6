import assert from 'node:assert/strict';
import fc from 'fast-check';
import { distance, nearest } from '../../server/src/text/distance.ts';

/** As the definition says it. */
function asDefined(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const steps = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) steps.push(at(i - 2, j - 2) + 1);
      rows[i]?.push(Math.min(...steps));
    }
  }
  return at(a.length, b.length);
}

describe('the edit distance of two names', () => {
  it('is the number of letters to add, drop, change or swap', () => {
    for (const [a, b, steps] of [
      ['', '', 0],
      ['sts', '', 3],
      ['lambda', 'lambda', 0],
      ['lamdba', 'lambda', 1],
      ['Action', 'Actions', 1],
      ['aa', 'a', 1],
      ['abab', 'ab', 2],
      ['AsumeRole', 'AssumeRoles', 2],
    ] as const) {
      assert.equal(distance(a, b, 9), steps, `${a}, ${b}`);
      assert.equal(distance(b, a, 9), steps, `${b}, ${a}`);
    }
  });

  it('is what its definition says, and one more than the limit where it is larger', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(word, word, fc.nat(6), (a, b, limit) => {
        assert.equal(distance(a, b, limit), Math.min(asDefined(a, b), limit + 1));
      }),
      { numRuns: 5000 },
    );
  });

  it('tells which names are nearest, of equal ones in the order given', () => {
    assert.deepEqual(nearest('sid', ['side', 'sod', 'sids', 'effect'], 1), ['side', 'sod', 'sids']);
    assert.deepEqual(nearest('sid', ['side', 'sid'], 1, 1), ['sid']);
  });
});
