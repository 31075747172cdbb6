import type { Hole } from '../text/holedText.ts';
import type { Span } from '../text/span.ts';

/** A value of a policy document with the place it stands at. Identity matters: edits name nodes, not paths. */
export type ValueNode = ObjectNode | ArrayNode | StringNode | LiteralNode | OpaqueNode;

export interface ObjectNode {
  readonly kind: 'object';
  readonly span: Span;
  /** In the order written, repeated keys kept. */
  readonly members: readonly Member[];
}

export interface ArrayNode {
  readonly kind: 'array';
  readonly span: Span;
  readonly items: readonly ValueNode[];
}

export interface StringNode {
  readonly kind: 'string';
  /** Quotes included. */
  readonly span: Span;
  /** Decoded. */
  readonly value: string;
  /** What the host knows to be filled in later; placeholders are found by the policy model. */
  readonly holes: readonly Hole[];
  /** The span of `value.slice(from, to)` in the document. */
  slice(from: number, to: number): Span;
}

export interface LiteralNode {
  readonly kind: 'literal';
  readonly span: Span;
  readonly value: number | boolean | null;
}

/** A value with no literal text of its own: `${X}` unquoted, `{"Ref": …}`, or something unreadable. */
export interface OpaqueNode {
  readonly kind: 'opaque';
  readonly span: Span;
  readonly reason: 'placeholder' | 'intrinsic' | 'unreadable';
  /** As written. */
  readonly text: string;
  /** An intrinsic in few words: `Fn::GetAtt AppRole.Arn`. */
  readonly label?: string;
  /** The resource or parameter of the same document that an intrinsic refers to. */
  readonly refersTo?: { readonly name: string; readonly attribute: string | undefined } | undefined;
}

export interface Member {
  readonly key: StringNode;
  /** `{"Service":}` has none yet. */
  readonly value: ValueNode | undefined;
  readonly span: Span;
}

/** Plain JSON. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a node says, as plain JSON; opaque values as their text, of a repeated key the last value. */
export function toJson(node: ValueNode): JsonValue {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(
        node.members.filter((m) => m.value).map((m) => [m.key.value, m.value ? toJson(m.value) : null]),
      );
    case 'array':
      return node.items.map(toJson);
    case 'string':
    case 'literal':
      return node.value;
    case 'opaque':
      return node.text;
  }
}

/**
 * Whether `toJson` says all that a node says: no value that a template fills in, no key twice. What replaces a node that is not
 * plain would lose something.
 */
export function isPlain(node: ValueNode | undefined): boolean {
  switch (node?.kind) {
    case 'object': {
      const names = new Set(node.members.map((m) => m.key.value));
      return names.size === node.members.length && node.members.every((m) => isPlain(m.value));
    }
    case 'array':
      return node.items.every(isPlain);
    case 'string':
    case 'literal':
      return true;
    case 'opaque':
    case undefined:
      return false;
  }
}

/** The items of a list, or the value itself: IAM reads a scalar as a list of one. */
export function itemsOf(node: ValueNode | undefined): readonly ValueNode[] {
  if (!node) return [];
  return node.kind === 'array' ? node.items : [node];
}

/** The last member of that name, as IAM's own reader has it. */
export function memberOf(node: ValueNode | undefined, name: string): Member | undefined {
  return node?.kind === 'object' ? node.members.findLast((m) => m.key.value === name) : undefined;
}
