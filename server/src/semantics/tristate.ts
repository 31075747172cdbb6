import type { Answer } from '../iam/answer.ts';

/** What can be said for sure of something that a request, or a deploy, may still decide. */
export type Tristate = Answer;

/** Yes where both are, no where one of them is not. */
export function both(a: Tristate, b: Tristate): Tristate {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'unknown';
}

/** Yes where one of them is, no where neither is. */
export function either(a: Tristate, b: Tristate): Tristate {
  return not(both(not(a), not(b)));
}

export function not(a: Tristate): Tristate {
  if (a === 'unknown') return a;
  return a === 'yes' ? 'no' : 'yes';
}

/** Yes where all are, and where there is nothing to ask. */
export function every<Thing>(things: Iterable<Thing>, ask: (thing: Thing) => Tristate): Tristate {
  let all: Tristate = 'yes';
  for (const thing of things) {
    all = both(all, ask(thing));
    if (all === 'no') break;
  }
  return all;
}

/** Yes where one is; no where there is nothing to ask. */
export function some<Thing>(things: Iterable<Thing>, ask: (thing: Thing) => Tristate): Tristate {
  let any: Tristate = 'no';
  for (const thing of things) {
    any = either(any, ask(thing));
    if (any === 'yes') break;
  }
  return any;
}

/** What two readings, or two states of what is not known, have in common. */
export function common(a: Tristate, b: Tristate): Tristate {
  return a === b ? a : 'unknown';
}
