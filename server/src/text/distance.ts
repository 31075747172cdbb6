/** Edit distance with swaps of neighbours as one step (optimal string alignment), or `limit + 1` when it is larger. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  // What both begin or end with costs nothing; of names that resemble each other little else is left.
  const shorter = Math.min(a.length, b.length);
  let from = 0;
  while (from < shorter && a.charCodeAt(from) === b.charCodeAt(from)) from++;
  let cut = 0;
  while (cut < shorter - from && a.charCodeAt(a.length - 1 - cut) === b.charCodeAt(b.length - 1 - cut)) cut++;
  return distanceBetween(a.slice(from, a.length - cut), b.slice(from, b.length - cut), limit);
}

function distanceBetween(a: string, b: string, limit: number): number {
  if (a === '' || b === '') return a.length + b.length;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      const swapped =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) value = Math.min(value, (beforeLast[j - 2] ?? 0) + 1);
      row.push(value);
      best = Math.min(best, value);
    }
    if (best > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[b.length] ?? limit + 1, limit + 1);
}

/** The candidates nearest to `word` within `limit` steps, nearest first, at most `most`; ties keep the given order. */
export function nearest(word: string, candidates: Iterable<string>, limit: number, most = 3): string[] {
  const found: { candidate: string; steps: number }[] = [];
  for (const candidate of candidates) {
    const steps = distance(word, candidate, limit);
    if (steps <= limit) found.push({ candidate, steps });
  }
  found.sort((a, b) => a.steps - b.steps);
  return found.slice(0, most).map((f) => f.candidate);
}
