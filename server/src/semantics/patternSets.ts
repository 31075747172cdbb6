import type { Budget } from '../iam/wildcards.ts';

/**
 * Whether some text matches both of two patterns of `*` and `?`. Sure where it says no; where the budget ends it says yes.
 */
export function mayShare(a: string, b: string, budget: Budget): boolean {
  budget.steps--;
  if (areApart(a, b)) return false;
  const [rows, columns] = [a.length, b.length];
  budget.steps -= rows * columns;
  if (budget.steps < 0) return true;
  // From the end: whether what is left of one pattern and what is left of the other have a text in common.
  let below = new Uint8Array(columns + 1);
  for (let i = rows; i >= 0; i--) {
    const row = new Uint8Array(columns + 1);
    for (let k = columns; k >= 0; k--) {
      const [x, y] = [a.charAt(i), b.charAt(k)];
      let shared: number | undefined;
      if (i === rows && k === columns) shared = 1;
      else if (x === '*') shared = below[k] || (k < columns ? row[k + 1] : 0);
      else if (y === '*') shared = row[k + 1] || (i < rows ? below[k] : 0);
      else if (i < rows && k < columns && (x === y || x === '?' || y === '?')) shared = below[k + 1];
      row[k] = shared ?? 0;
    }
    below = row;
  }
  return below[0] === 1;
}

/** Whether they start or end differently before any wildcard: most do that differ at all. */
function areApart(a: string, b: string): boolean {
  const isLetter = (c: string): boolean => c !== '*' && c !== '?' && c !== '';
  for (let i = 0; isLetter(a.charAt(i)) && isLetter(b.charAt(i)); i++) if (a.charAt(i) !== b.charAt(i)) return true;
  for (let i = 1; isLetter(a.charAt(a.length - i)) && isLetter(b.charAt(b.length - i)); i++)
    if (a.charAt(a.length - i) !== b.charAt(b.length - i)) return true;
  return false;
}

/** Whether all texts that match one pattern surely match the other. Where the budget ends it is not sure. */
export function isPatternWithin(inner: string, outer: string, budget: Budget): boolean {
  // The inner one's own wildcards are letters that only a wildcard of the outer one takes: a `*` any of them, a `?` another `?`.
  const [narrow, wide] = [inOrder(inner), inOrder(outer)];
  let [at, star, mark] = [0, -1, 0];
  for (let i = 0; i < narrow.length;) {
    if (--budget.steps < 0) return false;
    const [x, y] = [narrow.charAt(i), wide.charAt(at)];
    if (y !== '*' && y !== '' && (x === y || (y === '?' && x !== '*'))) {
      i++;
      at++;
    } else if (y === '*') {
      star = at++;
      mark = i;
    } else if (star >= 0) {
      at = star + 1;
      i = ++mark;
    } else return false;
  }
  while (wide.charAt(at) === '*') at++;
  return at === wide.length;
}

/** Wildcards that stand together: first those of one character, then one of any number. */
function inOrder(pattern: string): string {
  return pattern.replace(/[*?]{2,}/g, (run) => {
    const ones = run.replaceAll('*', '');
    return ones.length === run.length ? ones : `${ones}*`;
  });
}
