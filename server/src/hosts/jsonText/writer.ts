import type { Hole } from '../../text/holedText.ts';
import type { TextEdit } from '../../text/edit.ts';
import { encodeThrough, offsetWithin, spanThrough, standsTogether, type Layer } from '../../text/layer.ts';
import { memo } from '../../text/memo.ts';
import type { Span } from '../../text/span.ts';
import { keptNode, type NewValue, type TreeEdit } from '../../tree/edit.ts';
import type { ArrayNode, Member, ObjectNode, StringNode, ValueNode } from '../../tree/node.ts';
import { changesOf, narrowed, type TextChange } from '../freshText.ts';
import { extentOf, isHostString, type WrittenChange } from '../hostString.ts';
import { subEscaped } from '../subString.ts';
import { writtenItems, writtenMembers } from '../writtenParts.ts';
import type { JsonTextPolicy } from './policy.ts';
import { indentAt, inline, layOut, onOneLine, type Pen, type Style } from './style.ts';

type Part = ValueNode | Member;
interface Change {
  readonly container: ObjectNode | ArrayNode;
  readonly removed: Set<Part>;
  readonly added: {
    readonly text: (indent: string | undefined) => string;
    readonly where: 'first' | 'last' | Member;
  }[];
}

function spanOf(part: Part): Span {
  return 'key' in part ? part.span : extentOf(part);
}

function partsOf(container: ObjectNode | ArrayNode): readonly Part[] {
  return container.kind === 'object' ? writtenMembers(container) : writtenItems(container);
}

/** Looked up for each fix that takes something out of a long list. */
const placesIn = memo((container: ObjectNode | ArrayNode) => new Map(partsOf(container).map((part, i) => [part, i])));

/** What a function makes of text alone is changed as the text; undefined for a text without one, or with holes. */
function textOfCall(target: ValueNode, value: string): WrittenChange | undefined {
  if (!isHostString(target) || target.extent === target.span || target.holes.length) return undefined;
  return target.change(narrowed(target.value, { from: 0, to: target.value.length, text: value }));
}

function isUnsubstituted({ reason }: Hole): boolean {
  return reason === 'unsubstituted';
}

/** Writes edits of a JSON text as edits of the document that it stands in. */
export class Writer implements Pen {
  readonly #text: string;
  readonly #layers: readonly Layer[];
  readonly #style: Style;
  /** What fresh text has to become besides a JSON string. */
  readonly #escape: (text: string) => string;
  readonly #edits: TextEdit[] = [];
  readonly #changes = new Map<ObjectNode | ArrayNode, Change>();
  #fails = false;

  constructor(text: string, { layers, substituted }: Pick<JsonTextPolicy, 'layers' | 'substituted'>, style: Style) {
    this.#text = text;
    this.#layers = layers;
    this.#style = style;
    this.#escape = substituted ? subEscaped : (fresh) => fresh;
  }

  write(edits: readonly TreeEdit[]): TextEdit[] | undefined {
    for (const edit of edits) this.#one(edit);
    if ([...this.#changes.keys()].some((container) => !this.#isClosed(container))) return undefined;
    for (const change of this.#changes.values()) this.#container(change);
    return this.#fails ? undefined : this.#edits;
  }

  text(text: string | StringNode): string {
    if (typeof text === 'string') return JSON.stringify(this.#escape(text));
    const { start, end } = this.#inner(text.span);
    return this.#text.slice(start, end);
  }

  /** As it stands; lines below its first are moved with it. */
  kept(node: ValueNode, indent: string): string {
    const { start, end } = this.#inner(extentOf(node));
    const before = indentAt(this.#text, start);
    return this.#text
      .slice(start, end)
      .split('\n')
      .map((line, i) => (i && line.startsWith(before) ? indent + line.slice(before.length) : line))
      .join('\n');
  }

  #one(edit: TreeEdit): void {
    switch (edit.op) {
      case 'replace':
        this.#replace(edit.target, edit.value);
        break;
      case 'replaceText':
        this.#rewrite(edit.target, edit);
        break;
      case 'substitute':
        this.#substitute(edit.target);
        break;
      case 'renameKey':
        this.#rename(edit.target.key, edit.name);
        break;
      case 'remove':
        this.#change(edit.parent).removed.add(edit.target);
        break;
      case 'append':
        this.#change(edit.target).added.push({ text: (indent) => this.#fresh(edit.value, indent), where: 'last' });
        break;
      case 'set':
        this.#set(edit);
        break;
    }
  }

  #replace(target: ValueNode, value: NewValue): void {
    if (keptNode(value) === target) return;
    if (isHostString(target) && target.isReferred) this.#fails = true;
    const changes = target.kind === 'string' && typeof value === 'string' ? changesOf(target, value) : 'whole';
    const text = changes === 'whole' && typeof value === 'string' ? textOfCall(target, value) : undefined;
    if (text) this.#putOuter(text);
    else if (changes === 'whole') {
      const span = this.#inner(extentOf(target));
      this.#put(span, this.#value(value, span));
    } else if (changes && target.kind === 'string') for (const change of changes) this.#rewrite(target, change);
    else this.#fails = true;
  }

  #rename(key: StringNode, name: string): void {
    const changes = changesOf(key, name);
    if (changes === 'whole') this.#put(this.#inner(key.span), this.text(name));
    else if (changes) for (const change of changes) this.#rewrite(key, change);
    else this.#fails = true;
  }

  #rewrite(target: StringNode, change: TextChange): void {
    const inHole = target.holes.some(({ from, to }) => from < change.to && change.from < to);
    const written = inHole || !isHostString(target) ? undefined : target.change(change);
    if (written) this.#putOuter(written);
    else this.#fails = true;
  }

  /** What looks like a name to fill in and is none has to be said to be text. */
  #substitute(target: StringNode): void {
    const parts = isHostString(target) ? target.parts : undefined;
    if (parts) {
      // Of what is glued, each text that asks for it.
      for (const part of parts) if (part.kind === 'string' && part.holes.some(isUnsubstituted)) this.#substitute(part);
      return;
    }
    if (this.#layers.length) this.#fails = true; // a function would be text here
    const { inBraces, colon } = this.#style;
    const { start, end } = this.#inner(extentOf(target));
    this.#put({ start, end: start }, `{${inBraces}"Fn::Sub"${colon}`);
    for (const { index } of target.value.matchAll(/\$\{/g)) {
      if (target.holes.some(({ from, to }) => from <= index && index < to)) continue;
      const at = this.#inner(target.slice(index + 2, index + 2)).start;
      this.#put({ start: at, end: at }, '!');
    }
    this.#put({ start: end, end }, `${inBraces}}`);
  }

  #set(edit: Extract<TreeEdit, { op: 'set' }>): void {
    const name = typeof edit.name === 'string' ? edit.name : edit.name.value;
    const present = writtenMembers(edit.target).findLast((m) => m.key.value === name);
    if (present?.value) {
      this.#replace(present.value, edit.value);
      return;
    }
    if (present) this.#change(edit.target).removed.add(present);
    const text = (indent: string | undefined): string =>
      this.text(edit.name) + this.#style.colon + this.#fresh(edit.value, indent);
    this.#change(edit.target).added.push({
      text,
      where: typeof edit.where === 'object' ? edit.where.after : edit.where,
    });
  }

  /** Of several syntax errors the first is named: behind it, a string or bracket that never ends may go without a word. */
  #isClosed({ kind, span }: ObjectNode | ArrayNode): boolean {
    return this.#text.charAt(this.#inner(span).end - 1) === (kind === 'object' ? '}' : ']');
  }

  #change(container: ObjectNode | ArrayNode): Change {
    let change = this.#changes.get(container);
    if (!change) this.#changes.set(container, (change = { container, removed: new Set(), added: [] }));
    return change;
  }

  #container({ container, removed, added }: Change): void {
    const parts = partsOf(container);
    const first = parts.find((p) => !removed.has(p));
    const last = parts.findLast((p) => !removed.has(p));
    if (!first || !last) {
      this.#refill(container, added);
      return;
    }
    this.#cut(container, removed);
    const open = this.#inner(container.span).start;
    const firstStart = this.#inner(spanOf(first)).start;
    const indent = this.#text.slice(open, firstStart).includes('\n') ? indentAt(this.#text, firstStart) : undefined;
    const comma = indent === undefined ? this.#style.comma : `,${this.#style.eol}${indent}`;
    for (const { text, where } of added) {
      if (where === 'first') {
        this.#put({ start: firstStart, end: firstStart }, text(indent) + comma);
      } else {
        const anchor = where === 'last' || removed.has(where) ? last : where;
        const at = this.#inner(spanOf(anchor)).end;
        this.#put({ start: at, end: at }, comma + text(indent));
      }
    }
  }

  /** Nothing of the old content stays. */
  #refill(container: ObjectNode | ArrayNode, added: Change['added']): void {
    const span = this.#inner(container.span);
    const [open, close] = container.kind === 'object' ? ['{', '}'] : ['[', ']'];
    const outer = indentAt(this.#text, span.start);
    const inner = !this.#style.oneLine ? outer + this.#style.unit : undefined;
    const texts = added.map((a) => a.text(inner));
    if (!texts.length) this.#put(span, open + close);
    else if (inner === undefined) this.#put(span, onOneLine(open, texts, close, this.#style));
    else
      this.#put(span, open + texts.map((t) => this.#style.eol + inner + t).join(',') + this.#style.eol + outer + close);
  }

  /** Deletes runs of parts with the commas that belong to them. */
  #cut(container: ObjectNode | ArrayNode, removed: ReadonlySet<Part>): void {
    const parts = partsOf(container);
    const places = placesIn(container);
    const indexes = [...removed].flatMap((p) => places.get(p) ?? []).sort((a, b) => a - b);
    for (let i = 0; i < indexes.length; i++) {
      const from = indexes[i] ?? 0;
      let to = from;
      for (; indexes[i + 1] === to + 1; i++) to++;
      const [before, first, last, after] = [parts[from - 1], parts[from], parts[to], parts[to + 1]];
      if (!first || !last) continue;
      if (after) this.#put({ start: this.#inner(spanOf(first)).start, end: this.#inner(spanOf(after)).start }, '');
      else if (before) this.#put({ start: this.#inner(spanOf(before)).end, end: this.#inner(spanOf(last)).end }, '');
    }
  }

  /** A value that takes the place of what stands at `span`: on one line where the old one was and fits. */
  #value(value: NewValue, span: Span): string {
    const old = this.#text.slice(span.start, span.end);
    const oneLine = this.#style.oneLine || (!old.includes('\n') && /^[[{]/.test(old));
    const indent = indentAt(this.#text, span.start);
    return oneLine ? inline(value, this.#style, indent, this) : layOut(value, this.#style, indent, this);
  }

  #fresh(value: NewValue, indent: string | undefined): string {
    return indent === undefined ? inline(value, this.#style, '', this) : layOut(value, this.#style, indent, this);
  }

  #inner(span: Span): Span {
    if (!this.#layers.length) return span;
    return { start: offsetWithin(this.#layers, span.start), end: offsetWithin(this.#layers, span.end) };
  }

  #putOuter({ span, newText }: WrittenChange): void {
    this.#put(this.#inner(span), newText);
  }

  #put(inner: Span, newText: string): void {
    if (!standsTogether(this.#layers, inner)) this.#fails = true;
    const span = spanThrough(this.#layers, inner.start, inner.end);
    const lead = this.#layers.at(-1)?.lead ?? '';
    const isLines = newText.includes('\n') || this.#text.slice(inner.start, inner.end).includes('\n');
    if (isLines && this.#layers.some(({ foldsLines }) => foldsLines)) this.#fails = true;
    const text = lead === '' ? newText : newText.replaceAll('\n', `\n${lead}`);
    this.#edits.push({ span, newText: this.#layers.length ? encodeThrough(this.#layers, text) : text });
  }
}
