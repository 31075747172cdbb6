// What an expression would look for again and again is cut here in one walk.

/** The text before the first `mark`; all of it where there is none. */
export function upTo(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? text : text.slice(0, at);
}

/** The text without any of these characters at its end. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Whether a document holds nothing yet: no text at all, or an empty object. */
export function isBlankJson(text: string): boolean {
  const written = text.trim();
  return written === '' || (written.startsWith('{') && written.endsWith('}') && written.slice(1, -1).trim() === '');
}
