import type { StringNode } from '../../../tree/node.ts';
import { changesOf, narrowed, type TextChange } from '../../freshText.ts';
import { isHostString } from '../../hostString.ts';
import type { Sheet } from './sheet.ts';

/** A part of a text with another in its place. */
export function changeText(sheet: Sheet, target: StringNode, change: TextChange): void {
  const written = isHostString(target) ? target.change(change) : undefined;
  if (written) sheet.put(written.span, written.newText);
  else sheet.decline();
}

/** Another text in place of one: only what differs is written, and what a plan fills in stays. False where all of it would go. */
export function changeTexts(sheet: Sheet, target: StringNode, value: string): boolean {
  const changes = changesOf(target, value);
  if (changes === 'whole') {
    if (target.holes.length) return false;
    const change = narrowed(target.value, { from: 0, to: target.value.length, text: value });
    const written = isHostString(target) ? target.change(change) : undefined;
    if (written) sheet.put(written.span, written.newText);
    return written !== undefined;
  }
  if (changes) for (const change of changes) changeText(sheet, target, change);
  else sheet.decline();
  return true;
}
