import type { Span } from '../../text/span.ts';
import type { ValueNode } from '../../tree/node.ts';
import { PlacedString } from './strings.ts';

// Values that do not stand where they count.

/** What stands in another file is judged where it is referred to. */
export function placedAt(node: ValueNode, span: Span): ValueNode {
  switch (node.kind) {
    case 'object':
      return {
        kind: 'object',
        open: node.open,
        span,
        members: node.members.map((m) => ({
          ...m,
          key: new PlacedString(m.key.value, span, m.key.holes),
          value: m.value && placedAt(m.value, span),
          span,
        })),
      };
    case 'array':
      return { kind: 'array', open: node.open, span, items: node.items.map((item) => placedAt(item, span)) };
    case 'string':
      return new PlacedString(node.value, span, node.holes);
    case 'literal':
    case 'opaque':
      return { ...node, span };
  }
}

/** The ARN of an identity provider, which has the account of the plan. */
export function arnOf(resource: string, span: Span): PlacedString {
  const [partition, account] = ['${partition}', '${account}'];
  const start = `arn:${partition}:iam::`;
  return new PlacedString(`${start}${account}:${resource}`, span, [
    { from: 4, to: 4 + partition.length, reason: 'interpolation' },
    { from: start.length, to: start.length + account.length, reason: 'interpolation' },
  ]);
}

/** How much of a policy a value is: how many there are, long texts counted as several. */
export function sizeOf(node: ValueNode): number {
  switch (node.kind) {
    case 'object':
      return node.members.reduce((size, { value }) => size + 1 + (value ? sizeOf(value) : 0), 1);
    case 'array':
      return node.items.reduce((size, item) => size + sizeOf(item), 1);
    case 'string':
      return 1 + Math.floor(node.value.length / 1000); // texts of texts grow as lists of lists do
    case 'literal':
    case 'opaque':
      return 1;
  }
}
