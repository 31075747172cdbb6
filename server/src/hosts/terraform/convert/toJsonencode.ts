import { keep, newObject, type NewValue } from '../../../tree/edit.ts';
import { isWhole, type ValueNode } from '../../../tree/node.ts';
import type { TextEdit } from '../../../text/edit.ts';
import type { JsonTextPolicy } from '../../jsonText/policy.ts';
import { POLICY_ARGUMENTS, STATEMENT_ARGUMENTS } from '../vocabulary.ts';
import type { Attribute, Block, Body, SyntaxTree } from '../syntax.ts';
import { blankLineBefore, indentAt, isBlankLine, lineRest, lineStart, startsLine } from '../write/lines.ts';
import { Parents } from '../write/parents.ts';
import { Sheet } from '../write/sheet.ts';
import { styleOf, unitIn } from '../write/style.ts';
import { sayablePolicy } from './elements.ts';
import { HclValues } from './hclValues.ts';
import { JsonTextValues } from './jsonText.ts';
import { placeIn, type ValuePlace } from './places.ts';
import { RawPen } from './rawPen.ts';

/** JSON text in a heredoc or in quotes as `jsonencode({…})`. */
export function textToJsonencode(text: string, tree: SyntaxTree, policy: JsonTextPolicy): TextEdit[] | undefined {
  const { root } = policy;
  if (!isWhole(root) || policy.unreadable.length) return undefined;
  const place = placeIn(text, tree, ({ value }) => value.kind === 'template' && holds(value, root));
  if (place?.value.kind !== 'template') return undefined;
  const values = new JsonTextValues(text, place.value);
  const value = values.value(root);
  return values.fails ? undefined : [jsonencodeAt(text, place, value, root, values.raw.written)];
}

function holds({ span }: ValuePlace['value'], root: ValueNode): boolean {
  return span.start <= root.span.start && root.span.end <= span.end;
}

function jsonencodeAt(
  text: string,
  { block, attribute, written }: ValuePlace,
  value: NewValue,
  root: ValueNode,
  raw: ReadonlyMap<ValueNode, string> = new Map(),
): TextEdit {
  const unit = unitIn(text, block.body) ?? '  ';
  const pen = new RawPen(new Sheet(text), new Parents(root), { ...styleOf(text, []), unit }, raw);
  const call = { call: 'jsonencode', argument: pen.expression(value) };
  return { span: written.span, newText: pen.layout.value(call, indentAt(text, attribute.span.start)) };
}

/**
 * A data source as `jsonencode({…})` in the place of the only reference to it.
 * @param uses how often the module refers to it
 */
export function documentToJsonencode(
  text: string,
  tree: SyntaxTree,
  root: ValueNode,
  uses: (label: string) => number,
): TextEdit[] | undefined {
  const data = tree.body.items.find(
    (item): item is Block => item.kind === 'block' && item.span.start === root.span.start,
  );
  const label = data?.labels[1];
  const name = label?.kind === 'name' ? label.text : label?.value;
  if (!data || name === undefined || root.kind !== 'object' || !isWhole(root) || !isPlain(data)) return undefined;
  const place = placeIn(text, tree, ({ value }) => isJsonOf(value, name));
  const removed = wholeLines(text, data);
  if (!place || !removed || uses(name) !== 1) return undefined;
  const parents = new Parents(root);
  const values = new HclValues(text, parents);
  const { members, statements } = sayablePolicy(root, values, (node) => {
    if (node.kind === 'array') return values.list(node);
    return node.kind === 'opaque' && parents.isArgument(node) ? keep(node) : values.text(node);
  });
  if (values.fails || values.losesComment(data.body.span)) return undefined;
  const value = newObject([...members, ['Statement', statements]]);
  return [{ span: removed, newText: '' }, jsonencodeAt(text, place, value, root)].sort(
    (a, b) => a.span.start - b.span.start,
  );
}

function isJsonOf(value: ValuePlace['value'], name: string): boolean {
  if (value.kind !== 'reference' || value.root.text !== 'data' || value.steps.length !== 3) return false;
  const [type, label, attribute] = value.steps.map((step) => (step.kind === 'name' ? step.text : undefined));
  return (
    type === 'aws_iam_policy_document' && label === name && (attribute === 'json' || attribute === 'minified_json')
  );
}

/** Nothing in it but what a policy says: no `count`, no `dynamic`, no argument that is out of place. */
function isPlain({ body }: Block): boolean {
  return body.items.every((item) => {
    if (item.kind === 'attribute') return POLICY_ARGUMENTS.has(item.name.text);
    return item.type.text === 'statement' && isPlainStatement(item.body);
  });
}

function isPlainStatement({ items }: Body): boolean {
  return items.every((item) => {
    if (item.kind === 'attribute') return STATEMENT_ARGUMENTS.has(item.name.text);
    const names = INNER.get(item.type.text);
    return names !== undefined && item.body.items.every((inner) => isAttributeOf(inner, names));
  });
}

function isAttributeOf(item: Attribute | Block, names: readonly string[]): boolean {
  return item.kind === 'attribute' && names.includes(item.name.text);
}

const INNER: ReadonlyMap<string, readonly string[]> = new Map([
  ['principals', ['type', 'identifiers']],
  ['not_principals', ['type', 'identifiers']],
  ['condition', ['test', 'variable', 'values']],
]);

/** A block with one of the blank lines around it; undefined where something else stands on its lines. */
function wholeLines(text: string, { span }: Block): TextEdit['span'] | undefined {
  const rest = lineRest(text, span.end);
  if (!startsLine(text, span.start) || !rest.isBlank || rest.comment !== undefined) return undefined;
  const start = lineStart(text, span.start);
  if (isBlankLine(text, rest.next)) return { start, end: lineRest(text, rest.next).next };
  return { start: blankLineBefore(text, start) ?? start, end: rest.next };
}
