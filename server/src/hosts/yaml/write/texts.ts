import type { Hole } from '../../../text/holedText.ts';
import type { StringNode } from '../../../tree/node.ts';
import { changesOf, narrowed, type TextChange } from '../../freshText.ts';
import { isHostString, type Quote } from '../../hostString.ts';
import type { Places } from './places.ts';
import type { Sheet } from './sheet.ts';

/** A part of a text with another in its place. @param quote what it gets where it needs some and has none */
export function changeText(sheet: Sheet, places: Places, target: StringNode, change: TextChange, quote: Quote): void {
  if (!putChange(sheet, places, target, change, quote)) sheet.decline();
}

/** Another text in place of one: only what differs is written, and what a deploy fills in stays. False where all of it would go. */
export function changeTexts(sheet: Sheet, places: Places, target: StringNode, value: string, quote: Quote): boolean {
  const changes = changesOf(target, value);
  if (changes === 'whole') {
    if (target.holes.length) return false;
    const change = narrowed(target.value, { from: 0, to: target.value.length, text: value });
    return putChange(sheet, places, target, change, quote);
  }
  if (changes) for (const change of changes) changeText(sheet, places, target, change, quote);
  else sheet.decline();
  return true;
}

function putChange(sheet: Sheet, places: Places, target: StringNode, change: TextChange, quote: Quote): boolean {
  const inHole = target.holes.some(({ from, to }) => from < change.to && change.from < to);
  const written = inHole || !isHostString(target) ? undefined : target.change(change, quote);
  if (written) {
    sheet.touch(places.inner(target.span.start));
    sheet.put(places.span(written.span), written.newText);
  }
  return written !== undefined;
}

/** What looks like a name to fill in and is none has to be said to be filled in, and all else that looks so to be text. */
export function substituted(sheet: Sheet, places: Places, target: StringNode): void {
  const parts = isHostString(target) ? target.parts : undefined;
  if (parts) {
    for (const part of parts)
      if (part.kind === 'string' && part.holes.some(isUnsubstituted)) substituted(sheet, places, part);
    return;
  }
  const part = places.ownPartOf(target) ?? places.partAt(target);
  if (!part?.value || part.isTagged) {
    sheet.decline(); // a tag has it be something else already
    return;
  }
  sheet.touch(part.bare);
  sheet.insert(part.bare, '!Sub ');
  for (const { index } of target.value.matchAll(/\$\{/g)) {
    if (target.holes.some(({ from, to }) => from <= index && index < to)) continue;
    sheet.insert(places.inner(target.slice(index + 2, index + 2).start), '!');
  }
}

function isUnsubstituted({ reason }: Hole): boolean {
  return reason === 'unsubstituted';
}
