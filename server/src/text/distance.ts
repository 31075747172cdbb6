/** Edit distance with swaps of neighbours as one step (optimal string alignment), or `limit + 1` when it is larger. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
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
  return last[b.length] ?? limit + 1;
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
