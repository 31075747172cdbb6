import type { Expression } from '../../../text/hcl/layout.ts';
import type { NewValue } from '../../../tree/edit.ts';
import { keptNode } from '../../../tree/edit.ts';
import { itemsOf, type ValueNode } from '../../../tree/node.ts';
import { isHostString } from '../../hostString.ts';
import type { Tuple } from '../syntax.ts';
import { itemsWritten, type Argument, type WrittenItems } from '../written.ts';
import { ContainerChange } from './container.ts';
import { indentAt, isOneLine } from './lines.ts';
import { matched } from '../../matchedItems.ts';
import type { Parents } from './parents.ts';
import type { Pen } from './pen.ts';
import type { Plan } from '../../editPlan.ts';
import type { Sheet } from './sheet.ts';
import { changeTexts } from './strings.ts';

/** Writes the values of arguments of policy documents: texts, and lists of texts. */
export class ValueWriter {
  readonly #sheet: Sheet;
  readonly #parents: Parents;
  readonly #plan: Plan;
  readonly #pen: Pen;

  constructor(sheet: Sheet, parents: Parents, plan: Plan, pen: Pen) {
    this.#sheet = sheet;
    this.#parents = parents;
    this.#plan = plan;
    this.#pen = pen;
  }

  /** What the plan makes of a list; the arguments that nothing is left of, for whoever takes them out. */
  list(value: ValueNode, args: readonly Argument[]): readonly Argument[] {
    const wanted = this.#plan.replacement(value);
    if (wanted !== undefined) return this.become(value, args, wanted);
    const change = this.#plan.arrayChange(value);
    const lists = new Lists(this.#sheet, args, this.#pen);
    for (const item of itemsOf(value)) {
      const by = this.#plan.replacement(item);
      if (by !== undefined) this.#replace(item, by);
    }
    for (const item of change?.removed ?? []) lists.remove(item);
    for (const { value: added, where } of change?.added ?? [])
      lists.add(added, typeof where === 'object' ? where.after : where);
    return lists.write();
  }

  /** Gives a list other values; the arguments that nothing is left of. */
  become(value: ValueNode, args: readonly Argument[], wanted: NewValue): readonly Argument[] {
    const kept = keptNode(wanted);
    const values = Array.isArray(wanted)
      ? (wanted as readonly NewValue[])
      : kept?.kind === 'array'
        ? undefined
        : [wanted];
    if (kept === value) return [];
    const steps = values && matched(itemsOf(value), values);
    if (!values || !steps) {
      this.#anew(args, wanted);
      return [];
    }
    const lists = new Lists(this.#sheet, args, this.#pen);
    const stays = new Set(steps.flatMap(({ node }) => node ?? []));
    for (const item of itemsOf(value)) if (!stays.has(item)) lists.remove(item);
    let after: ValueNode | 'first' = 'first';
    for (const { node, value: by } of steps) {
      if (!node) lists.add(by, after);
      else {
        if (keptNode(by) !== node) this.#replace(node, by);
        after = node;
      }
    }
    return lists.write();
  }

  /** All of a list is written again. */
  #anew([first, ...others]: readonly Argument[], wanted: NewValue): void {
    const { value } = first?.attribute ?? {};
    if (!value || others.length) {
      this.#sheet.decline();
      return;
    }
    const indent = indentAt(this.#sheet.text, value.span.start);
    const isLines = value.kind === 'tuple' && !isOneLine(this.#sheet.text, value.span);
    const { layout } = this.#pen;
    this.#sheet.put(
      value.span,
      isLines && Array.isArray(wanted)
        ? layout.itemLines(this.#pen.items(texts(wanted)), indent)
        : layout.value(this.newList(wanted), indent),
    );
  }

  /** A text that is another one; what a plan decides stays. */
  scalar(value: ValueNode, wanted: NewValue): void {
    this.#replace(value, wanted);
  }

  #replace(item: ValueNode, by: NewValue): void {
    const [value = by, ...more] = Array.isArray(by) ? (by as readonly NewValue[]) : [by];
    const text = asText(value);
    if (item.kind === 'string' && typeof text === 'string' && !more.length && changeTexts(this.#sheet, item, text))
      return;
    if (isHostString(item) && item.isReferred) this.#sheet.decline();
    else {
      const indent = indentAt(this.#sheet.text, item.span.start);
      const all = [text, ...texts(more)];
      this.#sheet.put(this.#parents.placeOf(item), all.map((each) => this.#pen.value(each, indent)).join(', '));
    }
  }

  /** A list as it is new: also one of a single value. */
  newList(value: NewValue): Expression {
    const kept = keptNode(value);
    if (kept && (kept.kind === 'array' || this.#isArgument(kept))) return this.#pen.expression(value);
    return { items: this.#pen.items(texts(Array.isArray(value) ? value : [value])) };
  }

  /** An argument that is no list as it is written. */
  #isArgument(node: ValueNode): boolean {
    return node.kind === 'opaque' && this.#parents.isArgument(node);
  }

  newScalar(value: NewValue): Expression {
    return this.#pen.expression(asText(value));
  }
}

/** All arguments take texts. */
function texts(values: readonly NewValue[]): readonly NewValue[] {
  return values.map(asText);
}

function asText(value: NewValue): NewValue {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** The brackets of one list, which may stand in several blocks. */
class Lists {
  readonly #sheet: Sheet;
  readonly #pen: Pen;
  readonly #args: readonly Argument[];
  readonly #parts: readonly WrittenItems[];
  readonly #changes = new Map<Tuple, ContainerChange>();

  constructor(sheet: Sheet, args: readonly Argument[], pen: Pen) {
    this.#sheet = sheet;
    this.#pen = pen;
    this.#args = args;
    this.#parts = args.flatMap(({ value }) => itemsWritten(value));
  }

  remove(item: ValueNode): void {
    const part = this.#parts.find(({ items }) => items.includes(item));
    if (part) this.#change(part.expression).remove(part.items.indexOf(item));
    else this.#sheet.decline();
  }

  add(value: NewValue, after: ValueNode | 'first' | 'last'): void {
    const anchor = typeof after === 'object' ? this.#parts.find(({ items }) => items.includes(after)) : undefined;
    const part = anchor ?? (after === 'first' ? this.#parts[0] : this.#parts.at(-1));
    if (!part) {
      this.#sheet.decline();
      return;
    }
    const last = part.items.length - 1;
    const index = typeof after === 'object' && anchor ? part.items.indexOf(after) : after === 'first' ? -1 : last;
    this.#change(part.expression).add(index, (indent) => this.#pen.value(asText(value), indent));
  }

  #change(expression: Tuple): ContainerChange {
    let change = this.#changes.get(expression);
    if (!change)
      this.#changes.set(expression, (change = new ContainerChange(this.#sheet, expression, this.#pen.layout.style)));
    return change;
  }

  write(): readonly Argument[] {
    const emptied = this.#args.filter(({ attribute: { value } }) => {
      return value?.kind === 'tuple' && this.#changes.get(value)?.empties;
    });
    const gone = new Set(emptied.map(({ attribute }) => attribute.value));
    for (const [expression, change] of this.#changes) if (!gone.has(expression)) change.write();
    return emptied;
  }
}
