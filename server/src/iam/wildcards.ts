/** Whether a value under a Like operator lets everything pass that has the key at all. */
export function isOnlyWildcards(value: string): boolean {
  return /^[*?]*$/.test(value) && value !== '';
}

/** Whether the value holds a `*` or `?` that a Like operator would read as a wildcard; `${*}` and `${?}` are literal. */
export function hasWildcard(value: string): boolean {
  return /[*?]/.test(value.replace(/\$\{[*?$]\}/g, ''));
}
