import { memo } from '../../text/memo.ts';
import { firstIndex } from '../../text/search.ts';
import type { Hole } from '../../text/holedText.ts';
import type { Layer } from '../../text/layer.ts';
import type { Span } from '../../text/span.ts';
import type { StringNode, ValueNode } from '../../tree/node.ts';
import type { SyntaxProblem } from '../../tree/source.ts';
import { parse } from '../jsonText/parse.ts';
import { JsonString } from '../jsonText/strings.ts';
import { encoded } from '../../text/hcl/words.ts';
import type { Template } from './template.ts';
import { labelOf } from './values.ts';

/** JSON text in a template: in a heredoc, or in a string with escapes. */
export interface TemplateJson {
  readonly root: ValueNode | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly layer: Layer;
}

/** Reads the JSON text of a template. What a plan fills in is a hole inside a JSON string, and opaque outside. */
export function jsonOf(template: Template): TemplateJson {
  const layer = layerOf(template);
  const { root, problems } = parse(layer.text, [layer]);
  const { holes } = template;
  const directives = holes.filter((hole) => hole.directive).map((hole) => hole.source.start);
  if (!root || !holes.length) return { root, problems, layer };
  const filled = withHoles(root, new Filled(template, layer));
  // What directives leave out may be what keeps the rest from being JSON.
  return directives.length
    ? { root: opened(filled, directives), problems: [], layer }
    : { root: filled, problems, layer };
}

/** The text of a template as a layer; what a hole says is kept from being read as JSON. */
function layerOf(template: Template): Layer {
  const { value, holes } = template;
  let text = '';
  let at = 0;
  for (const hole of holes) {
    text += value.slice(at, hole.from) + plain(value.slice(hole.from, hole.to));
    at = hole.to;
  }
  text += value.slice(at);
  return {
    text,
    outer: (offset) => template.offset(offset),
    inner: (offset) => innerOf(template, offset),
    encode: (inner) => written(template, inner),
    keepsLines: template.form === 'heredoc',
    lead: template.lead,
  };
}

/** JSON text as it stands in a template: what a plan fills in as it is filled in. */
function written(template: Template, inner: string): string {
  const known = holesWritten(template);
  let text = '';
  let from = 0;
  for (let at = inner.indexOf('${'); at >= 0; at = inner.indexOf('${', at + 2)) {
    const end = inner.indexOf('}', at) + 1;
    const hole = known.get(inner.slice(at, end));
    if (end === 0 || hole === undefined) continue;
    text += encoded(template.form, inner.slice(from, at)) + hole;
    from = end;
  }
  return text + encoded(template.form, inner.slice(from));
}

/** What stands for a hole where JSON is read, and how it is written. */
const holesWritten = memo((template: Template): ReadonlyMap<string, string> => {
  const { holes, value } = template;
  return new Map(holes.map(({ from, to }) => [plain(value.slice(from, to)), template.written(from, to)] as const));
});

/** As long as it was, without quotes, backslashes and braces inside. */
function plain(hole: string): string {
  if (hole.length < 4) return hole;
  const inner = hole.slice(2, -1).replace(/["\\\s{}]/g, (c) => STANDS_FOR.get(c) ?? ' ');
  return `\${${inner}}`;
}

const STANDS_FOR: ReadonlyMap<string, string> = new Map([
  ['"', "'"],
  ['\\', '/'],
  ['{', '('],
  ['}', ')'],
]);

function innerOf(template: Template, offset: number): number {
  const { offsets, start, value } = template.read();
  if (!offsets) return Math.min(Math.max(offset - start, 0), value.length);
  const next = firstIndex(offsets, (at) => at >= offset);
  return offsets[next] === offset ? next : Math.max(next - 1, 0);
}

/** Where the holes of a template stand in the document. */
class Filled {
  readonly #holes: readonly {
    readonly start: number;
    readonly end: number;
    readonly from: number;
    readonly to: number;
  }[];

  constructor(template: Template, layer: Layer) {
    this.#holes = template.holes
      .filter((hole) => !hole.directive)
      .map(({ from, to }) => ({ from, to, start: layer.outer(from), end: layer.outer(to) }));
  }

  within({ start, end }: Span): readonly { readonly start: number; readonly end: number }[] {
    const first = firstIndex(this.#holes, (hole) => hole.end > start);
    const found = [];
    for (let i = first; i < this.#holes.length; i++) {
      const hole = this.#holes[i];
      if (!hole || hole.start >= end) break;
      found.push(hole);
    }
    return found;
  }
}

/** Strings are told of their holes; where a value is all hole, what is around it is made anew. */
function withHoles(node: ValueNode, filled: Filled): ValueNode {
  switch (node.kind) {
    case 'object': {
      const members = node.members.map((member) => {
        tell(member.key, filled);
        const value = member.value && withHoles(member.value, filled);
        return value === member.value ? member : { ...member, value };
      });
      return members.every((member, i) => member === node.members[i]) ? node : { ...node, members };
    }
    case 'array': {
      const items = node.items.map((item) => withHoles(item, filled));
      return items.every((item, i) => item === node.items[i]) ? node : { ...node, items };
    }
    case 'string':
      tell(node, filled);
      return node;
    case 'opaque':
      return node.reason === 'placeholder' && filled.within(node.span).length
        ? { ...node, reason: 'intrinsic', label: labelOf(node.text.replace(/^\$\{|\}$/g, '')) }
        : node;
    case 'literal':
      return node;
  }
}

function tell(node: StringNode, filled: Filled): void {
  const found = filled.within(node.span);
  if (found.length && node instanceof JsonString) node.holes = holesIn(node, found);
}

/** Holes are in the order of the text, and so is what they are in the value: one walk finds all. */
function holesIn(written: StringNode, places: readonly { readonly start: number; readonly end: number }[]): Hole[] {
  const holes: Hole[] = [];
  let at = 0;
  const { value } = written;
  for (const { start } of places) {
    const from = value.indexOf('${', firstAt(written, start, at));
    const to = from < 0 ? -1 : value.indexOf('}', from);
    if (to < 0) break;
    holes.push({ from, to: to + 1, reason: 'interpolation' });
    at = to + 1;
  }
  return holes;
}

/** The first unit of a string's value from `low` on that stands at a place or behind it. */
function firstAt(written: StringNode, place: number, low: number): number {
  let [from, to] = [low, written.value.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (written.slice(middle, middle).start >= place) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** Where a directive stands, a plan decides what there is: its object and list may have more, its members may be absent. */
function opened(node: ValueNode, directives: readonly number[]): ValueNode {
  const next = directives[firstIndex(directives, (start) => start > node.span.start)];
  if (next === undefined || next >= node.span.end) return node;
  switch (node.kind) {
    case 'object':
      return {
        ...node,
        open: 'directive',
        members: node.members.map((m) => ({
          ...m,
          value: m.value && opened(m.value, directives),
          maybe: true as const,
        })),
      };
    case 'array':
      return { ...node, open: 'directive', items: node.items.map((item) => opened(item, directives)) };
    case 'string':
      return { kind: 'opaque', span: node.span, reason: 'intrinsic', text: node.value };
    case 'literal':
    case 'opaque':
      return node;
  }
}
