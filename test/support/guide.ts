/** A block of code in a guide. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The file that it shows, or is made of: said behind the language, or by a comment that is its first line. */
  readonly name: string | undefined;
  /** How it is made of that file: titles of changes, or a form to copy. Undefined for the file itself. */
  readonly made: string | undefined;
}

const FENCED = /^```(\w+)(?: ([^:\n]+)(?:: (.+))?)?\n([^]*?)^```$/gm;

export function blocksOf(page: string): Block[] {
  return [...page.matchAll(FENCED)].map(([, language = '', name, made, text = '']) => ({
    language,
    text,
    name: name ?? /^# (\S+)\n/.exec(text)?.[1],
    made,
  }));
}

/** The rows of the table with a heading; an empty first cell is that of the row above. */
export function rowsOf(page: string, heading: readonly string[]): string[][] {
  const lines = page.split('\n');
  const start = lines.indexOf(`| ${heading.join(' | ')} |`) + 2;
  if (start < 2) return [];
  const end = lines.findIndex((line, i) => i >= start && !line.startsWith('|'));
  let above = '';
  return lines.slice(start, end).map((line) => {
    const [first = '', ...cells] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    above = first || above;
    return [above, ...cells];
  });
}
