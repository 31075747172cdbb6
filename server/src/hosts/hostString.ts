import type { Hole } from '../text/holedText.ts';
import type { Span } from '../text/span.ts';
import type { StringNode, ValueNode } from '../tree/node.ts';
import type { TextChange } from './freshText.ts';

/** A string as a host reads it, which knows how a part of it is written. */
export interface HostString extends StringNode {
  /** All that makes the string: with a tag, or the call of a function, around it. */
  readonly extent: Span;
  /** What a deploy glues it of. */
  readonly parts?: readonly ValueNode[];
  /** It stands for a text elsewhere, which is nobody's to edit from here. */
  readonly isReferred?: true;
  /** Says what is filled in, or seems to be, once all of the document is read. A text that a function made has its holes already. */
  tell?(holes: readonly Hole[]): void;
  /** A part of its text with others in its place, escaped as they have to be; undefined where it stands nowhere as text. @param quote what it is put in, where it had none and now needs some */
  change(change: TextChange, quote?: Quote): WrittenChange | undefined;
}

/** The quotes that a text may stand in. */
export type Quote = '"' | "'";

export interface WrittenChange {
  /** In the document. */
  readonly span: Span;
  /** In the text that the string stands in. */
  readonly newText: string;
}

export function isHostString(node: ValueNode): node is HostString {
  return node.kind === 'string' && 'extent' in node;
}

/** All that makes a value, with a tag or a function around it. */
export function extentOf(node: ValueNode): Span {
  return isHostString(node) ? node.extent : node.span;
}
