import type { ValueNode } from '../tree/node.ts';

/** The JSON that a value is sent as, without blanks; what only a deploy knows stands there as it is written. */
export function compactJson(node: ValueNode): string {
  switch (node.kind) {
    case 'object':
      return `{${node.members.map((m) => `${JSON.stringify(m.key.value)}:${m.value ? compactJson(m.value) : ''}`).join(',')}}`;
    case 'array':
      return `[${node.items.map(compactJson).join(',')}]`;
    case 'string':
    case 'literal':
      return JSON.stringify(node.value);
    case 'opaque':
      return node.text;
  }
}
