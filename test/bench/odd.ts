import { check, finish, fixAll, PolicyDocument } from '../../server/src/service.ts';
import { CROWDED } from './crowded.ts';
import { flawedRoles } from './documents.ts';
import { HOSTILE, SLOTS } from './hostile.ts';
import { context, ms } from './measure.ts';

/** One run each: the text changes under it. */
export function fixing(): void {
  console.log('\nfix-all of a dump of roles with one flaw each');
  for (const count of [1000, 10_000]) {
    const text = flawedRoles(count);
    const start = performance.now();
    finish(fixAll(new PolicyDocument(text, undefined), context));
    console.log(`  ${String(count).padEnd(24)} ${ms(performance.now() - start).padStart(8)} ms`);
  }
}

/** What a hostile value costs, in the slot where it costs most; one look, nothing kept from before. */
export function hostile(): void {
  console.log('\nhostile values, checked once: 20 KB, 1 MB');
  for (const [name, textOf] of HOSTILE) {
    const each = textOf(101).length - textOf(100).length;
    const [small, large] = [20_000, 1_000_000].map((size) =>
      Math.max(
        ...SLOTS.map(([, policyWith]) => {
          const text = JSON.stringify(policyWith(textOf(Math.round(size / each))));
          const start = performance.now();
          finish(check(new PolicyDocument(text, true), context));
          return performance.now() - start;
        }),
      ),
    );
    console.log(`  ${name.padEnd(24)} ${ms(small ?? 0).padStart(8)} ms ${ms(large ?? 0).padStart(8)} ms`);
  }
}

/** One look each, nothing kept from before. */
export function crowded(): void {
  console.log('\npolicies with very many of one thing, checked once: 1,000, 10,000');
  for (const [name, textOf] of CROWDED) {
    const [small, large] = [1000, 10_000].map((count) => {
      const text = textOf(count);
      const start = performance.now();
      finish(check(new PolicyDocument(text, true), context));
      return performance.now() - start;
    });
    console.log(`  ${name.padEnd(34)} ${ms(small ?? 0).padStart(8)} ms ${ms(large ?? 0).padStart(8)} ms`);
  }
}
