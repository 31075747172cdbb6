/** Work that stops now and then: whoever runs it may let others in there, or give it up. */
export type Steps<T> = Generator<undefined, T>;

/** Runs steps to their end at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Turns each of many into something else, a step each. */
export function* eachInSteps<From, To>(items: readonly From[], turn: (item: From, index: number) => To): Steps<To[]> {
  const made: To[] = [];
  for (const item of items) {
    made.push(turn(item, made.length));
    yield undefined;
  }
  return made;
}
