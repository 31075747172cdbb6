/** The lines of a text that another text has otherwise, counted from 0. */
export function changedLines(before: string, after: string): readonly number[] {
  const old = linesOf(before);
  const now = linesOf(after);
  let first = 0;
  while (first < now.length && old[first] === now[first]) first++;
  let last = now.length - 1;
  for (let end = old.length - 1; last >= first && end >= first && old[end] === now[last]; end--) last--;
  const between = Array.from({ length: Math.max(last - first + 1, 0) }, (_, i) => first + i);
  // Of as many lines as before, each is compared with the one that it took the place of.
  return old.length === now.length ? between.filter((line) => old[line] !== now[line]) : between;
}

/** A comma at the end of a line says that another follows, nothing of the line itself. */
function linesOf(text: string): readonly string[] {
  return text.split('\n').map((line) => line.replace(/,$/, ''));
}
