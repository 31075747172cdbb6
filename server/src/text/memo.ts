/**
 * A question about something that never changes, such as a node of the model, worked out once: many ask the same of it. The
 * answer is kept on the thing, hidden, and goes when it goes. A WeakMap would keep it apart, but costs the garbage collector more
 * than most answers take to work out.
 */
export function memo<Thing extends object, Answer>(ask: (thing: Thing) => Answer): (thing: Thing) => Answer {
  const key = Symbol('memo');
  return (thing) => {
    const kept = (thing as { readonly [key]?: { readonly answer: Answer } })[key];
    if (kept) return kept.answer;
    const answer = ask(thing);
    Object.defineProperty(thing, key, { value: { answer } });
    return answer;
  };
}
