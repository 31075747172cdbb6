/** `a, b and c`; what is more than `most` is counted. */
export function listed(items: readonly string[], word: 'and' | 'or', most = 3): string {
  const shown =
    items.length > most + 1
      ? [...items.slice(0, most), `${items.length - most} ${word === 'or' ? 'others' : 'more'}`]
      : items;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} ${word} ${last}`;
}
