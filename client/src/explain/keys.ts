/**
 * A name for each thing of a page that it keeps while others come and go around it: its own, with a number where several have the
 * same. As an `id` takes it.
 */
export function keysOf(names: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  return names.map((name) => {
    const key = name.replace(/[^\w-]/g, (c) => `.${c.charCodeAt(0)}`);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count === 1 ? key : `${key}.${count}`;
  });
}
