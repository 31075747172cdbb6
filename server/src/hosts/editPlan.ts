import { keptNode, newMembers, type NewValue, type TreeEdit } from '../tree/edit.ts';
import type { ArrayNode, Member, ObjectNode, StringNode, ValueNode } from '../tree/node.ts';
import { matched } from './matchedItems.ts';
import { writtenMembers } from './writtenParts.ts';
import { isSame, isSorted, textOf } from './sameValue.ts';

/** What becomes of an object's members. */
export interface ObjectChange {
  readonly removed: Set<Member>;
  readonly renamed: Map<Member, string>;
  readonly added: NewMember[];
}

export interface NewMember {
  readonly name: string | StringNode;
  readonly value: NewValue;
  readonly where: 'first' | 'last' | { readonly after: Member };
}

/** What becomes of a list's items. */
export interface ArrayChange {
  readonly removed: Set<ValueNode>;
  readonly added: NewItem[];
}

export const NO_CHANGE: ObjectChange = { removed: new Set(), renamed: new Map(), added: [] };
export const NO_ITEMS: ArrayChange = { removed: new Set(), added: [] };

export interface NewItem {
  readonly value: NewValue;
  readonly where: 'first' | 'last' | { readonly after: ValueNode };
}

/** What a plan asks of where members stand. */
export interface MemberPlaces {
  /** The object that a member is of. */
  ownerOf(member: Member): ObjectNode | undefined;
  /** Whether a member stands in an object itself, and is not brought into it from elsewhere; left out where all do. */
  isOwn?(member: Member, object: ObjectNode): boolean;
}

export type TextChangeEdit = Extract<TreeEdit, { op: 'replaceText' }>;

/**
 * Tree edits by what they touch. A value that is written anew, but has parts of the old one, becomes changes of those: what
 * stays is left as it stands, comments included.
 */
export class Plan {
  readonly #objects = new Map<ObjectNode, ObjectChange>();
  readonly #arrays = new Map<ArrayNode, ArrayChange>();
  /** Values with others in their place, as a whole. */
  readonly #replaced = new Map<ValueNode, NewValue>();
  /** What changes, and nobody has asked about. */
  readonly #unasked = new Set<ValueNode>();
  readonly texts: TextChangeEdit[] = [];
  /** What is to be filled in, and is not as it stands. */
  readonly substituted: StringNode[] = [];
  /** Some edit is none that can be made here. */
  fails = false;
  readonly #places: MemberPlaces;
  readonly #inOrder: boolean;

  /** @param inOrder whether the order of members is that of the text */
  constructor(edits: readonly TreeEdit[], places: MemberPlaces, inOrder: boolean) {
    this.#places = places;
    this.#inOrder = inOrder;
    for (const edit of edits) this.#take(edit);
  }

  /** The values that change. */
  get changed(): readonly ValueNode[] {
    return [...this.#replaced.keys(), ...this.#objects.keys(), ...this.#arrays.keys()];
  }

  /** Whether somebody asked about everything that changes. */
  get isTold(): boolean {
    return !this.#unasked.size;
  }

  objectChange(node: ValueNode): ObjectChange | undefined {
    return this.#told(node, node.kind === 'object' ? this.#objects.get(node) : undefined);
  }

  arrayChange(node: ValueNode): ArrayChange | undefined {
    return this.#told(node, node.kind === 'array' ? this.#arrays.get(node) : undefined);
  }

  /** What comes in the place of a value; undefined where it stays. */
  replacement(node: ValueNode): NewValue | undefined {
    return this.#told(node, this.#replaced.get(node));
  }

  /** Who asks for another kind of change than there is has not heard of it. */
  #told<T>(node: ValueNode, change: T | undefined): T | undefined {
    if (change !== undefined) this.#unasked.delete(node);
    return change;
  }

  #object(node: ObjectNode): ObjectChange {
    this.#unasked.add(node);
    let change = this.#objects.get(node);
    if (!change) this.#objects.set(node, (change = { removed: new Set(), renamed: new Map(), added: [] }));
    return change;
  }

  #array(node: ArrayNode): ArrayChange {
    this.#unasked.add(node);
    let change = this.#arrays.get(node);
    if (!change) this.#arrays.set(node, (change = { removed: new Set(), added: [] }));
    return change;
  }

  #take(edit: TreeEdit): void {
    switch (edit.op) {
      case 'replace':
        this.#replace(edit.target, edit.value);
        break;
      case 'replaceText':
        this.texts.push(edit);
        break;
      case 'substitute':
        this.substituted.push(edit.target);
        break;
      case 'renameKey': {
        const owner = this.#places.ownerOf(edit.target);
        if (owner) this.#object(owner).renamed.set(edit.target, edit.name);
        else this.fails = true;
        break;
      }
      case 'remove':
        if ('key' in edit.target && edit.parent.kind === 'object') this.#object(edit.parent).removed.add(edit.target);
        else if (!('key' in edit.target) && edit.parent.kind === 'array')
          this.#array(edit.parent).removed.add(edit.target);
        else this.fails = true;
        break;
      case 'append':
        this.#array(edit.target).added.push({ value: edit.value, where: 'last' });
        break;
      case 'set':
        this.#set(edit.target, edit.name, edit.value, edit.where);
        break;
    }
  }

  #set(target: ObjectNode, name: string | StringNode, value: NewValue, where: NewMember['where']): void {
    const text = textOf(name);
    const present = writtenMembers(target).findLast((m) => m.key.value === text);
    if (present && (present.implied ?? this.#places.isOwn?.(present, target) === false)) {
      if (!isSame(present.value, value)) this.#object(target).added.push({ name, value, where });
    } else if (present?.value) this.#replace(present.value, value);
    else {
      if (present) this.#object(target).removed.add(present);
      this.#object(target).added.push({ name, value, where });
    }
  }

  #replace(target: ValueNode, value: NewValue): void {
    if (isSame(target, value)) return;
    const done =
      (target.kind === 'object' && this.#members(target, newMembers(value))) ||
      (target.kind === 'array' && Array.isArray(value) && this.#items(target, value as readonly NewValue[]));
    if (done) return;
    this.#unasked.add(target);
    this.#replaced.set(target, value);
  }

  /** The members that stay are those of the same name, or of the same value under another name. */
  #members(target: ObjectNode, wanted: ReturnType<typeof newMembers>): boolean {
    if (!wanted) return false;
    const own = target.members.filter((m) => !m.implied);
    const byName = new Map(own.map((m) => [m.key.value, m]));
    if (byName.size < own.length) return false; // a name twice: what stays is not known by it
    const byValue = new Map(own.map((m) => [m.value, m]));
    const names = new Set(wanted.map(([name]) => textOf(name)));
    const pairs = wanted.map(([name, value]) => {
      const kept = keptNode(value);
      const moved = kept && byValue.get(kept);
      const member = byName.get(textOf(name)) ?? (moved && !names.has(moved.key.value) ? moved : undefined);
      return { name, value, member };
    });
    const stays = pairs.flatMap(({ member }) => member ?? []);
    if (!stays.length || (this.#inOrder && !isSorted(stays.map((m) => own.indexOf(m))))) return false;
    const change = this.#object(target);
    for (const member of own) if (!stays.includes(member)) change.removed.add(member);
    let where: NewMember['where'] = 'first';
    for (const { name, value, member } of pairs) {
      if (member) {
        if (member.key.value !== textOf(name)) change.renamed.set(member, textOf(name));
        if (member.value) this.#replace(member.value, value);
        where = { after: member };
      } else if (!target.members.some((m) => m.implied && m.key.value === textOf(name) && isSame(m.value, value)))
        change.added.push({ name, value, where });
    }
    return true;
  }

  #items(target: ArrayNode, wanted: readonly NewValue[]): boolean {
    const steps = matched(target.items, wanted);
    if (!steps) return false;
    const change = this.#array(target);
    const stays = new Set(steps.flatMap(({ node }) => node ?? []));
    for (const item of target.items) if (!stays.has(item)) change.removed.add(item);
    let where: NewItem['where'] = 'first';
    for (const { node, value } of steps) {
      if (node) {
        this.#replace(node, value);
        where = { after: node };
      } else change.added.push({ value, where });
    }
    return true;
  }
}
