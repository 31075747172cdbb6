import { aligned, type Block as NewBlock, type Layout, type Named } from '../../../text/hcl/layout.ts';
import type { Attribute, Block, Body } from '../syntax.ts';
import { widthBeside, type NamedLine } from './columns.ts';
import { blankLineBefore, hasComment, indentAt, isBlankLine, lineRest, lineStart, startsLine } from './lines.ts';
import type { Sheet } from './sheet.ts';

interface Added {
  /** What it comes behind; undefined for the start. */
  readonly after: Attribute | Block | undefined;
  readonly lines: Named[];
  readonly blocks: NewBlock[];
}

/** Takes arguments and blocks out of a block and puts others in, each on lines of its own. */
export class BodyChange {
  readonly #sheet: Sheet;
  readonly #block: Block;
  readonly #layout: Layout;
  readonly #removed = new Set<Attribute | Block>();
  readonly #added = new Map<Attribute | Block | undefined, Added>();

  constructor(sheet: Sheet, block: Block, layout: Layout) {
    this.#sheet = sheet;
    this.#block = block;
    this.#layout = layout;
  }

  get body(): Body {
    return this.#block.body;
  }

  remove(item: Attribute | Block): void {
    this.#removed.add(item);
  }

  /** @param order names of arguments as they follow each other */
  addLine(line: Named, order: readonly string[]): void {
    const rank = order.indexOf(line.name);
    const isBefore = (item: Attribute | Block): boolean =>
      item.kind === 'attribute' && (!order.includes(item.name.text) || order.indexOf(item.name.text) < rank);
    const first = this.body.items.findIndex(
      (item) => item.kind === 'attribute' && order.indexOf(item.name.text) > rank,
    );
    const above = first < 0 ? this.body.items : this.body.items.slice(0, first);
    const { lines } = this.#behind(above.findLast(isBefore));
    const place = lines.findLastIndex(({ name }) => order.indexOf(name) < rank) + 1;
    lines.splice(place, 0, line);
  }

  /** @param types of blocks that it comes behind: the last of the first type that there is, else of the next */
  addBlock(block: NewBlock, types: readonly (readonly string[])[]): void {
    const { items } = this.body;
    const behind = types.map((some) => items.findLast((item) => item.kind === 'block' && some.includes(typeOf(item))));
    const attribute = items.findLast((item) => item.kind === 'attribute');
    this.#behind(behind.find((item) => item) ?? attribute).blocks.push(block);
  }

  #behind(after: Attribute | Block | undefined): Added {
    let added = this.#added.get(after);
    if (!added) this.#added.set(after, (added = { after, lines: [], blocks: [] }));
    return added;
  }

  write(): void {
    for (const item of this.#removed) this.#remove(item);
    for (const added of this.#added.values()) this.#insert(added);
  }

  #insert({ after, lines, blocks }: Added): void {
    const { text, eol } = this.#sheet;
    const { items } = this.body;
    const opens = this.#block.body.span.start + 1;
    const isEmpty = !items.length && text.slice(opens, this.body.span.end - 1).trim() === '';
    const rest = lineRest(text, after?.span.end ?? opens);
    const first = items.find((item) => startsLine(text, item.span.start));
    if (!isEmpty && (!rest.isBlank || !first)) {
      this.#sheet.decline();
      return;
    }
    const outer = indentAt(text, this.#block.span.start);
    const indent = first ? indentAt(text, first.span.start) : outer + this.#layout.style.unit;
    const index = after ? items.indexOf(after) + 1 : 0;
    const written = this.#aligned(lines, index, indent).map((line) => eol + indent + line);
    const isFirst = !after && !lines.length;
    for (const [i, block] of blocks.entries()) {
      const blank = (isFirst && !i) || !this.#isSpaced ? '' : eol;
      written.push(blank + eol + this.#layout.block(block, indent));
    }
    if (isEmpty) this.#sheet.put({ start: opens, end: this.body.span.end - 1 }, written.join('') + eol + outer);
    else if (after && this.#removed.has(after)) this.#sheet.insert(rest.next, written.join('').slice(eol.length) + eol);
    else this.#sheet.insert(rest.end, written.join(''));
  }

  #aligned(lines: readonly Named[], index: number, indent: string): readonly string[] {
    const items = this.body.items.map(lineOf);
    const beside = widthBeside(this.#sheet.text, items, index - 1, this.body.span.start + 1);
    const written = lines.map(({ name, value }) => {
      const text = this.#layout.value(value, indent);
      return { name: /[\r\n]/.test(text) ? name : name.padEnd(beside), value: text };
    });
    return aligned(written, ' = ');
  }

  /** Whether blocks stand apart: no two follow each other without a blank line. */
  get #isSpaced(): boolean {
    return isSpaced(this.#sheet.text, this.body);
  }

  #remove(item: Attribute | Block): void {
    const { text } = this.#sheet;
    const rest = lineRest(text, item.span.end);
    if (startsLine(text, item.span.start) && rest.isBlank) {
      const start = lineStart(text, item.span.start);
      const isFirst = this.body.items[0] === item;
      const before = item.kind === 'block' ? blankLineBefore(text, start) : undefined;
      const isBlank = item.kind === 'block' && before === undefined && isFirst && isBlankLine(text, rest.next);
      this.#sheet.put({ start: before ?? start, end: isBlank ? lineRest(text, rest.next).next : rest.next }, '');
      return;
    }
    const inside = { start: this.body.span.start + 1, end: this.body.span.end - 1 };
    if (this.body.items.length > 1 || hasComment(text, inside)) this.#sheet.decline();
    else this.#sheet.put(inside, '');
  }
}

export function isSpaced(text: string, { items }: Body): boolean {
  return items.every((item, i) => {
    const before = items[i - 1];
    if (item.kind !== 'block' || before?.kind !== 'block') return true;
    const between = text.slice(before.span.end, item.span.start).split(/\r\n|\n|\r/);
    return between.slice(1, -1).some((line) => line.trim() === '');
  });
}

export function lineOf(item: Attribute | Block): NamedLine {
  return item.kind === 'attribute'
    ? { key: item.name, value: item.value, span: item.span }
    : { key: item.type, value: undefined, span: item.span };
}

/** A dynamic block writes blocks of the type that it names. */
function typeOf({ type, labels }: Block): string {
  const [label] = labels;
  if (type.text !== 'dynamic' || !label) return type.text;
  return label.kind === 'name' ? label.text : label.value;
}
