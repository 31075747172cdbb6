import type { ObjectNode, ValueNode } from '../../tree/node.ts';
import { parse } from './parse.ts';
import { JsonTextPolicy } from './policy.ts';

/**
 * A policy as it reads once the string that is typed in it has its end: a string without one takes brackets in, and statements
 * with them. It tells what stands around a cursor, and is never written: behind the cursor its spans are not the document's.
 * @param text the document's
 * @param inner the JSON text with that end
 */
export function reread(policy: JsonTextPolicy, text: string, inner: string): JsonTextPolicy {
  const { layers } = policy;
  const { root } = parse(inner, layers, policy.substituted);
  const found = root && startingAt(root, policy.root.span.start);
  return found ? new JsonTextPolicy(text, { ...givenOf(policy), root: found }) : policy;
}

function givenOf(policy: JsonTextPolicy): ConstructorParameters<typeof JsonTextPolicy>[1] {
  const { root, kind, place, toldBy, owner, template, layers, unreadable, substituted } = policy;
  return { root, kind, place, toldBy, owner, template, layers, unreadable, substituted };
}

function startingAt(node: ValueNode, start: number): ObjectNode | undefined {
  if (node.span.start > start) return undefined;
  if (node.kind === 'object' && node.span.start === start) return node;
  const inner =
    node.kind === 'array' ? node.items : node.kind === 'object' ? node.members.map(({ value }) => value) : [];
  for (const value of inner.toReversed()) {
    const found = value && startingAt(value, start);
    if (found) return found;
  }
  return undefined;
}
