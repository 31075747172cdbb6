import type { Span } from '../../text/span.ts';
import type { Member, OpaqueNode, StringNode, ValueNode } from '../../tree/node.ts';
import { compactJson } from '../compactJson.ts';
import { arnOf, placedAt, sizeOf } from './broughtValue.ts';
import { FilledString, type Filled } from './filledString.ts';
import type { Module } from './module.ts';
import { bare, pathOf, textOf } from './places.ts';
import { readExpression } from './reader.ts';
import { referenceOf } from './references.ts';
import { holeString, PlacedString, TemplateString, WordString } from './strings.ts';
import type { Call, Expression, Name, ObjectExpression, ObjectMember, Reference, Tuple } from './syntax.ts';
import type { Template } from './template.ts';
import { itemsWritten, membersWritten, type WrittenArray, type WrittenMembers, type WrittenObject } from './written.ts';

/** Values that stand in locals are taken up to here, so that locals of locals cannot make one policy of millions. */
const MAX_TAKEN = 2000;

/** Nobody takes a local from a local from a local more often. */
const MAX_CHAIN = 20;

/** A local of the same file that a value stands in. */
interface Taken {
  readonly name: string;
  readonly span: Span;
}

/** Expressions as values of one policy: what a plan decides is a hole, opaque or open. Nothing is evaluated. */
export class ValueReader {
  /** The locals that values were taken from. */
  readonly taken: Taken[] = [];
  /** What stands in place of references to what is no text of such a local, by their names. */
  readonly brought: string[] = [];
  readonly #text: string;
  readonly #module: Module;
  /** The locals that are being read. */
  readonly #within = new Set<string>();
  readonly #budget: { left: number };

  constructor(text: string, module: Module, budget = { left: MAX_TAKEN }) {
    this.#text = text;
    this.#module = module;
    this.#budget = budget;
  }

  value(expression: Expression): ValueNode {
    switch (expression.kind) {
      case 'template':
        return this.#template(expression);
      case 'literal':
        return expression;
      case 'tuple':
        return this.#tuple(expression);
      case 'object':
        return this.#object(expression);
      case 'parentheses':
        return expression.inner ? this.value(expression.inner) : this.#opaque(expression);
      case 'reference':
        return this.#reference(expression, expression.span) ?? this.#opaque(expression);
      case 'call':
        return this.#call(expression) ?? this.#opaque(expression);
      case 'conditional':
      case 'opaque':
        return this.#opaque(expression);
    }
  }

  #opaque(expression: Expression): OpaqueNode {
    const { span } = expression;
    const text = textOf(this.#text, span);
    if (expression.kind === 'template' && !expression.closed)
      return { kind: 'opaque', span, reason: 'unreadable', text };
    return { kind: 'opaque', span, reason: 'intrinsic', text, label: labelOf(text), refersTo: referenceOf(expression) };
  }

  /** A text that is nothing but a hole is what stands in it; where a plan knows that, it is a text that is all hole. */
  #template(template: Template): ValueNode {
    if (!template.closed) return this.#opaque(template);
    const only = bare(this.#text, template);
    const found = only?.kind === 'reference' ? this.#reference(only, template.span) : undefined;
    if (found) return found;
    if (only && only.kind !== 'template' && only.kind !== 'reference') return this.value(only);
    const directives = template.holes.filter((hole) => hole.directive);
    const silent = directives.length > 0 && directives.at(-1)?.to === directives[0]?.from;
    return silent ? this.#opaque(template) : this.#filled(template);
  }

  /** A text with what locals of the module fill in. */
  #filled(template: Template): StringNode {
    const text = new TemplateString(template);
    const filled = template.holes.flatMap(({ from, to, source, directive }): Filled[] => {
      const isOwn = !directive && text.holes.some((hole) => hole.from === from && hole.to === to);
      const expression = isOwn ? readExpression(this.#text, source) : undefined;
      if (expression?.kind !== 'reference' || expression.root.text !== 'local') return [];
      const found = this.#local(expression, text.slice(from, to), true);
      if (found?.kind === 'string') return [{ from, to, value: found.value, holes: found.holes }];
      return found?.kind === 'literal' && found.value !== null
        ? [{ from, to, value: String(found.value), holes: [] }]
        : [];
    });
    return filled.length ? new FilledString(text, filled) : text;
  }

  #tuple(expression: Tuple): WrittenArray {
    const items = expression.items.map((item) => this.value(item));
    return { kind: 'array', span: expression.span, items, written: [{ expression, items }] };
  }

  #object(expression: ObjectExpression): WrittenObject {
    const members = expression.members.map((member) => this.#member(member));
    return { kind: 'object', span: expression.span, members, written: [{ expression, members }] };
  }

  #member({ key, value, span }: ObjectMember): Member {
    return { key: this.key(key), value: value && this.value(value), span };
  }

  key(key: Name | Expression): StringNode {
    if (key.kind === 'name') return new WordString(key.text, key.span);
    const inner = key.kind === 'parentheses' ? key.inner : key;
    const found = inner && this.value(inner);
    if (found?.kind === 'string') return found;
    if (found?.kind === 'literal') return new PlacedString(String(found.value), key.span);
    return holeString(inner ? labelOf(textOf(this.#text, inner.span)) : '', key.span);
  }

  /** A local with a value of its own, or an identity provider of the module; undefined for what only a plan knows. */
  #reference(reference: Reference, span: Span): ValueNode | undefined {
    const path = pathOf(reference) ?? [];
    if (path[0] === 'local') return this.#local(reference, span);
    const provider = path.at(-1) === 'arn' ? this.#module.provider(path.slice(0, -1).join('.')) : undefined;
    return provider && this.#bring(path.join('.'), arnOf(provider.resource, span));
  }

  /** @param within a text, of which it is a part */
  #local({ steps }: Reference, span: Span, within = false): ValueNode | undefined {
    const [first, ...rest] = steps;
    if (first?.kind !== 'name' || this.#within.has(first.text) || this.#within.size > MAX_CHAIN) return undefined;
    if (this.#budget.left < 0) return undefined;
    const local = this.#module.local(first.text);
    if (!local?.value) return undefined;
    let value: Expression | undefined = local.value;
    for (const step of rest) {
      value = bare(local.text, value);
      const key: string | number | undefined =
        step.kind === 'name' ? step.text : step.kind === 'index' ? step.key : undefined;
      if (value?.kind === 'object' && typeof key === 'string') value = memberNamed(value, key);
      else value = value?.kind === 'tuple' && typeof key === 'number' ? value.items[key] : undefined;
      if (!value) return undefined;
    }
    return this.#take(first.text, local.text, value, span, within);
  }

  #take(name: string, text: string, value: Expression, span: Span, within: boolean): ValueNode | undefined {
    const reader = text === this.#text && !within ? this : new ValueReader(text, this.#module, this.#budget);
    if (reader !== this) for (const around of this.#within) reader.#within.add(around);
    reader.#within.add(name);
    const found = reader.value(value);
    this.#within.delete(name);
    this.#budget.left -= sizeOf(found);
    if (found.kind === 'opaque' || this.#budget.left < 0) return undefined;
    if (reader !== this) return this.#bring(`local.${name}`, placedAt(found, span));
    this.taken.push({ name: `local.${name}`, span: value.span });
    return found;
  }

  #bring(name: string, value: ValueNode): ValueNode {
    this.brought.push(`${name} ${compactJson(value)}`);
    return value;
  }

  #call(call: Call): ValueNode | undefined {
    const [first] = call.arguments;
    switch (call.name.text) {
      case 'concat':
      case 'setunion':
        return this.#concat(call);
      case 'merge':
        return this.#merge(call);
      case 'flatten':
        return first && this.#flat(this.value(first), call);
      case 'compact':
        return first && compacted(this.value(first));
      case 'distinct':
      case 'sort':
      case 'reverse':
      case 'toset':
      case 'tolist': {
        const found = first && this.value(first);
        return found?.kind === 'array' ? found : undefined;
      }
      default:
        return undefined;
    }
  }

  #concat({ arguments: lists, expands, span }: Call): WrittenArray {
    const parts = lists.map((list) => this.value(list));
    const items = expands ? [] : parts.flatMap((part) => (part.kind === 'array' ? part.items : []));
    const open = expands || parts.some((part) => part.kind !== 'array' || part.open !== undefined);
    const written = expands ? [] : parts.flatMap(itemsWritten);
    return { kind: 'array', span, items, written, ...(open && { open: 'merge' as const }) };
  }

  #flat(list: ValueNode, { span }: Call): WrittenArray | undefined {
    if (list.kind !== 'array') return undefined;
    const items = list.items.flatMap((item) =>
      item.kind === 'array' ? item.items : item.kind === 'opaque' ? [] : [item],
    );
    const open =
      list.open ??
      (list.items.some((item) => item.kind === 'opaque' || (item.kind === 'array' && item.open)) || undefined);
    const written = [list, ...list.items].flatMap(itemsWritten);
    return { kind: 'array', span, items, written, ...(open && { open: 'merge' as const }) };
  }

  /** Of two members of a name the later one counts; what is not known may take the place of any. */
  #merge({ arguments: objects, expands, span }: Call): WrittenObject {
    const members = new Map<string, Member>();
    const written: WrittenMembers[] = [];
    let open = expands;
    for (const object of objects) {
      const part = this.value(object);
      if (part.kind !== 'object' || expands) {
        open = true;
        for (const [name, member] of members) members.set(name, { ...member, maybe: true });
        continue;
      }
      open ||= part.open !== undefined;
      written.push(...membersWritten(part));
      for (const member of part.members) {
        members.delete(member.key.value);
        members.set(member.key.value, member);
      }
    }
    return { kind: 'object', span, members: [...members.values()], written, ...(open && { open: 'merge' as const }) };
  }
}

/** A list without its empty texts, and without null. */
function compacted(list: ValueNode): ValueNode | undefined {
  if (list.kind !== 'array') return undefined;
  const items = list.items.filter(
    (item) => !(item.kind === 'string' || item.kind === 'literal') || !isNothing(item.value),
  );
  return { ...list, items };
}

function isNothing(value: string | number | boolean | null): boolean {
  return value === '' || value === null;
}

function memberNamed({ members }: ObjectExpression, name: string): Expression | undefined {
  return members.findLast(
    ({ key }) => (key.kind === 'name' ? key.text : key.kind === 'template' ? key.value : undefined) === name,
  )?.value;
}

/** An expression in a few words. */
export function labelOf(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST_LABEL ? `${line.slice(0, LONGEST_LABEL - 1)}…` : line;
}

const LONGEST_LABEL = 80;
