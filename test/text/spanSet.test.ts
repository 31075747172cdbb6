import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contains, overlaps, type Span } from '../../server/src/text/span.ts';
import { SpanSet } from '../../server/src/text/spanSet.ts';

const span: fc.Arbitrary<Span> = fc
  .tuple(fc.nat(20), fc.nat(5))
  .map(([start, length]) => ({ start, end: start + length }));

describe('a set of spans', () => {
  it('says what a look at each of them says', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), span, (spans, asked) => {
        const set = new SpanSet(spans);
        assert.equal(
          set.overlaps(asked),
          spans.some((s) => overlaps(s, asked)),
        );
        assert.equal(
          set.touches(asked),
          spans.some((s) => overlaps(s, asked) || contains(asked, s)),
        );
        assert.equal(
          set.startsWithin(asked.start, asked.end),
          spans.some((s) => s.start >= asked.start && s.start <= asked.end),
        );
      }),
      { numRuns: 3000 },
    );
  });
});
