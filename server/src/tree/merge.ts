import { eachOnce } from './copy.ts';
import { keep, newObject, type NewValue } from './edit.ts';
import { isWhole, itemsOf, mayBeList, type StringNode, type ValueNode } from './node.ts';

/** Two values as one list, or two objects as one; undefined where both cannot stand together. */
export function merged(a: ValueNode, b: ValueNode): NewValue | undefined {
  if (!isWhole(a) || !isWhole(b)) return undefined;
  if (a.kind === 'object' && b.kind === 'object') {
    const found = new Map<string, { readonly key: StringNode; readonly values: ValueNode[] }>();
    for (const { key, value } of [...a.members, ...b.members]) {
      if (!value) continue;
      // Without case, as condition keys are compared; other members that differ in case alone are wrong anyway.
      const name = key.value.toLowerCase();
      const before = found.get(name);
      if (before) before.values.push(value);
      else found.set(name, { key, values: [value] });
    }
    const members = [...found.values()].map(({ key, values }) => [key, together(values)] as const);
    return members.every(hasValue) ? newObject(members) : undefined;
  }
  if (a.kind === 'object' || b.kind === 'object') return undefined;
  return together([a, b]);
}

function together(values: readonly ValueNode[]): NewValue | undefined {
  const [first, ...others] = values;
  if (first && !others.length) return keep(first);
  return values.some(mayBeList) ? undefined : eachOnce(values.flatMap(itemsOf));
}

function hasValue(
  member: readonly [key: StringNode, value: NewValue | undefined],
): member is readonly [key: StringNode, value: NewValue] {
  return member[1] !== undefined;
}
