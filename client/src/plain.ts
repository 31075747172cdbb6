/**
 * A text that somebody else wrote, such as the name of a folder, as lists and notices show it: it makes no icon of `$(name)`, and no link
 * of `[text](command:…)`, which runs a command.
 */
export function plain(text: string): string {
  return text.replace(/[$\]](?=\()/g, '$&\u200b');
}
