import { quotedExtent } from '../extents.ts';
import { nameOf, readLines, type Entry, type LineVisitor, type ValueForm } from '../lines.ts';

/** A value that is more than a word, with where it stands. */
export interface LongValue {
  readonly entry: Entry;
  readonly form: ValueForm;
  readonly start: number;
  readonly end: number;
}

/** All that the lines of a text are made of. */
export class TextOutline implements LineVisitor {
  readonly text: string;
  /** In the order of the text. */
  readonly entries: Entry[] = [];
  readonly #values: LongValue[] = [];

  constructor(text: string) {
    this.text = text;
    readLines(text, 0, text.length, this);
  }

  entry(entry: Entry): void {
    this.entries.push(entry);
  }

  value(entry: Entry, form: ValueForm, start: number, end: number): void {
    this.#values.push({ entry, form, start, end });
  }

  /** The value in brackets, in quotes or in lines of its own that an offset lies in. */
  valueAt(offset: number): LongValue | undefined {
    return this.#values.findLast(
      (value) => value.start < offset && (offset < value.end || (offset === value.end && !this.#hasEnd(value))),
    );
  }

  #hasEnd({ form, start, end }: LongValue): boolean {
    return form === 'quoted' ? quotedExtent(this.text, start, end, -1).closed : end < this.text.length;
  }

  /** The last that begins before an offset. */
  before(offset: number): Entry | undefined {
    return this.entries.findLast(({ start, kind }) => start < offset || (kind === 'document' && start === offset));
  }

  /** What begins in a part of the text. */
  within(start: number, end: number): readonly Entry[] {
    return this.entries.filter((entry) => entry.kind !== 'document' && entry.start >= start && entry.start < end);
  }

  /** What leads to a member or an item: its name, or which of the list's it is. */
  stepTo(entry: Entry): string | number {
    if (entry.kind === 'member') return nameOf(this.text, entry);
    return Math.max(itemsOf(entry.parent).indexOf(entry), 0);
  }
}

/** From an entry outwards. */
export function aroundOf(entry: Entry | undefined): readonly Entry[] {
  const around: Entry[] = [];
  for (let at = entry; at; at = at.parent) around.push(at);
  return around;
}

export function membersOf(entry: Entry | undefined): readonly Entry[] {
  return entry?.children?.filter(({ kind }) => kind === 'member') ?? [];
}

export function itemsOf(entry: Entry | undefined): readonly Entry[] {
  return entry?.children?.filter(({ kind }) => kind === 'item') ?? [];
}
