/** How many blanks a line begins with. */
export function indentOf(text: string, offset: number): number {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  let at = line;
  while (text.charAt(at) === ' ') at++;
  return at - line;
}
