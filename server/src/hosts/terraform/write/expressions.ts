import type { NewValue } from '../../../tree/edit.ts';
import type { ArrayNode, Member, ObjectNode, ValueNode } from '../../../tree/node.ts';
import { isHostString } from '../../hostString.ts';
import type { ObjectExpression, Tuple } from '../syntax.ts';
import { itemsWritten, membersWritten } from '../written.ts';
import { keepColumns, widthBeside } from './columns.ts';
import { ContainerChange } from './container.ts';
import { indentAt, isOneLine } from './lines.ts';
import type { Parents } from './parents.ts';
import { Pen } from './pen.ts';
import { NO_CHANGE, NO_ITEMS, type NewMember, type Plan } from '../../editPlan.ts';
import type { Sheet } from './sheet.ts';
import { changeText, changeTexts } from './strings.ts';
import { styleOf } from './style.ts';

/** Writes changes of a policy that is an expression, as in `jsonencode`. */
export class ExpressionWriter {
  readonly #sheet: Sheet;
  readonly #parents: Parents;
  readonly #plan: Plan;
  /** All braces and brackets of the policy. */
  readonly #containers: readonly (ObjectExpression | Tuple)[];

  constructor(sheet: Sheet, root: ValueNode, parents: Parents, plan: Plan) {
    this.#sheet = sheet;
    this.#parents = parents;
    this.#plan = plan;
    this.#containers = containersIn(root);
  }

  write(): void {
    for (const edit of this.#plan.texts) changeText(this.#sheet, edit.target, edit);
    for (const target of this.#plan.changed) {
      const value = this.#plan.replacement(target);
      if (value !== undefined) this.#replace(target, value);
      else if (target.kind === 'object') this.#object(target, this.#plan.objectChange(target));
      else if (target.kind === 'array') this.#array(target, this.#plan.arrayChange(target));
    }
  }

  #replace(target: ValueNode, value: NewValue): void {
    if (target.kind === 'string' && typeof value === 'string' && changeTexts(this.#sheet, target, value)) return;
    if (isHostString(target) && target.isReferred) {
      this.#sheet.decline();
      return;
    }
    const place = this.#parents.placeOf(target);
    const indent = this.#isInline(target) ? undefined : indentAt(this.#sheet.text, place.start);
    const isLines = target.kind === 'array' && !isOneLine(this.#sheet.text, place);
    const pen = this.#pen();
    this.#sheet.put(
      place,
      isLines && Array.isArray(value) && indent !== undefined
        ? pen.layout.itemLines(pen.items(value as readonly NewValue[]), indent)
        : pen.value(value, indent),
    );
  }

  /** Whether all that a value stands in is on its line: the braces around it, or its own. */
  #isInline(target: ValueNode): boolean {
    const member = this.#parents.memberOf(target);
    const around = member ? this.#parents.ownerOf(member) : this.#parents.listOf(target);
    const place = around ?? target;
    return isOneLine(this.#sheet.text, place.span);
  }

  #pen(near?: ObjectExpression | Tuple): Pen {
    const containers = near ? [near, ...this.#containers] : this.#containers;
    return new Pen(this.#sheet, this.#parents, styleOf(this.#sheet.text, containers));
  }

  #object(target: ObjectNode, { removed, renamed, added } = NO_CHANGE): void {
    const parts = membersWritten(target);
    const changes = new Map<ObjectExpression, ContainerChange>();
    for (const member of removed) {
      const part = parts.find(({ members }) => indexIn(members, member) >= 0);
      if (part) this.#changeOf(changes, part.expression).remove(indexIn(part.members, member));
      else this.#sheet.decline();
    }
    for (const part of parts) {
      const grown = new Map<number, number>();
      for (const [member, name] of renamed) {
        const index = indexIn(part.members, member);
        if (index >= 0) grown.set(index, this.#rename(part.expression, index, member, name));
      }
      keepColumns(this.#sheet, part.expression.members, grown);
    }
    if ([...renamed.keys()].some((member) => parts.every(({ members }) => indexIn(members, member) < 0)))
      this.#sheet.decline();
    for (const member of added) {
      const { where } = member;
      const anchor = typeof where === 'object' ? where.after : undefined;
      const part =
        (anchor && parts.find(({ members }) => indexIn(members, anchor) >= 0)) ??
        (where === 'first' ? parts[0] : parts.at(-1));
      if (!part) this.#sheet.decline();
      else {
        const after = anchor ? indexIn(part.members, anchor) : where === 'first' ? -1 : part.members.length - 1;
        this.#add(this.#changeOf(changes, part.expression), part.expression, after, member);
      }
    }
    for (const change of changes.values()) change.write();
  }

  #changeOf<Expression extends ObjectExpression | Tuple>(
    changes: Map<Expression, ContainerChange>,
    expression: Expression,
  ): ContainerChange {
    let change = changes.get(expression);
    if (!change)
      changes.set(
        expression,
        (change = new ContainerChange(this.#sheet, expression, this.#pen(expression).layout.style)),
      );
    return change;
  }

  #add(change: ContainerChange, expression: ObjectExpression, after: number, { name, value }: NewMember): void {
    const pen = this.#pen(expression);
    change.add(after, (indent) => {
      const key = pen.key(name);
      const { sign } = pen.layout.style;
      const written = pen.layout.member(pen.expression(value), indent);
      if (indent === undefined || sign !== ' = ' || /[\r\n]/.test(written)) return key + sign + written;
      const width = widthBeside(this.#sheet.text, expression.members, after, expression.span.start + 1);
      return key.padEnd(width) + sign + written;
    });
  }

  /** By how much the name is longer then. */
  #rename(expression: ObjectExpression, index: number, { key }: Member, name: string): number {
    const written = expression.members[index]?.key;
    const before = this.#sheet.edits.length;
    if (!changeTexts(this.#sheet, key, name)) {
      const isFilled = key.holes.length > 0 || (isHostString(key) && key.isReferred === true);
      const isPlain = written?.kind === 'name' || (written?.kind === 'template' && !isFilled);
      if (isPlain) this.#sheet.put(written.span, this.#pen(expression).key(name));
      else this.#sheet.decline();
    }
    const edits = this.#sheet.edits.slice(before);
    return edits.reduce((sum, { span, newText }) => sum + newText.length - (span.end - span.start), 0);
  }

  #array(target: ArrayNode, { removed, added } = NO_ITEMS): void {
    const parts = itemsWritten(target);
    const changes = new Map<Tuple, ContainerChange>();
    for (const item of removed) {
      const part = parts.find(({ items }) => items.includes(item));
      if (part) this.#changeOf(changes, part.expression).remove(part.items.indexOf(item));
      else this.#sheet.decline();
    }
    for (const { value, where } of added) {
      const anchor = typeof where === 'object' ? where.after : undefined;
      const part =
        (anchor && parts.find(({ items }) => items.includes(anchor))) ?? (where === 'first' ? parts[0] : parts.at(-1));
      if (!part) this.#sheet.decline();
      else {
        const after = anchor ? part.items.indexOf(anchor) : where === 'first' ? -1 : part.items.length - 1;
        const pen = this.#pen();
        const isLine = isInLines(this.#sheet.text, part.expression);
        this.#changeOf(changes, part.expression).add(after, (indent) => pen.value(value, isLine ? undefined : indent));
      }
    }
    for (const change of changes.values()) change.write();
  }
}

/** Whether the objects of a list have one line each. */
function isInLines(text: string, { items }: Tuple): boolean {
  const objects = items.filter(({ kind }) => kind === 'object');
  return objects.length > 0 && objects.every(({ span }) => isOneLine(text, span));
}

/** By its key: a member that may be absent is a copy. */
function indexIn(members: readonly Member[], { key }: Member): number {
  return members.findIndex((member) => member.key === key);
}

/** All braces and brackets of a policy. */
export function containersIn(root: ValueNode): (ObjectExpression | Tuple)[] {
  const found: (ObjectExpression | Tuple)[] = [];
  const open: ValueNode[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'array') {
      found.push(...itemsWritten(node).map(({ expression }) => expression));
      open.push(...node.items.toReversed());
    }
    if (node.kind === 'object') {
      found.push(...membersWritten(node).map(({ expression }) => expression));
      open.push(...node.members.flatMap(({ value }) => value ?? []).reverse());
    }
  }
  return found;
}
