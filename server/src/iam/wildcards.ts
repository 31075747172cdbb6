/** Whether a value under a Like operator lets everything pass that has the key at all. */
export function isOnlyWildcards(value: string): boolean {
  return /^[*?]*$/.test(value) && value !== '';
}

/** Whether the value holds a `*` or `?` that a Like operator would read as a wildcard; `${*}` and `${?}` are literal. */
export function hasWildcard(value: string): boolean {
  return /[*?]/.test(value.includes('${') ? value.replace(/\$\{[*?$]\}/g, '') : value);
}

/** Matches `*` and `?` without backtracking blow-up: greedy, remembering only the last star. */
export function wildcardMatches(pattern: string, text: string): boolean {
  return matchesWithin(pattern, text, { steps: Infinity });
}

/** How many characters may still be compared. Below zero there were not enough of them. */
export interface Budget {
  steps: number;
}

/** Whether a pattern surely matches: not where the budget ends before that is known. */
export function matchesWithin(pattern: string, text: string, budget: Budget): boolean {
  let p = 0;
  let star = -1;
  let mark = 0;
  for (let t = 0; t < text.length;) {
    if (--budget.steps < 0) return false;
    if (
      p < pattern.length &&
      (pattern.charAt(p) === '?' || (pattern.charAt(p) === text.charAt(t) && pattern.charAt(p) !== '*'))
    ) {
      p++;
      t++;
    } else if (pattern.charAt(p) === '*') {
      star = p++;
      mark = t;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (pattern.charAt(p) === '*') p++;
  return p === pattern.length;
}

/** The `?` of an address begins its query and means itself, as in the entity IDs of Google Workspace. */
export function isAddressWithQuery(value: string): boolean {
  return ADDRESS_WITH_QUERY.test(value);
}

const ADDRESS_WITH_QUERY = /^https?:\/\/[^*?\s]+\?[^*?\s]*$/;
