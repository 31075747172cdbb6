/**
 * A question about something that never changes, such as a node of the model, worked out once: many ask the same of it. The
 * answer goes when it goes.
 */
export function memo<Thing extends object, Answer>(ask: (thing: Thing) => Answer): (thing: Thing) => Answer {
  const known = new WeakMap<Thing, { readonly answer: Answer }>();
  return (thing) => {
    let kept = known.get(thing);
    if (!kept) known.set(thing, (kept = { answer: ask(thing) }));
    return kept.answer;
  };
}
