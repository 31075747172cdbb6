import { itemsOf, toJson, type JsonValue, type ValueNode } from './node.ts';

/** Two values as one list, or two objects as one; undefined where both cannot stand together. */
export function merged(a: ValueNode, b: ValueNode): JsonValue | undefined {
  if (a.kind === 'object' && b.kind === 'object') {
    const result = new Map<string, { name: string; value: JsonValue }>();
    for (const member of [...a.members, ...b.members]) {
      const name = member.key.value;
      if (!member.value) continue;
      // Without case, as condition keys are compared; other members that differ in case alone are wrong anyway.
      const before = result.get(name.toLowerCase());
      const value =
        before === undefined
          ? toJson(member.value)
          : unique([...asList(before.value), ...itemsOf(member.value).map(toJson)]);
      result.set(name.toLowerCase(), { name: before?.name ?? name, value });
    }
    return Object.fromEntries([...result.values()].map(({ name, value }) => [name, value]));
  }
  if (a.kind === 'object' || b.kind === 'object') return undefined;
  return unique([...itemsOf(a), ...itemsOf(b)].map(toJson));
}

function asList(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}

function unique(values: readonly JsonValue[]): JsonValue {
  return [...new Map(values.map((v) => [JSON.stringify(v), v])).values()];
}
