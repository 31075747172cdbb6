import { code, paragraphs } from '../../text/markdown.ts';
import type { Span } from '../../text/span.ts';
import type { StringNode, ValueNode } from '../../tree/node.ts';

/** A name in a policy, and the value that its place gives it. */
export interface NamedValue {
  /** Of the name. */
  readonly span: Span;
  readonly name: string;
  /** As written. */
  readonly text: string;
  /** It counts only where nobody sets another one. */
  readonly isDefault: boolean;
}

/** A part of a policy that a deploy fills in. */
export interface Filled {
  readonly span: Span;
  /** What fills it in. */
  readonly by: string;
}

/** What fills in a part of a policy, and the value of the name in it. */
export function describeFilled(by: string | undefined, value: NamedValue | undefined): string {
  return paragraphs(by === undefined ? undefined : `Filled in at deployment: ${code(by)}`, value && aboutValue(value));
}

function aboutValue({ name, text, isDefault }: NamedValue): string {
  const line = text.replace(/\s+/g, ' ');
  return isDefault
    ? `*Default of* ${code(name)}: ${code(line)}. Checks don't use it, because a deployment can set another value.`
    : `*Value of* ${code(name)}: ${code(line)}`;
}

/**
 * The part around an offset that a deploy fills in; undefined where the text is the author's.
 * @param written the text of a place
 */
export function filledAt(node: ValueNode, offset: number, written: (span: Span) => string): Filled | undefined {
  switch (node.kind) {
    case 'object':
      for (const { key, value, implied } of node.members) {
        const found = implied
          ? undefined
          : (inText(key, offset, written) ?? (value && filledAt(value, offset, written)));
        if (found) return found;
      }
      return undefined;
    case 'array':
      for (const item of node.items) {
        const found = filledAt(item, offset, written);
        if (found) return found;
      }
      return undefined;
    case 'string':
      return inText(node, offset, written);
    case 'opaque':
      return node.reason === 'intrinsic' && holds(node.span, offset)
        ? { span: node.span, by: node.label ?? node.text }
        : undefined;
    case 'literal':
      return undefined;
  }
}

function inText(node: StringNode, offset: number, written: (span: Span) => string): Filled | undefined {
  for (const { from, to, reason } of node.holes) {
    if (reason !== 'intrinsic' && reason !== 'interpolation') continue;
    const span = node.slice(from, to);
    if (!holds(span, offset)) continue;
    // Where one place stands for the whole text, what is written there makes all of it.
    const isPart = from > 0 || to < node.value.length;
    const whole = isPart && span.start === node.span.start && span.end === node.span.end;
    return { span, by: whole ? written(span).replace(/\s+/g, ' ') : node.value.slice(from + 2, to - 1) };
  }
  return undefined;
}

function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset < end;
}
