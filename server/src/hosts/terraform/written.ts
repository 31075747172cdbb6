import type { ArrayNode, Member, ObjectNode, ValueNode } from '../../tree/node.ts';
import type { Attribute, Block, ObjectExpression, Tuple } from './syntax.ts';

// What nodes are written as, for whoever changes them. Nodes without it stand in another file, or nowhere as text.

/** Brackets, and what each expression in them is. */
export interface WrittenItems {
  readonly expression: Tuple;
  readonly items: readonly ValueNode[];
}

/** A list with the brackets that its items stand in: several where a function joins them. */
export interface WrittenArray extends ArrayNode {
  readonly written: readonly WrittenItems[];
}

/** Braces, and which member each line in them is. */
export interface WrittenMembers {
  readonly expression: ObjectExpression;
  readonly members: readonly Member[];
}

/** An object with the braces that its members stand in: several where a function joins them. */
export interface WrittenObject extends ObjectNode {
  readonly written: readonly WrittenMembers[];
}

/** What a policy document, or a statement of it, is written as. */
export interface WrittenBlock extends ObjectNode {
  readonly block: Block;
}

/** An argument of a block, with its value as it is read before a list of one becomes what is in it. */
export interface Argument {
  readonly attribute: Attribute;
  readonly value: ValueNode;
}

/** A member of a policy document. */
export interface DocumentMember extends Member {
  /** Its value stands in these: one of its own, or one of each of its blocks. */
  readonly arguments: readonly Argument[];
  /** They bring it: statements, principals of a type, conditions with a test. */
  readonly blocks: readonly BringingBlock[];
}

/** A block that brings a member of a policy document. */
export interface BringingBlock {
  readonly block: Block;
  /** It is the content of a dynamic block, which a plan writes as often as it likes. */
  readonly maybe: boolean;
}

export function itemsWritten(node: ValueNode): readonly WrittenItems[] {
  return node.kind === 'array' && 'written' in node ? (node as WrittenArray).written : [];
}

export function membersWritten(node: ValueNode): readonly WrittenMembers[] {
  return node.kind === 'object' && 'written' in node ? (node as WrittenObject).written : [];
}

export function blockOf(node: ValueNode): Block | undefined {
  return node.kind === 'object' && 'block' in node ? (node as WrittenBlock).block : undefined;
}

export function isDocumentMember(member: Member): member is DocumentMember {
  return 'blocks' in member;
}
