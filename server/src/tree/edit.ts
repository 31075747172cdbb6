import type { ArrayNode, JsonValue, Member, ObjectNode, ValueNode } from './node.ts';

/** A change of the tree. It names nodes by identity (keys may repeat); the host writes it in its own syntax. */
export type TreeEdit =
  | { readonly op: 'replace'; readonly target: ValueNode; readonly value: JsonValue }
  | { readonly op: 'renameKey'; readonly target: Member; readonly name: string }
  | { readonly op: 'remove'; readonly target: ValueNode | Member; readonly parent: ObjectNode | ArrayNode }
  | {
      readonly op: 'set';
      readonly target: ObjectNode;
      readonly name: string;
      readonly value: JsonValue;
      /** Where a new member goes; a member of that name keeps its place and gets the value. */
      readonly where: 'first' | 'last' | { readonly after: Member };
    }
  | { readonly op: 'append'; readonly target: ArrayNode; readonly value: JsonValue };
