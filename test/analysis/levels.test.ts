import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Levels, type Changes } from '../../server/src/analysis/levels.ts';
import type { Override } from '../../server/src/config/config.ts';
import { rules } from '../../server/src/rules/index.ts';
import { testContext } from '../support/context.ts';

const META = rules.slice(0, 3).map((r) => r.meta);
const levels = fc.dictionary(fc.constantFrom(...META.map((m) => m.id)), fc.constantFrom('error', 'hint', 'off'));
const override = fc.record({
  rules: levels,
  sids: fc.option(fc.array(fc.constantFrom('', 'A', 'B')), { nil: undefined }),
});

describe('the level of a finding', () => {
  it('is the last one that speaks of its rule and its statement, and each that does counts as used', () => {
    fc.assert(
      fc.property(
        levels,
        fc.array(override, { maxLength: 6 }),
        fc.constantFrom(...META),
        fc.constantFrom('warning', undefined),
        fc.constantFrom('', 'A', 'C'),
        (own, list, meta, reported, sid) => {
          const overrides = list.map((o, i): Override => ({ ...o, index: 2 * i }));
          const { config } = testContext({ rules: own, overrides });
          const used = new Set<Changes>();
          const level = new Levels(config).of(meta, reported, () => sid, used);
          const speaking = overrides.filter((o) => o.rules[meta.id] && (!o.sids || o.sids.includes(sid)));
          assert.equal(level, speaking.at(-1)?.rules[meta.id] ?? own[meta.id] ?? reported ?? meta.level);
          const indexes = [...used].flatMap((changes) => changes.map((c) => c.index));
          assert.deepEqual(
            indexes.sort((a, b) => a - b),
            speaking.map((o) => o.index),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});
