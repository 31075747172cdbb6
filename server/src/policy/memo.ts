/**
 * A question about a node of the model, worked out once: the model never changes, and many rules ask the same of it. Answers
 * go with their nodes.
 */
export function memo<Node extends object, Answer>(ask: (node: Node) => Answer): (node: Node) => Answer {
  const known = new WeakMap<Node, { readonly answer: Answer }>();
  return (node) => {
    let kept = known.get(node);
    if (!kept) known.set(node, (kept = { answer: ask(node) }));
    return kept.answer;
  };
}
