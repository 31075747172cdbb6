/** `a, b and c`; what is more than `most` is counted. */
export function listed(items: readonly string[], word: 'and' | 'or', most = 3): string {
  const shown =
    items.length > most + 1
      ? [...items.slice(0, most), `${items.length - most} ${word === 'or' ? 'others' : 'more'}`]
      : items;
  return joined(shown, word);
}

/** `"a", "b" and "c"`. */
export function quotedList(items: readonly string[], word: 'and' | 'or'): string {
  return listed(
    items.map((item) => `"${item}"`),
    word,
  );
}

/** `a, b and c`; behind an item that is a list itself a comma says where it ends: `a and b, and c`. */
export function joined(items: readonly string[], word: 'and' | 'or'): string {
  const last = items.at(-1) ?? '';
  const before = items.slice(0, -1);
  if (!before.length) return last;
  return `${before.join(', ')}${before.some((item) => LIST.test(item)) ? ',' : ''} ${word} ${last}`;
}

const LIST = /\S (?:and|or) \S/;
