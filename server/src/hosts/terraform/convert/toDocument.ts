import type { TextEdit } from '../../../text/edit.ts';
import { freeLabel } from '../../../text/hcl/labels.ts';
import { isWhole, type OpaqueNode, type ValueNode } from '../../../tree/node.ts';
import { labelOf, POLICY_DOCUMENT } from '../places.ts';
import type { Block, SyntaxTree } from '../syntax.ts';
import { documentBlock } from '../write/documentBlock.ts';
import { aboveComments, lineStart, startsLine } from '../write/lines.ts';
import { Parents } from '../write/parents.ts';
import { Pen } from '../write/pen.ts';
import { Sheet } from '../write/sheet.ts';
import { styleOf, unitIn } from '../write/style.ts';
import { sayablePolicy } from './elements.ts';
import { HclValues } from './hclValues.ts';
import { placeIn, type ValuePlace } from './places.ts';

/**
 * `jsonencode({…})` as a data source above the block that takes it, which refers to it.
 * @param isTaken whether the module has a data source of that name
 */
export function jsonencodeToDocument(
  text: string,
  tree: SyntaxTree,
  root: ValueNode,
  isTaken: (label: string) => boolean,
): TextEdit[] | undefined {
  if (root.kind !== 'object' || !isWhole(root)) return undefined;
  const place = placeIn(text, tree, ({ value }) => isJsonencodeOf(value, root));
  const above = place && !place.isNested ? startOf(text, place.block) : undefined;
  if (!place || above === undefined || !TAKERS.has(place.block.type.text)) return undefined;
  const parents = new Parents(root);
  const values = new HclValues(text, parents);
  const policy = sayablePolicy(root, values, (node) => {
    if (node.kind === 'array') return node.items.length ? values.list(node) : values.fail();
    return node.kind === 'opaque' && !isText(node) ? values.fail() : values.text(node);
  });
  const { span } = place.value;
  const written = text.slice(span.start, span.end);
  if (values.fails || values.losesComment(span) || usesInstance(written) || VARIABLE.test(written)) return undefined;
  const label = labelAt(place, isTaken);
  const sheet = new Sheet(text);
  const unit = unitIn(text, place.block.body) ?? '  ';
  const pen = new Pen(sheet, parents, { ...styleOf(text, []), unit });
  const block = documentBlock(sheet, parents, pen, policy, label);
  if (!block || sheet.fails) return undefined;
  const document = pen.layout.block(block, '');
  return [
    { span: { start: above, end: above }, newText: document + sheet.eol + sheet.eol },
    { span: place.written.span, newText: `data.${POLICY_DOCUMENT}.${label}.json` },
  ];
}

/** Blocks of a module beside which a data source can stand. */
const TAKERS: ReadonlySet<string> = new Set(['resource', 'module', 'locals', 'output']);

function isJsonencodeOf(value: ValuePlace['value'], root: ValueNode): boolean {
  if (value.kind !== 'call' || value.name.text !== 'jsonencode') return false;
  const [argument, ...others] = value.arguments;
  return argument?.span.start === root.span.start && argument.span.end === root.span.end && !others.length;
}

/** What is sure to be one text, and no list: an attribute that a resource has of itself. */
function isText({ text }: OpaqueNode): boolean {
  return /^(?:data\.)?[a-z][a-z0-9]*_\w+\.[\w-]+(?:\[(?:\d+|"[^"]*")\])?\.(?:arn|id|unique_id|account_id|url)$/.test(
    text,
  );
}

/** Names that mean something only in the block that is there several times. */
function usesInstance(text: string): boolean {
  return /\b(?:each|count|self)\s*\./.test(text);
}

/** Text in `jsonencode`, a policy variable in a data source. */
const VARIABLE = /&\{/;

function labelAt({ block, attribute }: ValuePlace, isTaken: (label: string) => boolean): string {
  const own = block.type.text === 'locals' ? attribute.name.text : labelOf(block, block.labels.length - 1);
  return freeLabel(block.type.text === 'locals' ? (own ?? '') : `${own ?? ''}_trust`, isTaken);
}

/** Where lines can come above a block and the comment that belongs to it; undefined where it begins behind something else. */
function startOf(text: string, { span }: Block): number | undefined {
  return startsLine(text, span.start) ? aboveComments(text, lineStart(text, span.start)) : undefined;
}
