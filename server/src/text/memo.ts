/** Where a thing keeps its answers: in one place, so that all things of a kind stay of one shape, which makes reading them fast. */
const ANSWERS = Symbol('answers');

interface Answers {
  /** A copy of the thing has them too, and they are none of its own. */
  readonly of: object;
  last: Answered | undefined;
}

interface Answered {
  readonly ask: unknown;
  readonly answer: unknown;
  readonly before: Answered | undefined;
}

/**
 * A question about something that never changes, such as a node of the model, worked out once: many ask the same of it. The
 * answer is kept on the thing, and goes when it goes. A WeakMap would keep it apart, but costs the garbage collector more than
 * most answers take to work out.
 */
export function memo<Thing extends object, Answer>(ask: (thing: Thing) => Answer): (thing: Thing) => Answer {
  return (thing) => {
    const known = answersOf(thing);
    for (let kept = known?.last; kept; kept = kept.before) if (kept.ask === ask) return kept.answer as Answer;
    const answer = ask(thing);
    // To work it out, others may have been asked of the same thing.
    const answers = known ?? answersOf(thing) ?? { of: thing, last: undefined };
    answers.last = { ask, answer, before: answers.last };
    (thing as { [ANSWERS]?: Answers })[ANSWERS] = answers;
    return answer;
  };
}

function answersOf(thing: { readonly [ANSWERS]?: Answers }): Answers | undefined {
  const answers = thing[ANSWERS];
  return answers?.of === thing ? answers : undefined;
}
