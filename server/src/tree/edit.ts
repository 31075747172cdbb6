import type { ArrayNode, Member, ObjectNode, StringNode, ValueNode } from './node.ts';

/** Tells these from plain objects, whatever the members of those are called. */
const KEPT = Symbol('kept');
const MEMBERS = Symbol('members');

/** A value of the tree that is written as it stands: its text, comments and what a deploy fills in included. */
export interface Keep {
  readonly [KEPT]: ValueNode;
}

/** A new object in which a name may be a key of the tree, which is written as it stands. */
export interface NewObject {
  readonly [MEMBERS]: readonly NewMember[];
}

/** A name may be a key of the tree. */
export type NewMember = readonly [name: string | StringNode, value: NewValue];

/** A value as it stands, at another place. */
export function keep(node: ValueNode): Keep {
  return { [KEPT]: node };
}

export function newObject(members: readonly NewMember[]): NewObject {
  return { [MEMBERS]: members };
}

/** What is written: plain JSON, in which values of the tree may stand. */
export type NewValue =
  string | number | boolean | null | readonly NewValue[] | { readonly [name: string]: NewValue } | NewObject | Keep;

interface PlainObject {
  readonly [name: string]: NewValue;
}

/** A change of the tree. It names nodes by identity (keys may repeat); the host writes it in its own syntax. */
export type TreeEdit =
  | { readonly op: 'replace'; readonly target: ValueNode; readonly value: NewValue }
  /** A part of a string; what a deploy fills in beside it stays. */
  | {
      readonly op: 'replaceText';
      readonly target: StringNode;
      readonly from: number;
      readonly to: number;
      readonly text: string;
    }
  /** Has what is written as filled in by a deploy be filled in. */
  | { readonly op: 'substitute'; readonly target: StringNode }
  | { readonly op: 'renameKey'; readonly target: Member; readonly name: string }
  | { readonly op: 'remove'; readonly target: ValueNode | Member; readonly parent: ObjectNode | ArrayNode }
  | {
      readonly op: 'set';
      readonly target: ObjectNode;
      readonly name: string | StringNode;
      readonly value: NewValue;
      /** Where a new member goes; a member of that name keeps its place and gets the value. */
      readonly where: 'first' | 'last' | { readonly after: Member };
    }
  | { readonly op: 'append'; readonly target: ArrayNode; readonly value: NewValue };

/** The value of the tree that is taken over; undefined for a new one. */
export function keptNode(value: NewValue): ValueNode | undefined {
  return typeof value === 'object' && value !== null && KEPT in value ? value[KEPT] : undefined;
}

/** The members of a new object, however it is made; undefined for what is none. */
export function newMembers(value: NewValue): readonly NewMember[] | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || KEPT in value) return undefined;
  return MEMBERS in value ? value[MEMBERS] : Object.entries(value as PlainObject);
}

/** The values of the tree that a new value takes over. */
export function keptIn(value: NewValue): readonly ValueNode[] {
  const node = keptNode(value);
  if (node) return [node];
  if (Array.isArray(value)) return (value as readonly NewValue[]).flatMap(keptIn);
  return newMembers(value)?.flatMap(([, member]) => keptIn(member)) ?? [];
}
