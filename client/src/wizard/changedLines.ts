/** The lines of a text that another text has otherwise, counted from 0; undefined where none has. */
export function changedLines(
  before: string,
  after: string,
): { readonly first: number; readonly last: number } | undefined {
  const old = linesOf(before);
  const now = linesOf(after);
  let first = 0;
  while (first < now.length && old[first] === now[first]) first++;
  let last = now.length - 1;
  for (let end = old.length - 1; last >= first && end >= first && old[end] === now[last]; end--) last--;
  return first > last ? undefined : { first, last };
}

/** A comma at the end of a line says that another follows, nothing of the line itself. */
function linesOf(text: string): readonly string[] {
  return text.split('\n').map((line) => line.replace(/,$/, ''));
}
