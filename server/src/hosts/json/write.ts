import type { TextEdit } from '../../text/edit.ts';
import { encodeThrough, offsetWithin, spanThrough, type Layer } from '../../text/layer.ts';
import { memo } from '../../text/memo.ts';
import type { Span } from '../../text/span.ts';
import { SpanSet } from '../../text/spanSet.ts';
import type { TreeEdit } from '../../tree/edit.ts';
import type { ArrayNode, JsonValue, Member, ObjectNode, ValueNode } from '../../tree/node.ts';
import type { PolicySource, SyntaxProblem } from '../../tree/source.ts';
import { indentAt, inline, layOut, styleOf, type Style } from './style.ts';

/**
 * Turns tree edits into text edits of the document, in the author's layout.
 * Undefined when a syntax problem lies inside the smallest container that must be touched: what stands there is a guess.
 */
export function write(
  text: string,
  policy: PolicySource,
  problems: readonly SyntaxProblem[],
  edits: readonly TreeEdit[],
): TextEdit[] | undefined {
  const broken = placesOf(problems);
  if (edits.some((edit) => broken.touches(touched(edit)))) return undefined;
  const innermost = policy.layers.at(-1)?.text ?? text;
  return new Writer(innermost, policy.layers, styleIn(policy, innermost)).write(edits);
}

/** Looked up for each fix of a document. */
const placesOf = memo((problems: readonly SyntaxProblem[]) => new SpanSet(problems.map((p) => p.span)));

/** Of the text that a policy stands in: looked at for the first of its fixes. */
const styles = new WeakMap<PolicySource, Style>();

function styleIn(policy: PolicySource, text: string): Style {
  let style = styles.get(policy);
  if (!style) styles.set(policy, (style = styleOf(text)));
  return style;
}

function touched(edit: TreeEdit): Span {
  switch (edit.op) {
    case 'renameKey':
      return edit.target.key.span;
    case 'remove':
      return edit.parent.span;
    case 'replace':
    case 'set':
    case 'append':
      return edit.target.span;
  }
}

type Part = ValueNode | Member;
interface Change {
  readonly container: ObjectNode | ArrayNode;
  readonly removed: Set<Part>;
  readonly added: {
    readonly text: (indent: string | undefined) => string;
    readonly where: 'first' | 'last' | Member;
  }[];
}

function partsOf(container: ObjectNode | ArrayNode): readonly Part[] {
  return container.kind === 'object' ? container.members : container.items;
}

/** Looked up for each fix that takes something out of a long list. */
const placesIn = memo((container: ObjectNode | ArrayNode) => new Map(partsOf(container).map((part, i) => [part, i])));

class Writer {
  readonly #text: string;
  readonly #layers: readonly Layer[];
  readonly #style: Style;
  readonly #edits: TextEdit[] = [];
  readonly #changes = new Map<ObjectNode | ArrayNode, Change>();

  constructor(text: string, layers: readonly Layer[], style: Style) {
    this.#text = text;
    this.#layers = layers;
    this.#style = style;
  }

  write(edits: readonly TreeEdit[]): TextEdit[] | undefined {
    for (const edit of edits) this.#one(edit);
    if ([...this.#changes.keys()].some((container) => !this.#isClosed(container))) return undefined;
    for (const change of this.#changes.values()) this.#container(change);
    return this.#edits;
  }

  #one(edit: TreeEdit): void {
    switch (edit.op) {
      case 'replace':
        this.#put(this.#inner(edit.target.span), this.#value(edit.value, this.#inner(edit.target.span)));
        break;
      case 'renameKey':
        this.#put(this.#inner(edit.target.key.span), JSON.stringify(edit.name));
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

  #set(edit: Extract<TreeEdit, { op: 'set' }>): void {
    const present = edit.target.members.findLast((m) => m.key.value === edit.name);
    if (present?.value) {
      const span = this.#inner(present.value.span);
      this.#put(span, this.#value(edit.value, span));
      return;
    }
    if (present) this.#change(edit.target).removed.add(present);
    const text = (indent: string | undefined): string =>
      `${JSON.stringify(edit.name)}: ${this.#fresh(edit.value, indent)}`;
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
    const firstStart = this.#inner(first.span).start;
    const indent = this.#text.slice(open, firstStart).includes('\n') ? indentAt(this.#text, firstStart) : undefined;
    const gap = indent === undefined ? ' ' : this.#style.eol + indent;
    for (const { text, where } of added) {
      if (where === 'first') {
        this.#put({ start: firstStart, end: firstStart }, `${text(indent)},${gap}`);
      } else {
        const anchor = where === 'last' || removed.has(where) ? last : where;
        const at = this.#inner(anchor.span).end;
        this.#put({ start: at, end: at }, `,${gap}${text(indent)}`);
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
    else if (inner === undefined) this.#put(span, open + texts.join(', ') + close);
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
      if (after) this.#put({ start: this.#inner(first.span).start, end: this.#inner(after.span).start }, '');
      else if (before) this.#put({ start: this.#inner(before.span).end, end: this.#inner(last.span).end }, '');
    }
  }

  /** A value that takes the place of what stands at `span`: on one line where the old one was and fits. */
  #value(value: JsonValue, span: Span): string {
    const old = this.#text.slice(span.start, span.end);
    const oneLine = this.#style.oneLine || (!old.includes('\n') && /^[[{]/.test(old));
    return oneLine ? inline(value) : layOut(value, this.#style, indentAt(this.#text, span.start));
  }

  #fresh(value: JsonValue, indent: string | undefined): string {
    return indent === undefined ? inline(value) : layOut(value, this.#style, indent);
  }

  #inner(span: Span): Span {
    if (!this.#layers.length) return span;
    return { start: offsetWithin(this.#layers, span.start), end: offsetWithin(this.#layers, span.end) };
  }

  #put(inner: Span, newText: string): void {
    const span = spanThrough(this.#layers, inner.start, inner.end);
    this.#edits.push({ span, newText: this.#layers.length ? encodeThrough(this.#layers, newText) : newText });
  }
}
