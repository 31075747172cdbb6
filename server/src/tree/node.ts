import type { Hole } from '../text/holedText.ts';
import type { Span } from '../text/span.ts';

/** A value of a policy document with the place it stands at. Identity matters: edits name nodes, not paths. */
export type ValueNode = ObjectNode | ArrayNode | StringNode | LiteralNode | OpaqueNode;

export interface ObjectNode {
  readonly kind: 'object';
  readonly span: Span;
  /** In the order written, repeated keys kept. */
  readonly members: readonly Member[];
  /** It may have more members than these. */
  readonly open?: OpenReason | undefined;
  /** What names the whole, such as a block's keyword: there it is shown what is missing inside. */
  readonly head?: Span | undefined;
}

/** What brings members or items that do not stand in an object or list. */
export type OpenReason = 'transform' | 'merge' | 'dynamic' | 'directive' | 'documents' | 'unreadable';

export interface ArrayNode {
  readonly kind: 'array';
  readonly span: Span;
  readonly items: readonly ValueNode[];
  /** It may have more items than these. */
  readonly open?: OpenReason | undefined;
}

export interface StringNode {
  readonly kind: 'string';
  /** Quotes included, tags and functions around it not. */
  readonly span: Span;
  /** Decoded; the text of a hole is what names it, as in `${Name}`. */
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
  /** The resource or parameter of the same template or module that an intrinsic refers to. */
  readonly refersTo?: Reference | undefined;
  /** What a deploy adds to a list: it stands nowhere. */
  readonly isRest?: true;
}

/** What a template or module says to mean one of its own parts: `AppRole` and `Arn`, `aws_iam_role.app` and `arn`. */
export interface Reference {
  readonly name: string;
  readonly attribute: string | undefined;
}

export interface Member {
  readonly key: StringNode;
  /** `{"Service":}` has none yet. */
  readonly value: ValueNode | undefined;
  readonly span: Span;
  /** A default that counts, though it stands nowhere: its spans are empty. */
  readonly implied?: true | undefined;
  /** A deploy decides whether it is there. */
  readonly maybe?: true | undefined;
  /** Where the same name stands again: the values there were added to this member's, and none was lost. */
  readonly again?: readonly StringNode[] | undefined;
  /** It is called as an element is in IAM, which the host calls otherwise: it is none. */
  readonly misnamed?: true | undefined;
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
 * Whether a copy of a node is as good as the node, wherever it is written: nothing comes into it from elsewhere, no key stands
 * twice. What a deploy fills in is copied with it.
 */
export function isWhole(node: ValueNode | undefined): boolean {
  switch (node?.kind) {
    case 'object': {
      const names = new Set(node.members.map((m) => m.key.value));
      return (
        !node.open && names.size === node.members.length && node.members.every((m) => !m.maybe && isWhole(m.value))
      );
    }
    case 'array':
      return !node.open && node.items.every(isWhole);
    case 'opaque':
      return node.reason !== 'unreadable';
    case 'string':
    case 'literal':
      return true;
    case undefined:
      return false;
  }
}

/** Whether no part of a node is left to a deploy, as far as the host knows. */
export function isSettled(node: ValueNode): boolean {
  switch (node.kind) {
    case 'object':
      return (
        !node.open && node.members.every((m) => !m.maybe && isSettledText(m.key) && (!m.value || isSettled(m.value)))
      );
    case 'array':
      return !node.open && node.items.every(isSettled);
    case 'opaque':
      return node.reason !== 'intrinsic';
    case 'string':
      return isSettledText(node);
    case 'literal':
      return true;
  }
}

/** What nothing fills in is sent as it stands. */
function isSettledText({ holes }: StringNode): boolean {
  return holes.every((hole) => hole.reason === 'unsubstituted');
}

/** Whether a value may turn out to be a list, so that no list may hold it as an item: what a deploy fills in as a whole. */
export function mayBeList(node: ValueNode | undefined): boolean {
  return node?.kind === 'opaque';
}

/** The items of a list, or the value itself: IAM reads a scalar as a list of one. */
export function itemsOf(node: ValueNode | undefined): readonly ValueNode[] {
  if (!node) return [];
  return node.kind === 'array' ? node.items : [node];
}

/** The last member of that name, as IAM's own reader has it. */
export function memberOf(node: ValueNode | undefined, name: string): Member | undefined {
  if (node?.kind !== 'object') return undefined;
  // Asked of every object of a document: no closure is made for it.
  for (let i = node.members.length - 1; i >= 0; i--) if (node.members[i]?.key.value === name) return node.members[i];
  return undefined;
}
