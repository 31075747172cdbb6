import { keptIn, keptNode, newObject, type NewValue } from '../../../tree/edit.ts';
import type { ArrayNode, Member, ObjectNode, StringNode, ValueNode } from '../../../tree/node.ts';
import type { Span } from '../../../text/span.ts';
import type { ArrayChange, NewItem, NewMember, ObjectChange, Plan } from '../../editPlan.ts';
import { isHostString } from '../../hostString.ts';
import { isSame } from '../../sameValue.ts';
import { writtenItems } from '../../writtenParts.ts';
import { BlockChange } from './blockChange.ts';
import { Comments } from './comments.ts';
import { Changes, type ContainerChange } from './container.ts';
import { FlowChange, INLINE } from './flowChange.ts';
import { FlowPen } from './flowPen.ts';
import { KeptParts } from './kept.ts';
import type { Layout, Part } from './layout.ts';
import { columnOf, indentAt, isOneLine, lineRest, lineStart, startsLine } from './lines.ts';
import { BlockPen } from './pen.ts';
import type { Places } from './places.ts';
import type { Sheet } from './sheet.ts';
import type { Styles } from './style.ts';
import { changeText, changeTexts, substituted } from './texts.ts';

interface Pens {
  readonly block: BlockPen;
  readonly flow: FlowPen;
  readonly eol: string;
}

/** Writes changes of a policy that is a mapping. */
export class Writer {
  readonly #sheet: Sheet;
  readonly #layout: Layout;
  readonly #places: Places;
  readonly #plan: Plan;
  readonly #styles: Styles;
  readonly #comments: Comments;
  /** What goes, comments behind included. */
  readonly #gone: Span[] = [];

  constructor(sheet: Sheet, layout: Layout, places: Places, plan: Plan, styles: Styles) {
    this.#sheet = sheet;
    this.#layout = layout;
    this.#places = places;
    this.#plan = plan;
    this.#styles = styles;
    this.#comments = new Comments(sheet.text, layout);
  }

  write(): void {
    const { texts, substituted: targets, changed } = this.#plan;
    for (const edit of texts) changeText(this.#sheet, this.#places, edit.target, edit, this.#quoteAt(edit.target));
    for (const target of targets) substituted(this.#sheet, this.#places, target);
    for (const target of changed) this.#note(target);
    for (const target of changed) {
      const value = this.#plan.replacement(target);
      const change = this.#plan.objectChange(target) ?? this.#plan.arrayChange(target);
      if (value !== undefined) this.#replace(target, value);
      else if (change && target.kind === 'object') this.#object(target, change as ObjectChange);
      else if (change && target.kind === 'array') this.#array(target, change as ArrayChange);
    }
  }

  /** What a change takes out, so that a comment goes along with what stays of it. */
  #note(target: ValueNode): void {
    const change = this.#plan.objectChange(target) ?? this.#plan.arrayChange(target);
    for (const removed of change?.removed ?? []) this.#goes(this.#partOf(removed)?.span);
    if (this.#plan.replacement(target) !== undefined) this.#goes(this.#places.ownPartOf(target)?.value);
  }

  #goes(span: Span | undefined): void {
    if (span) this.#gone.push({ start: span.start, end: lineRest(this.#sheet.text, span.end).next });
  }

  #partOf(removed: Member | ValueNode): Part | undefined {
    return 'key' in removed ? this.#places.partOfKey(removed.key) : this.#places.partOf(removed);
  }

  #quoteAt(target: StringNode): '"' | "'" {
    return this.#styles.at(this.#places.inner(target.span.start)).block.quote;
  }

  #pens(offset: number): Pens {
    const style = this.#styles.at(offset);
    const isGone = (at: number): boolean => this.#gone.some(({ start, end }) => start <= at && at < end);
    const kept = new KeptParts(this.#sheet, this.#layout, this.#places, this.#comments, style, isGone);
    return { block: new BlockPen(style, kept), flow: new FlowPen(style, kept), eol: style.eol };
  }

  #replace(target: ValueNode, value: NewValue): void {
    if (target.kind === 'string' && typeof value === 'string') {
      if (changeTexts(this.#sheet, this.#places, target, value, this.#quoteAt(target))) return;
    }
    const part = this.#places.ownPartOf(target);
    if (part?.value && target.kind === 'array' && this.#reduced(target, part.value, value)) return;
    if (!part?.value || isTagThenAnchor(this.#sheet.text, part) || (isHostString(target) && target.isReferred))
      this.#sheet.decline();
    else {
      this.#sheet.touch(part.bare);
      if (part.within.isBlock) this.#replaceOnLines(part, part.value, value);
      else this.#replaceInBrackets(part, part.value, value);
    }
  }

  /** A list of which one item stays, where comments stand in it: as a list of one it says the same. */
  #reduced(target: ArrayNode, span: Span, value: NewValue): boolean {
    const items = writtenItems(target);
    const stays = items.find((item) => isSame(item, value));
    if (!stays || items.length < 2 || !this.#losesComment(span, value)) return false;
    this.#array(target, { removed: new Set(items.filter((item) => item !== stays)), added: [] });
    return true;
  }

  #replaceInBrackets(part: Part, span: Span, value: NewValue): void {
    const region = { start: this.#behindAnchor(part), end: span.end };
    if (this.#losesComment(region, value)) this.#sheet.decline();
    const isLine = isOneLine(this.#sheet.text, part.within.span);
    const indent = isLine ? undefined : indentAt(this.#sheet.text, part.span.start);
    const isWide = isOneLine(this.#sheet.text, span) && part.kind === 'flow';
    this.#sheet.put(region, this.#pens(region.start).flow.value(value, isWide ? undefined : indent));
  }

  /** Where what is behind an anchor begins. */
  #behindAnchor({ value, bare, behindAnchor }: Part): number {
    const start = value?.start ?? bare;
    return behindAnchor > start
      ? behindAnchor + (/^\s*/.exec(this.#sheet.text.slice(behindAnchor))?.[0].length ?? 0)
      : start;
  }

  #replaceOnLines(part: Part, { start, end }: Span, value: NewValue): void {
    const { text } = this.#sheet;
    const column = columnOf(text, part.span.start);
    if (column === undefined) {
      this.#sheet.decline();
      return;
    }
    const rest = lineRest(text, end);
    // What is kept, and ends where all of it ended, takes the comment behind along to where it comes to stand.
    const isTaken =
      rest.comment !== undefined && keptIn(value).some((node) => this.#places.partOf(node)?.value?.end === end);
    const written = this.#written(part, value, column);
    const between = { start: part.behindAnchor, end: part.bare };
    const isBelow = written.startsWith('\n') || written.startsWith('\r\n');
    // A comment behind the name stays there, and the lines below it are others.
    const keepsHead = isBelow && startsLine(text, start) && this.#comments.in(between).length > 0;
    const from = keepsHead ? lineStart(text, start) : part.behindAnchor;
    const region = { start: from, end: isTaken && (isBelow || keptNode(value)) ? rest.end : end };
    if (this.#losesComment(region, value)) this.#sheet.decline();
    this.#sheet.put(region, keepsHead ? written.replace(/^\r?\n/, '') : written);
  }

  /** What stands behind the colon of a name or a dash. */
  #written(part: Part, value: NewValue, column: number): string {
    const { block } = this.#pens(part.span.start);
    return part.key ? block.below(value, column) : block.item(value, column).slice(1);
  }

  /** Comments in what goes, but for those of what is kept of it. */
  #losesComment(region: Span, value: NewValue): boolean {
    const kept = keptIn(value).flatMap((node) => this.#places.partOf(node)?.value ?? []);
    const stays = kept.map(({ start, end }) => ({ start, end: lineRest(this.#sheet.text, end).end }));
    return this.#comments
      .in(region)
      .some((comment) => !stays.some(({ start, end }) => start <= comment.start && comment.start <= end));
  }

  #object(target: ObjectNode, { removed, renamed, added }: ObjectChange): void {
    for (const [{ key }, name] of renamed) {
      if (!changeTexts(this.#sheet, this.#places, key, name, this.#quoteAt(key))) this.#sheet.decline();
    }
    const changes = new Changes(this.#sheet);
    for (const member of removed) changes.remove(this.#places.partOfKey(member.key));
    const own = this.#places.collectionOf(target);
    for (const { name, value, where } of added) {
      const beside = typeof where === 'object' ? this.#places.partOfKey(where.after.key) : undefined;
      const after = beside?.within === own ? beside?.index : undefined;
      const { block, flow } = this.#pens(beside?.span.start ?? own?.span.end ?? 0);
      changes.add(own, after ?? where, (column) => {
        const member: readonly [string | StringNode, NewValue] = [name, value];
        if (own?.isBlock) return block.member(member, column);
        return flow.member(member, column === INLINE ? undefined : ' '.repeat(column));
      });
    }
    this.#write(changes, target, added);
  }

  #array(target: ArrayNode, { removed, added }: ArrayChange): void {
    const own = this.#places.collectionOf(target);
    if (own?.parts.length !== writtenItems(target).length) {
      this.#sheet.decline();
      return;
    }
    const changes = new Changes(this.#sheet);
    for (const item of removed) changes.remove(this.#places.partOf(item));
    for (const { value, where } of added) {
      const beside = typeof where === 'object' ? this.#places.partOf(where.after) : undefined;
      const { block, flow } = this.#pens(beside?.span.start ?? own.span.end);
      changes.add(own, beside?.index ?? where, (column) => {
        if (own.isBlock) return block.item(value, column);
        return flow.value(value, column === INLINE ? undefined : ' '.repeat(column));
      });
    }
    this.#write(changes, target, added);
  }

  #write(changes: Changes, target: ObjectNode | ArrayNode, added: readonly (NewMember | NewItem)[]): void {
    for (const change of changes.all) {
      const { collection, stays } = change;
      this.#sheet.touch(collection.span.start);
      const style = this.#styles.at(collection.span.start);
      if (!stays.length) this.#refill(change, target, added);
      else if (collection.isBlock) new BlockChange(this.#sheet, change, style.eol).write();
      else new FlowChange(this.#sheet, this.#comments, change, style).write();
    }
  }

  /** Nothing of the old content stays. */
  #refill(
    { collection }: ContainerChange,
    target: ObjectNode | ArrayNode,
    added: readonly (NewMember | NewItem)[],
  ): void {
    const { span, isBlock, parts } = collection;
    const value = collection === this.#places.collectionOf(target) ? refilled(target, added) : undefined;
    const isLost = this.#comments.in(span).some(({ start }) => !parts.some((part) => this.#hasLineOf(part, start)));
    const part = this.#layout.partAt(span.start);
    if (value === undefined || isLost || (isBlock && !part)) {
      this.#sheet.decline();
      return;
    }
    const isOnLines = part?.within.isBlock === true && (isBlock || !parts.length);
    const column = part && columnOf(this.#sheet.text, part.span.start);
    if (part && isOnLines && column !== undefined) {
      const start = this.#comments.in({ start: part.behindAnchor, end: part.bare }).length
        ? undefined
        : part.behindAnchor;
      const end = isBlock ? lineRest(this.#sheet.text, span.end).end : span.end;
      if (start === undefined) this.#sheet.decline();
      else this.#sheet.put({ start, end }, this.#written(part, value, column));
      return;
    }
    const indent = isOneLine(this.#sheet.text, span) ? undefined : indentAt(this.#sheet.text, span.start);
    this.#sheet.put(span, this.#pens(span.start).flow.value(value, indent));
  }

  /** Whether a comment stands in the lines of a part. */
  #hasLineOf({ span }: Part, comment: number): boolean {
    return span.start <= comment && comment <= lineRest(this.#sheet.text, span.end).end;
  }
}

/** A tag before the anchor, which would be there without its value. */
function isTagThenAnchor(text: string, { value, behindAnchor }: Part): boolean {
  return value !== undefined && behindAnchor > value.start && text.charAt(value.start) === '!';
}

/** What an object or list is that only has what is new. */
function refilled(target: ObjectNode | ArrayNode, added: readonly (NewMember | NewItem)[]): NewValue {
  const inOrder = [
    ...added.filter(({ where }) => where === 'first'),
    ...added.filter(({ where }) => where !== 'first'),
  ];
  if (target.kind === 'array') return inOrder.map(({ value }) => value);
  return newObject(inOrder.flatMap((member) => ('name' in member ? [[member.name, member.value] as const] : [])));
}
