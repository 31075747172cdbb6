import { keep, newObject, type NewValue } from '../../../tree/edit.ts';
import type { StringNode, ValueNode } from '../../../tree/node.ts';
import type { Span } from '../../../text/span.ts';
import { SubString } from '../../subString.ts';
import { writtenItems, writtenMembers } from '../../writtenParts.ts';
import type { Comments } from './comments.ts';
import { FlowPen } from './flowPen.ts';
import type { KeptText, PenPlace, Written } from './keptText.ts';
import type { Layout, Part } from './layout.ts';
import { columnOf, indentAt, isOneLine, lineRest } from './lines.ts';
import type { Places } from './places.ts';
import { inQuotes, type Around } from './quoting.ts';
import type { Sheet } from './sheet.ts';
import type { Style } from './style.ts';

/** Writes parts of a text at other places as they stand: with tags, aliases and comments, moved by columns. */
export class KeptParts implements KeptText {
  readonly #sheet: Sheet;
  readonly #layout: Layout;
  readonly #places: Places;
  readonly #comments: Comments;
  readonly #style: Style;
  readonly #goes: (offset: number) => boolean;

  /** @param goes whether what stands at a place does so no more */
  constructor(
    sheet: Sheet,
    layout: Layout,
    places: Places,
    comments: Comments,
    style: Style,
    goes: (offset: number) => boolean,
  ) {
    this.#sheet = sheet;
    this.#layout = layout;
    this.#places = places;
    this.#comments = comments;
    this.#style = style;
    this.#goes = goes;
  }

  key(node: StringNode, around: Around): string {
    const key = this.#places.partOfKey(node)?.key;
    const text = key && this.#sheet.slice(key);
    if (text === undefined || node.holes.length || text.includes('\n')) this.#sheet.decline();
    return around === 'flow' ? this.#safe(text ?? '') : (text ?? '');
  }

  value(node: ValueNode, place: PenPlace): Written {
    const part = this.#places.partOf(node);
    const span = part?.value;
    if (!part || !span || this.#isNamed(span)) {
      this.#sheet.decline();
      return { text: '' };
    }
    return place.around === 'flow' ? { text: this.#inBrackets(node, part, span) } : this.#onLines(part, span, place);
  }

  #onLines(part: Part, span: Span, { column, inner }: PenPlace): Written {
    const text = this.#sheet.slice(span) + this.#comment(span);
    if (part.kind === 'block') {
      const from = columnOf(this.#sheet.text, span.start);
      if (from === undefined || span.start !== part.bare) this.#sheet.decline();
      return { text: this.#moved(text, inner - (from ?? 0)), isLines: true };
    }
    const line = indentAt(this.#sheet.text, part.span.start).length;
    const from = part.within.isBlock ? (columnOf(this.#sheet.text, part.span.start) ?? 0) : line;
    return { text: isOneLine(this.#sheet.text, span) ? text : this.#moved(text, column - from) };
  }

  /** The comment behind goes along, where its line goes. */
  #comment({ end }: Span): string {
    const rest = lineRest(this.#sheet.text, end);
    if (rest.comma !== undefined || rest.comment === undefined || !this.#goes(rest.comment)) return '';
    return this.#sheet.text.slice(end, rest.end);
  }

  /** Lines further in or out. */
  #moved(text: string, by: number): string {
    if (by === 0) return text;
    const [first = '', ...lines] = text.split('\n');
    const moved = lines.map((line) => {
      if (line.trim() === '') return line;
      const blanks = line.length - line.trimStart().length;
      if (blanks + by < 0 || line.slice(0, blanks).includes('\t')) this.#sheet.decline();
      return ' '.repeat(Math.max(blanks + by, 0)) + line.slice(blanks);
    });
    return [first, ...moved].join('\n');
  }

  #inBrackets(node: ValueNode, part: Part, span: Span): string {
    if (part.kind === 'block') return this.#asFlow(node, span);
    if (part.kind === 'text') {
      const isBare =
        node.kind === 'string' && !(node instanceof SubString) && !node.holes.length && span.start === part.bare;
      if (!isBare) this.#sheet.decline();
      return isBare ? inQuotes(node.value, this.#style.flow.quote) : '';
    }
    if (part.kind === 'flow' || part.kind === 'quoted' || part.kind === 'alias') return this.#sheet.slice(span);
    const word = this.#sheet.text.slice(part.bare, span.end);
    if (word.includes('\n')) this.#sheet.decline();
    return this.#sheet.text.slice(span.start, part.bare) + this.#safe(word);
  }

  /** Lines in brackets: with what they say, not as they stand. */
  #asFlow(node: ValueNode, span: Span): string {
    const value = partsKept(node);
    if (value === undefined || this.#comments.in(span).length) {
      this.#sheet.decline();
      return '';
    }
    return new FlowPen(this.#style, this).value(value, undefined);
  }

  /** A text without quotes gets some where it has to have some in brackets. */
  #safe(text: string): string {
    return /^["']/.test(text) || !/[,[\]{}]/.test(text) ? text : inQuotes(text, this.#style.flow.quote);
  }

  /** Whether an anchor stands in it, which would be there twice, or not before its aliases. */
  #isNamed({ start, end }: Span): boolean {
    return this.#layout.anchors.some(({ span }) => span.start >= start && span.start < end);
  }
}

function partsKept(node: ValueNode): NewValue | undefined {
  if (node.kind === 'array') return node.open ? undefined : writtenItems(node).map(keep);
  if (node.kind !== 'object' || node.open) return undefined;
  const members = writtenMembers(node);
  if (!members.every(({ value }) => value)) return undefined;
  return newObject(members.map(({ key, value }) => [key, keep(value as ValueNode)]));
}
