import type { TextEdit } from '../../../text/edit.ts';
import { contains } from '../../../text/span.ts';
import type { ValueNode } from '../../../tree/node.ts';
import type { JsonTextPolicy } from '../../jsonText/policy.ts';
import { documentsOf } from '../islands.ts';
import { layoutOf } from './documentLayout.ts';

/**
 * Has all of a JSON text be filled in that looks so and is not: with the function before it, and all else that looks so said to be
 * text. Undefined where a tag stands there already, or the text stands in another one.
 */
export function substitutedText(text: string, { root, layers, substituted }: JsonTextPolicy): TextEdit[] | undefined {
  const [layer, ...others] = layers;
  const document = documentsOf(text).find(({ entry }) => contains(entry, root.span))?.entry;
  if (!layer || others.length || substituted || !document) return undefined;
  const layout = layoutOf(text, document);
  const scalar = layout.scalars.find((span) => contains(span, root.span));
  const part = scalar && layout.partAt(scalar.start);
  if (!part?.value || part.isTagged) return undefined;
  const filled = holesIn(root);
  const edits: TextEdit[] = [{ span: { start: part.bare, end: part.bare }, newText: '!Sub ' }];
  for (const { index } of layer.text.matchAll(/\$\{/g)) {
    if (filled.has(layer.outer(index))) continue;
    const at = layer.outer(index + 2);
    edits.push({ span: { start: at, end: at }, newText: '!' });
  }
  return edits;
}

/** Where names stand that are to be filled in. */
function holesIn(root: ValueNode): ReadonlySet<number> {
  const found = new Set<number>();
  const open: ValueNode[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'array') open.push(...node.items);
    else if (node.kind === 'object')
      for (const { key, value } of node.members) open.push(key, ...(value ? [value] : []));
    else if (node.kind === 'string')
      for (const { from, to, reason } of node.holes)
        if (reason === 'unsubstituted') found.add(node.slice(from, to).start);
  }
  return found;
}
