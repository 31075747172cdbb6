import { keptNode, newMembers, type NewValue } from '../tree/edit.ts';
import type { StringNode, ValueNode } from '../tree/node.ts';

/** Whether a new value says what stands there, so that nothing has to be written. */
export function isSame(node: ValueNode | undefined, value: NewValue): boolean {
  const kept = keptNode(value);
  if (!node || kept) return node !== undefined && kept === node;
  switch (node.kind) {
    case 'string':
      return node.value === value && !node.holes.length;
    case 'literal':
      return node.value === value;
    case 'array': {
      if (!Array.isArray(value) || node.open) return false;
      const wanted = value as readonly NewValue[];
      return wanted.length === node.items.length && node.items.every((item, i) => isSame(item, wanted[i] ?? null));
    }
    case 'object': {
      const wanted = newMembers(value);
      const members = node.members.filter((m) => !m.implied);
      if (!wanted || node.open || wanted.length !== members.length) return false;
      return wanted.every(([name, inner], i) => {
        const member = members[i];
        return member?.key.value === textOf(name) && isSame(member.value, inner);
      });
    }
    case 'opaque':
      return false;
  }
}

export function textOf(name: string | StringNode): string {
  return typeof name === 'string' ? name : name.value;
}

export function isSorted(numbers: readonly number[]): boolean {
  return numbers.every((n, i) => i === 0 || (numbers[i - 1] ?? 0) < n);
}
