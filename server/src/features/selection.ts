import type { Span } from '../text/span.ts';
import { contains } from '../text/span.ts';
import type { Member, StringNode, ValueNode } from '../tree/node.ts';

/** What a selection at an offset grows to, the smallest first: a piece of an ARN or subject, the value, its list, its member, … */
export function selectionsAt(root: ValueNode, offset: number): readonly Span[] {
  const spans: Span[] = [];
  let node: ValueNode | undefined = root;
  const holds = (span: Span): boolean => span.start <= offset && offset <= span.end;
  const reaches = (at: ValueNode): boolean => holds(at.span) || childrenOf(at).some(reaches);
  while (node) {
    spans.unshift(node.span);
    if (node.kind === 'object') {
      const members: readonly Member[] = node.members.filter((m) => !m.implied);
      // What a policy takes from elsewhere stands outside of the member.
      const member: Member | undefined =
        members.find((m) => holds(m.span)) ?? members.find((m) => m.value && reaches(m.value));
      if (!member) break;
      spans.unshift(member.span);
      const key = holds(member.key.span);
      node = key ? member.key : member.value && reaches(member.value) ? member.value : undefined;
    } else if (node.kind === 'array') node = node.items.find((item) => holds(item.span)) ?? node.items.find(reaches);
    else {
      if (node.kind === 'string') spans.unshift(...piecesOf(node, offset));
      break;
    }
  }
  return spans.filter((span, i) => holds(span) && (i === 0 || !same(span, spans[i - 1])));
}

function childrenOf(node: ValueNode): readonly ValueNode[] {
  if (node.kind === 'array') return node.items;
  return node.kind === 'object' ? node.members.flatMap(({ key, value }) => (value ? [key, value] : [key])) : [];
}

/** The word between colons and slashes, the field between colons, the text without quotes. */
function piecesOf(node: StringNode, offset: number): readonly Span[] {
  const { value } = node;
  const whole = node.slice(0, value.length);
  const spans = [whole];
  for (const separators of [/:/g, /[:/]/g]) {
    let from = 0;
    for (const to of [...[...value.matchAll(separators)].map((m) => m.index), value.length]) {
      const span = node.slice(from, to);
      if (span.start <= offset && offset <= span.end) {
        if (to > from && contains(spans[0] ?? whole, span)) spans.unshift(span);
        break;
      }
      from = to + 1;
    }
  }
  return spans;
}

function same(a: Span, b: Span | undefined): boolean {
  return a.start === b?.start && a.end === b.end;
}
