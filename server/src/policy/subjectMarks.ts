import type { HoledText } from '../text/holedText.ts';

// One character each, so that a value can be laid beside a form character by character.
export const HOLE = '\ue000';
export const STAR = '\ue001';
export const ANY_ONE = '\ue002';
/** What is still to be filled in at the end, with no more than a wildcard behind it. */
export const ENDS_IN_HOLE = /^[^\ue001]*\ue000:?\ue001$/;

/** The value with its wildcards and holes as single marks; without wildcards a `*` stays a `*`. */
export function marked({ value, holes }: HoledText, wildcards: boolean): string {
  let text = '';
  let at = 0;
  const plain = (piece: string): string => (wildcards ? piece.replace(/\*+/g, STAR).replace(/\?/g, ANY_ONE) : piece);
  for (const hole of holes) {
    text += plain(value.slice(at, hole.from)) + HOLE;
    // PowerShell ends the name of a variable by a backtick before a colon.
    at = value.startsWith('`:', hole.to) ? hole.to + 1 : hole.to;
  }
  return text + plain(value.slice(at));
}

/** Whether a marked value, or a part of it, has a mark. */
export function hasMark(text: string): boolean {
  return /[\ue000-\ue002]/.test(text);
}

/** Whether a value, once it is marked, is to the letter. */
export function isLiteral({ value, holes }: HoledText, wildcards: boolean): boolean {
  return !holes.length && !(wildcards ? /[*?\ue000-\ue002]/ : /[\ue000-\ue002]/).test(value);
}

/** As it is written, with what is still to be filled in as dots. */
export function shown(text: string): string {
  return text.replaceAll(STAR, '*').replaceAll(ANY_ONE, '?').replaceAll(HOLE, '…');
}
