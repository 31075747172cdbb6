import { printable } from '../text/printable.ts';

/** Of a picture's text. Pixels. */
export const FONT = 13;
/** The width of a line, at most. Pixels. */
const WIDEST = 250;
const BOLD = 1.13;

/** Widths of characters in a wide font, by the size of the font: editors bring fonts of their own. */
const WIDTHS: readonly (readonly [characters: string, width: number])[] = [
  ["ijlI.,:;'|!/\\ ", 0.35],
  ['frtJ()[]-"', 0.46],
  ['mMwW@%', 1],
  ['=+<>~^#&QOGDHNU', 0.84],
  ['ABCEFKLPRSTVXYZ', 0.71],
];
const WIDTH_OF = new Map(WIDTHS.flatMap(([characters, width]) => characters.split('').map((c) => [c, width] as const)));
const OTHER = 0.64;
const BEYOND_ASCII = 1.1;

/** How wide a line may be as it is drawn, whatever the font: rather too wide than too narrow. Pixels. */
export function widthOf(line: string, isBold: boolean): number {
  let width = 0;
  for (const c of line) width += WIDTH_OF.get(c) ?? (c < '\u007f' ? OTHER : BEYOND_ASCII);
  return width * FONT * (isBold ? BOLD : 1);
}

/** A text in lines that are not too wide, broken at blanks and, in an ARN, behind colons and slashes. */
export function linesOf(text: string, isBold: boolean): string[] {
  const lines: string[] = [];
  let line = '';
  const end = (): void => {
    lines.push(line.trimEnd());
    line = '';
  };
  for (const piece of printable(text).split(/(?<=[\s:/])/)) {
    if (line !== '' && widthOf(line + piece.trimEnd(), isBold) > WIDEST) end();
    if (widthOf(piece, isBold) <= WIDEST) {
      line += piece;
      continue;
    }
    for (const character of piece) {
      if (line !== '' && widthOf(line + character, isBold) > WIDEST) end();
      line += character;
    }
  }
  if (line.trim() !== '' || !lines.length) end();
  return lines;
}
