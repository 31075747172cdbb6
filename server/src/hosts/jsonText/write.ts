import type { TextEdit } from '../../text/edit.ts';
import { memo } from '../../text/memo.ts';
import type { Span } from '../../text/span.ts';
import { SpanSet } from '../../text/spanSet.ts';
import { keptIn, type TreeEdit } from '../../tree/edit.ts';
import type { SyntaxProblem } from '../../tree/source.ts';
import { copiesHole } from '../freshText.ts';
import type { JsonTextPolicy } from './policy.ts';
import { styleOf, type Style } from './style.ts';
import { Writer } from './writer.ts';

/**
 * Turns tree edits into text edits of the document, in the author's layout.
 * Undefined when a syntax problem lies inside the smallest container that must be touched: what stands there is a guess.
 */
export function write(
  text: string,
  policy: JsonTextPolicy,
  problems: readonly SyntaxProblem[],
  edits: readonly TreeEdit[],
): TextEdit[] | undefined {
  const broken = placesOf(problems);
  const unread = unreadIn(policy);
  const isSure = (edit: TreeEdit): boolean =>
    !touched(edit).some((span) => broken.touches(span) || unread.touches(span)) &&
    policy.owns(placeOf(edit)) &&
    !copiesHole(edit, policy.root);
  if (!edits.every(isSure)) return undefined;
  const innermost = policy.layers.at(-1)?.text ?? text;
  return new Writer(innermost, policy, styleIn(policy, innermost)).write(edits);
}

/** Tree edits of a JSON text that is no policy. */
export function writeJson(text: string, edits: readonly TreeEdit[]): TextEdit[] | undefined {
  return new Writer(text, { layers: [], substituted: false }, styleOf(text)).write(edits);
}

/** Looked up for each fix of a document. */
const placesOf = memo((problems: readonly SyntaxProblem[]) => new SpanSet(problems.map((p) => p.span)));

/** Where a template language decides what stands there, no problem is told. */
const unreadIn = memo((policy: JsonTextPolicy) => new SpanSet(policy.unreadable));

/** Of the text that a policy stands in: looked at for the first of its fixes. */
const styles = new WeakMap<JsonTextPolicy, Style>();

function styleIn(policy: JsonTextPolicy, text: string): Style {
  let style = styles.get(policy);
  if (!style) styles.set(policy, (style = styleOf(text)));
  return style;
}

function placeOf(edit: TreeEdit): Span {
  return edit.op === 'remove' ? edit.parent.span : edit.target.span;
}

/** The places that an edit depends on. */
function touched(edit: TreeEdit): readonly Span[] {
  switch (edit.op) {
    case 'renameKey':
      return [edit.target.key.span];
    case 'remove':
    case 'replaceText':
    case 'substitute':
      return [placeOf(edit)];
    case 'replace':
    case 'set':
    case 'append':
      return [edit.target.span, ...keptIn(edit.value).map((node) => node.span)];
  }
}
